package io.github.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the alerts that one input causes for one patient, in the order in which they happen. */
final class OutcomeBuilder {

    private static final List<Phase> WITHIN_AN_EPISODE = List.of(Phase.ESCALATED, Phase.DEESCALATED, Phase.REMINDER);

    private final Instant time;
    private final AlertContext around;
    private final List<Alert> alerts = new ArrayList<>(2);

    /**
     * With nothing in it.
     *
     * @param time when everything but RAISED happens; that has its own time, at or before this
     * @param around what the alerts say of the patient
     */
    OutcomeBuilder(Instant time, AlertContext around) {
        this.time = time;
        this.around = around;
    }

    /** What happened within an episode from one view of it to a later one. */
    void addEventsBetween(Episode before, Episode after, boolean latched) {
        for (Phase phase : WITHIN_AN_EPISODE) {
            int number = after.notices().told().of(phase);
            if (number > before.notices().told().of(phase)) {
                alerts.add(after.alert(phase, number, time, Optional.empty(), Optional.empty(), latched, around));
            }
        }
    }

    void addRaised(Episode episode) {
        addRaised(episode, around);
    }

    /** RAISED, at a time when the patient was not yet as in the other alerts. */
    void addRaised(Episode episode, AlertContext then) {
        Instant at = episode.raisedAt();
        alerts.add(episode.alert(Phase.RAISED, 1, at, Optional.empty(), Optional.empty(), false, then));
    }

    void addAcknowledged(Episode episode, String by, boolean latched) {
        int number = episode.notices().told().acknowledged();
        alerts.add(episode.alert(Phase.ACKNOWLEDGED, number, time, Optional.empty(), Optional.of(by), latched, around));
    }

    void addCleared(Episode episode, ClearReason reason, boolean latched) {
        alerts.add(episode.alert(Phase.CLEARED, 1, time, Optional.of(reason), Optional.empty(), latched, around));
    }

    Outcome build() {
        return Outcome.accepted(alerts);
    }
}
