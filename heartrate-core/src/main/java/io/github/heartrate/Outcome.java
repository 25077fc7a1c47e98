package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What came of one reading: its verdict, and the alerts that it caused, in order (CLEARED before RAISED).
 *
 * @param disposition the verdict
 * @param alerts unmodifiable; empty unless the reading was accepted and raised or cleared something
 */
public record Outcome(Disposition disposition, List<Alert> alerts) {

    static final Outcome IMPLAUSIBLE = new Outcome(Disposition.IMPLAUSIBLE, List.of());
    static final Outcome ACCEPTED = new Outcome(Disposition.ACCEPTED, List.of());
    static final Outcome DUPLICATE = new Outcome(Disposition.DUPLICATE, List.of());
    static final Outcome CONFLICT = new Outcome(Disposition.CONFLICT, List.of());
    static final Outcome LATE = new Outcome(Disposition.LATE, List.of());

    /** Copies the alerts. */
    public Outcome {
        requireNonNull(disposition, "disposition");
        alerts = List.copyOf(alerts);
    }
}
