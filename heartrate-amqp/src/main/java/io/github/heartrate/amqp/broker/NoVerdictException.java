package io.github.heartrate.amqp.broker;

import java.time.Duration;

/**
 * The broker has a control input, but what came of it did not become known in time. It is judged all the same, later or
 * by another instance, unless it is out of date by then.
 */
public final class NoVerdictException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /**
     * With how long was waited.
     *
     * @param limit the longest wait
     */
    public NoVerdictException(Duration limit) {
        super("no verdict within " + limit + ": another instance watches the patient, or the partition is behind");
    }
}
