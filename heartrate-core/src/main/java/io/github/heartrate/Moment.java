package io.github.heartrate;

import java.time.Instant;

/**
 * When something happens to a patient, and whose clock says so.
 *
 * @param time when
 * @param tick whether the caller's clock says so, as with a tick; else the clock of the patient's readings
 */
record Moment(Instant time, boolean tick) {

    static Moment ofReading(Reading reading) {
        return new Moment(reading.timestamp(), false);
    }

    static Moment ofTick(Instant now) {
        return new Moment(now, true);
    }
}
