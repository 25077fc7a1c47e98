package io.github.heartrate.amqp;

/** Trouble with the broker; the cause says which. */
public final class AmqpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With what was being done.
     *
     * @param message what failed, without credentials
     */
    public AmqpException(String message) {
        super(message);
    }

    /**
     * With what was being done and why it failed.
     *
     * @param message what failed, without credentials
     * @param cause why
     */
    public AmqpException(String message, Throwable cause) {
        super(message, cause);
    }
}
