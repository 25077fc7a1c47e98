package io.github.heartrate;

import java.time.Instant;
import java.util.Optional;

/** What alerts say of their patient beside the episode: how it was when the input came. */
record AlertContext(
        String patientId, Optional<Reading> lastReading, Optional<Instant> pausedUntil, LostSignal lostSignal) {

    AlertContext unpaused() {
        return new AlertContext(patientId, lastReading, Optional.empty(), lostSignal);
    }
}
