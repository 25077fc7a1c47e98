package io.github.heartrate.amqp.broker;

/**
 * What can go wrong with a broker and with what is kept there. The subclass says what it is, and so what may help. A
 * message is one line: the rule and the value, without credentials and patients.
 */
public abstract sealed class AmqpException extends RuntimeException
        permits BrokerUnreachableException,
                NoVerdictException,
                NotPublishedException,
                RefusedException,
                UndecodableMessageException,
                UnusableStateException {

    private static final long serialVersionUID = 1L;

    /**
     * With what failed.
     *
     * @param message one line, without credentials and patients
     */
    protected AmqpException(String message) {
        super(message);
    }

    /**
     * With what failed and how that was noticed.
     *
     * @param message one line, without credentials and patients
     * @param cause how it was noticed
     */
    protected AmqpException(String message, Throwable cause) {
        super(message, cause);
    }
}
