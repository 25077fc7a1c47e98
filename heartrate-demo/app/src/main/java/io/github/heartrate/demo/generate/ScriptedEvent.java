package io.github.heartrate.demo.generate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that was made to happen: the truth that a detector can be held against.
 *
 * @param patientId to whom
 * @param kind what
 * @param start when the rate begins to be driven; for an artefact the time of its reading
 * @param end when it is let go; not before {@code start}
 * @param targetBpm where the rate is driven; 0 for a drop-out
 */
public record ScriptedEvent(String patientId, EventKind kind, Instant start, Instant end, double targetBpm) {

    /** Checks that nothing is missing. */
    public ScriptedEvent {
        requireNonNull(patientId, "patientId");
        requireNonNull(kind, "kind");
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end must not be before start: " + end + ", " + start);
        }
    }
}
