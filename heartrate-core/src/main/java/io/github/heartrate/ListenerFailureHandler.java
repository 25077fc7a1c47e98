package io.github.heartrate;

import org.slf4j.LoggerFactory;

/** Is told when a listener throws. */
@FunctionalInterface
public interface ListenerFailureHandler {

    /** Logs the event's id and the exception at ERROR, without the patient or the readings. */
    ListenerFailureHandler LOGGING = (listener, alert, failure) -> LoggerFactory.getLogger(HeartRateMonitor.class)
            .error("{} failed on alert {}", listener.getClass().getName(), alert.id(), failure);

    /**
     * Takes note of a failure. What this throws in turn is logged, and the monitor goes on.
     *
     * @param listener the one that threw
     * @param alert what it was told
     * @param failure what it threw
     */
    void onFailure(AlertListener listener, Alert alert, RuntimeException failure);
}
