package io.github.heartrate.amqp.broker;

/** The body of a message is not what its content type says. The message names the field, never a patient. */
public final class UndecodableMessageException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /**
     * With the rule that is broken.
     *
     * @param message which field, and what is wrong with it
     */
    public UndecodableMessageException(String message) {
        super(message);
    }

    /**
     * With the rule that is broken and the failure that showed it.
     *
     * @param message which field, and what is wrong with it
     * @param cause the failure
     */
    public UndecodableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
