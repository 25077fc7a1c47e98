package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Alert;
import io.github.heartrate.Outcome;
import java.io.IOException;
import java.time.Instant;

/**
 * Takes what is done on the page to the monitor: directly, or through the queue that the patient's readings come from.
 * Called by several threads.
 */
public interface BedsideControls {

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

    /**
     * Pauses a patient's alerts below HIGH. One that is accepted is told to {@link Ward#observe(io.github.heartrate.Input.Pause)}
     * by the program that judges it, since only there its order with the alerts is known.
     *
     * @param patientId the patient
     * @param until when the pause ends by itself; {@code at} to end one that is under way
     * @param at when, by the ward's clock
     * @return what came of it
     * @throws IOException if the monitor can't be reached, or does not tell what came of it
     */
    Outcome pause(String patientId, Instant until, Instant at) throws IOException;
}
