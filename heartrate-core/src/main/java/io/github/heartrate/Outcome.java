package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of one input: its verdict, and the alerts that it caused. For one patient they come in this order:
 * SIGNAL_LOSS, CLEARED, then RAISED, ESCALATED or DEESCALATED, then REMINDER.
 *
 * @param verdict the verdict
 * @param alerts unmodifiable; those that the input caused, and before them those of an input that was HELD and that it
 *     confirmed
 */
public record Outcome(Verdict verdict, List<Alert> alerts) {

    private static final Map<Verdict, Outcome> WITHOUT_ALERTS = Arrays.stream(Verdict.values())
            .collect(Collectors.toMap(verdict -> verdict, verdict -> new Outcome(verdict, List.of())));

    static final Outcome ACCEPTED = without(Verdict.ACCEPTED);

    /** Copies the alerts. */
    public Outcome {
        requireNonNull(verdict, "verdict");
        alerts = List.copyOf(alerts);
    }

    /** This verdict and no alert; allocates nothing. */
    static Outcome without(Verdict verdict) {
        return requireNonNull(WITHOUT_ALERTS.get(verdict));
    }

    /** The same, after alerts that the input caused by making one from before take effect. */
    Outcome after(List<Alert> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        List<Alert> all = new ArrayList<>(earlier);
        all.addAll(alerts);
        return new Outcome(verdict, all);
    }

    static Outcome accepted(List<Alert> alerts) {
        return alerts.isEmpty() ? ACCEPTED : new Outcome(Verdict.ACCEPTED, alerts);
    }
}
