package io.github.heartrate.amqp.broker;

/**
 * The library did not hand a message to the broker, or does not know its fate: there was no room, an earlier message of
 * the patient was refused, or the publisher has ended.
 */
public final class NotPublishedException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /**
     * With what failed.
     *
     * @param message one line, without credentials and patients
     */
    public NotPublishedException(String message) {
        super(message);
    }

    /**
     * With what failed and how that was noticed.
     *
     * @param message one line, without credentials and patients
     * @param cause how it was noticed
     */
    public NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
