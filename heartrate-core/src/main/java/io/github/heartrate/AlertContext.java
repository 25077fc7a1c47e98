package io.github.heartrate;

import java.time.Instant;
import java.util.Optional;

/**
 * What alerts say of their patient beside the episode.
 *
 * @param lastReading the last accepted reading of the stay
 * @param pausedUntil until when alerts below HIGH are paused, if they are
 * @param before where the patient stood when the input came
 */
record AlertContext(String patientId, Optional<Reading> lastReading, Optional<Instant> pausedUntil, Standing before) {

    AlertContext unpaused() {
        return new AlertContext(patientId, lastReading, Optional.empty(), before);
    }

    /** What was known when the signal was lost. */
    LostSignal lostSignal() {
        return before.care().lostSignal(DetectorState.run(before.state()));
    }
}
