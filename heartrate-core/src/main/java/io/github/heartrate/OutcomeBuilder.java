package io.github.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the alerts that one input causes for one patient, in the order in which they happen. */
final class OutcomeBuilder {

    private static final List<Phase> WITHIN_AN_EPISODE = List.of(Phase.ESCALATED, Phase.DEESCALATED, Phase.REMINDER);

    private final String patientId;
    private final Instant time;
    private final List<Alert> alerts = new ArrayList<>(2);

    /**
     * With nothing in it.
     *
     * @param time when everything but RAISED happens; that has its own time, at or before this
     */
    OutcomeBuilder(String patientId, Instant time) {
        this.patientId = patientId;
        this.time = time;
    }

    /** What led from the alarm that was active before to the one that is now. */
    void addChange(Optional<Episode> before, Optional<Episode> after) {
        if (before.isPresent() && after.isPresent() && isSame(before.get(), after.get())) {
            addEventsBetween(before.get(), after.get());
            return;
        }
        ClearReason reason = after.isPresent() ? ClearReason.SUPERSEDED : ClearReason.NORMALISED;
        before.ifPresent(episode -> addCleared(episode, reason));
        after.ifPresent(this::addRaised);
    }

    private static boolean isSame(Episode one, Episode other) {
        return one.id().equals(other.id());
    }

    private void addEventsBetween(Episode before, Episode after) {
        for (Phase phase : WITHIN_AN_EPISODE) {
            int number = after.notices().told().of(phase);
            if (number > before.notices().told().of(phase)) {
                add(after, phase, number, time, Optional.empty(), Optional.empty());
            }
        }
    }

    void addRaised(Episode episode) {
        add(episode, Phase.RAISED, 1, episode.raisedAt(), Optional.empty(), Optional.empty());
    }

    void addAcknowledged(Episode episode, String by) {
        int number = episode.notices().told().acknowledged();
        add(episode, Phase.ACKNOWLEDGED, number, time, Optional.empty(), Optional.of(by));
    }

    void addCleared(Episode episode, ClearReason reason) {
        add(episode, Phase.CLEARED, 1, time, Optional.of(reason), Optional.empty());
    }

    private void add(
            Episode episode, Phase phase, int number, Instant at, Optional<ClearReason> reason, Optional<String> by) {
        alerts.add(episode.alert(patientId, phase, number, at, reason, by));
    }

    boolean isEmpty() {
        return alerts.isEmpty();
    }

    Instant time() {
        return time;
    }

    Outcome build() {
        return Outcome.accepted(alerts);
    }
}
