package io.github.heartrate.amqp;

/** There is no connection, or it broke before an answer came: what was asked may have been done. Trying again may help. */
public final class BrokerUnreachableException extends AmqpException {

    private static final long serialVersionUID = 1L;

    BrokerUnreachableException(String message) {
        super(message);
    }

    BrokerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
