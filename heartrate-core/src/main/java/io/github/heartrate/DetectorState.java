package io.github.heartrate;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a patient stands between the alarm limits. Each state holds what exists in it and nothing else; {@link #next}
 * decides, purely, and the alerts follow from the difference between the state before and the state after.
 */
sealed interface DetectorState {

    /**
     * The state after an accepted reading; this very object if the reading changes nothing.
     *
     * @param afterGap whether all runs start afresh with the reading
     * @param time the time of what the reading causes: not before the patient's last event
     */
    DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time);

    /** The same state, with a reminder of its alarm if one is due. */
    default DetectorState reminded(AlarmPolicy policy, Instant at, Instant time, boolean byTick) {
        return this;
    }

    /** The same state without any run, as after a change of policy. */
    DetectorState withoutRuns();

    /** The readings that change nothing for sure. */
    default RoutineReadings routine(Rules rules) {
        return RoutineReadings.NONE;
    }

    /**
     * Whether an alarm is active. Asked of the classes that have none, since HotSpot searches the list of all interfaces
     * before it knows that an object is not of one.
     */
    static boolean isAlarming(DetectorState state) {
        return !(state instanceof Normal || state instanceof Pending);
    }

    /** The alarm that is active. */
    static Optional<Episode> episode(DetectorState state) {
        return state instanceof Alarming alarming ? Optional.of(alarming.episode()) : Optional.empty();
    }

    /** The run that is under way towards RAISED or ESCALATED. */
    static Optional<Run> run(DetectorState state) {
        if (state instanceof Pending pending) {
            return Optional.of(pending.run());
        }
        if (state instanceof Escalating escalating) {
            return Optional.of(escalating.extreme());
        }
        return state instanceof Recovering recovering ? run(recovering.other()) : Optional.empty();
    }

    /** A state in which an alarm is active. */
    sealed interface Alarming extends DetectorState {

        Episode episode();

        /** The same state, the alarm's episode replaced by a later view of it. */
        Alarming with(Episode episode);

        @Override
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        default DetectorState reminded(AlarmPolicy policy, Instant at, Instant time, boolean byTick) {
            Episode reminded = episode().reminded(policy, at, time, byTick);
            return reminded == episode() ? this : with(reminded);
        }

        @Override
        default DetectorState withoutRuns() {
            return new Active(episode());
        }
    }

    /** Nothing is wrong and no run is under way. */
    record Normal() implements DetectorState {

        static final Normal INSTANCE = new Normal();

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time) {
            if (Side.HIGH.isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return pendingOrAlarming(policy, Run.start(policy, Side.HIGH, reading), time);
            }
            if (Side.LOW.isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return pendingOrAlarming(policy, Run.start(policy, Side.LOW, reading), time);
            }
            return this;
        }

        @Override
        public RoutineReadings routine(Rules rules) {
            return rules.routineInNormal();
        }

        @Override
        public DetectorState withoutRuns() {
            return this;
        }
    }

    /** A run is under way, not yet complete. */
    record Pending(Run run) implements DetectorState {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time) {
            if (afterGap || !run.side().isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return Normal.INSTANCE.next(policy, reading, afterGap, time);
            }
            return pendingOrAlarming(policy, run.plus(policy, reading), time);
        }

        @Override
        public DetectorState withoutRuns() {
            return Normal.INSTANCE;
        }
    }

    /** An alarm is active and no run towards another level is under way. */
    record Active(Episode episode) implements Alarming {

        @Override
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time) {
            Episode seen = episode.seen(reading.bpm());
            if (episode.side().isCalm(policy, reading.bpm(), episode.priority())) {
                return recover(policy, new Recovering(seen, 0, 0, Normal.INSTANCE), reading, time);
            }
            if (isExtremeAndNotYetHigh(policy, episode, reading)) {
                return escalatingOrHigh(policy, seen, Run.start(policy, episode.side(), reading), time);
            }
            return seen == episode ? this : new Active(seen);
        }

        /** They violate the limit as before, are no new peak nor newly extreme, and come before a reminder is due. */
        @Override
        public RoutineReadings routine(Rules rules) {
            AlarmPolicy policy = rules.policy();
            Side side = episode.side();
            Priority priority = episode.priority();
            double peak = episode.peakBpm();
            double worst = priority == Priority.HIGH ? peak : side.milder(peak, side.limitBpm(policy, Priority.HIGH));
            double mildest = side.justBeyond(side.limitBpm(policy, priority));
            long beforeSecond = episode.notices().noReminderBefore(policy.reminderInterval());
            return side == Side.LOW
                    ? RoutineReadings.under(policy, worst, mildest, beforeSecond)
                    : RoutineReadings.under(policy, mildest, worst, beforeSecond);
        }

        @Override
        public Active with(Episode later) {
            return new Active(later);
        }
    }

    /**
     * An alarm is active at MEDIUM and a run of extreme readings is under way, not yet complete.
     *
     * @param episode the alarm
     * @param extreme extreme readings only
     */
    record Escalating(Episode episode, Run extreme) implements Alarming {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time) {
            if (afterGap || !isExtremeAndNotYetHigh(policy, episode, reading)) {
                return new Active(episode).next(policy, reading, afterGap, time);
            }
            return escalatingOrHigh(policy, episode.seen(reading.bpm()), extreme.plus(policy, reading), time);
        }

        @Override
        public Escalating with(Episode later) {
            return new Escalating(later, extreme);
        }
    }

    /**
     * An alarm is active and its last readings were calm.
     *
     * @param episode the alarm
     * @param calmCount how many of the last readings were calm for the alarm's level
     * @param ordinaryCalmCount how many of those were calm for the ordinary limit too; all of them at MEDIUM
     * @param other NORMAL, or PENDING with the run that these readings form on the other side
     */
    record Recovering(Episode episode, int calmCount, int ordinaryCalmCount, DetectorState other) implements Alarming {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap, Instant time) {
            if (afterGap || !episode.side().isCalm(policy, reading.bpm(), episode.priority())) {
                return new Active(episode).next(policy, reading, afterGap, time);
            }
            return recover(policy, with(episode.seen(reading.bpm())), reading, time);
        }

        @Override
        public Recovering with(Episode later) {
            return new Recovering(later, calmCount, ordinaryCalmCount, other);
        }
    }

    private static boolean isExtremeAndNotYetHigh(AlarmPolicy policy, Episode episode, Reading reading) {
        return episode.priority() != Priority.HIGH && episode.side().isViolated(policy, reading.bpm(), Priority.HIGH);
    }

    private static DetectorState pendingOrAlarming(AlarmPolicy policy, Run run, Instant time) {
        if (!run.reaches(policy, Priority.MEDIUM)) {
            return new Pending(run);
        }
        Episode episode = Episode.raise(policy, run, time);
        return run.extremeEnd()
                .filter(extreme -> episode.priority() != Priority.HIGH)
                .<DetectorState>map(extreme -> new Escalating(episode, extreme))
                .orElseGet(() -> new Active(episode));
    }

    private static DetectorState escalatingOrHigh(AlarmPolicy policy, Episode episode, Run extreme, Instant time) {
        return extreme.reaches(policy, Priority.HIGH)
                ? new Active(episode.escalated(policy, extreme, time))
                : new Escalating(episode, extreme);
    }

    /** One more reading that is calm for the alarm's level. */
    private static DetectorState recover(AlarmPolicy policy, Recovering before, Reading reading, Instant time) {
        Episode episode = before.episode();
        boolean ordinary = episode.side().isCalm(policy, reading.bpm(), Priority.MEDIUM);
        DetectorState other = ordinary ? before.other().next(policy, reading, false, time) : Normal.INSTANCE;
        int calm = before.calmCount() + 1;
        int ordinaryCalm = ordinary ? before.ordinaryCalmCount() + 1 : 0;
        if (isAlarming(other) || ordinaryCalm >= policy.clearCount()) {
            return other;
        }
        if (calm < policy.clearCount()) {
            return new Recovering(episode, calm, ordinaryCalm, other);
        }
        Episode milder = episode.deescalated(policy, reading.timestamp(), time);
        return ordinary ? new Recovering(milder, ordinaryCalm, ordinaryCalm, other) : new Active(milder);
    }
}
