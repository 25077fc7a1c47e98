package io.github.heartrate.amqp.broker;

/** There is no connection, or it broke before an answer came: what was asked may have been done. Trying again may help. */
public final class BrokerUnreachableException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /**
     * With what failed.
     *
     * @param message one line, without credentials and patients
     */
    public BrokerUnreachableException(String message) {
        super(message);
    }

    /**
     * With what failed and how that was noticed.
     *
     * @param message one line, without credentials and patients
     * @param cause how it was noticed
     */
    public BrokerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
