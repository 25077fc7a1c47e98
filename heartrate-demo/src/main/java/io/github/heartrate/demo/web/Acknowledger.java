package io.github.heartrate.demo.web;

import io.github.heartrate.Alert;
import io.github.heartrate.Outcome;
import java.io.IOException;
import java.time.Instant;

/**
 * Takes an acknowledgement to the monitor: directly ({@code monitor::acknowledge}), or through the queue that the
 * patient's readings come from. Called by several threads.
 */
@FunctionalInterface
public interface Acknowledger {

    /**
     * Acknowledges an alarm.
     *
     * @param seen the alert that was on the page when somebody acknowledged
     * @param by who did; not blank
     * @param at when, by the ward's clock
     * @return what came of it
     * @throws IOException if the monitor can't be reached
     */
    Outcome acknowledge(Alert seen, String by, Instant at) throws IOException;
}
