package io.github.heartrate.amqp;

import io.github.heartrate.amqp.broker.AmqpException;

/**
 * Thrown by the listener of an {@link AlertConsumer} that can't take an alert, for example because its disk is full. The
 * alert is not acknowledged, the consumer ends as if it were closed, and the broker delivers the alert again to the next
 * consumer. It is the listener's exception, not the broker's, and so no {@link AmqpException}.
 */
public final class AlertRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses the alert in hand.
     *
     * @param message why, in one line and without the patient
     * @param cause what the listener met
     */
    public AlertRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
