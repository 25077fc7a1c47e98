package io.github.heartrate.amqp;

/**
 * The library did not hand a message to the broker, or does not know its fate: there was no room, an earlier message of
 * the patient was refused, or the publisher has ended.
 */
public final class NotPublishedException extends AmqpException {

    private static final long serialVersionUID = 1L;

    NotPublishedException(String message) {
        super(message);
    }

    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
