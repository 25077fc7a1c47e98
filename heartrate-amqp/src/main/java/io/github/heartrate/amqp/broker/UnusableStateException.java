package io.github.heartrate.amqp.broker;

/**
 * The state of a partition is lost, damaged, another layout's or too large, or the broker's queues are not those of the
 * topology: trying again helps only once a person has looked.
 */
public final class UnusableStateException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /**
     * With what is wrong.
     *
     * @param message what is wrong and what to do
     */
    public UnusableStateException(String message) {
        super(message);
    }

    /**
     * With what is wrong and how that was noticed.
     *
     * @param message what is wrong and what to do
     * @param cause how it was noticed
     */
    public UnusableStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
