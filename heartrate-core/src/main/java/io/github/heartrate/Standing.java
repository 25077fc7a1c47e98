package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a patient stands, beside the last reading.
 *
 * @param state between the alarm limits
 * @param signal whether readings come
 * @param care what else is known
 */
record Standing(DetectorState state, Signal signal, Care care) {

    /** Readings come, nothing is wrong and nothing else is known: nearly all patients share it. */
    static final Standing CALM = new Standing(DetectorState.Normal.INSTANCE, Signal.Present.INSTANCE, Care.NONE);

    /** An equal one that takes no memory of its own, if there is one. */
    Standing shared() {
        return state instanceof DetectorState.Normal && isPresent() && care.isNone() ? CALM : this;
    }

    Standing with(DetectorState other) {
        return new Standing(other, signal, care);
    }

    Standing with(Signal other) {
        return new Standing(state, other, care);
    }

    Standing with(Care other) {
        return new Standing(state, signal, other);
    }

    /** The readings that change nothing for sure. */
    RoutineReadings routine(Rules rules) {
        return isPresent() && !care.notesReadings() ? state.routine(rules) : RoutineReadings.NONE;
    }

    @SuppressWarnings("ReferenceEquality") // there is one such object
    boolean isPresent() {
        return signal == Signal.Present.INSTANCE;
    }

    boolean isNormal() {
        return state instanceof DetectorState.Normal && isPresent() && !care.notesReadings();
    }

    Stream<Episode> activeEpisodes() {
        return Stream.of(Signal.episode(signal), DetectorState.episode(state)).flatMap(Optional::stream);
    }

    /** Whether an alarm is active or latched. */
    boolean hasOpenAlarm() {
        return DetectorState.isAlarming(state)
                || signal instanceof Signal.Lost
                || !care.latched().isEmpty();
    }

    /** Whether it may be forgotten, if nothing was heard for so long. */
    boolean isIdle(Instant now, Duration limit) {
        Care.Held held = care.held();
        return !DetectorState.isAlarming(state)
                && !care.admitted()
                && care.latched().isEmpty()
                && Elapsed.isMoreThan(care.controls().time(), now, limit)
                && (held == null || Elapsed.isMoreThan(held.since(), now, limit));
    }

    /** The alarm, active or latched, that an acknowledgement is about. */
    Optional<Episode> namedBy(Input.Acknowledge acknowledgement) {
        return Stream.concat(activeEpisodes(), care.latched().stream())
                .filter(episode -> episode.id().equals(acknowledgement.episodeId()))
                .findFirst();
    }

    Verdict verdictOn(Input.Acknowledge acknowledgement) {
        return namedBy(acknowledgement)
                .map(episode -> verdictOn(acknowledgement.eventId(), episode))
                .orElse(Verdict.UNKNOWN);
    }

    private Verdict verdictOn(String eventId, Episode episode) {
        boolean isItsEnd = isLatched(episode)
                && AlertIds.event(episode.id(), Phase.CLEARED, 1).equals(eventId);
        return isItsEnd ? Verdict.ACCEPTED : episode.judgeAcknowledgementOf(eventId);
    }

    boolean isLatched(Episode episode) {
        return care.latched().contains(episode);
    }

    /** After an acknowledgement of an alarm. */
    Standing acknowledged(Episode episode, Episode seen) {
        if (isLatched(episode)) {
            return with(care.withLatched(care.latchedBut(episode.condition())));
        }
        if (episode.condition() == Condition.SIGNAL_LOSS) {
            return with(new Signal.Lost(seen));
        }
        return state instanceof DetectorState.Alarming alarming ? with(alarming.with(seen)) : this;
    }
}
