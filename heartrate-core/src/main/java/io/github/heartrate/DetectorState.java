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
     */
    DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap);

    /** The same state, its alarm escalated if the reading is so much worse than what was acknowledged. */
    default DetectorState worsened(AlarmPolicy policy, Reading reading) {
        return this;
    }

    /** The same state, with a reminder of its alarm if one is due. */
    default DetectorState reminded(AlarmPolicy policy, Moment moment) {
        return this;
    }

    /** The same state without any run, as after a change of policy. */
    DetectorState withoutRuns();

    /** The readings that change nothing for sure. */
    default RoutineReadings routine(Rules rules) {
        return RoutineReadings.NONE;
    }

    /** What a snapshot calls it. */
    int snapshotCode();

    /** Writes what it has beside its code. */
    void writeTo(SnapshotWriter out);

    /**
     * Whether an alarm is active. The test names the two classes without an alarm, because HotSpot tests for a final class
     * faster than for an interface.
     */
    static boolean isAlarming(DetectorState state) {
        return !(state instanceof Normal || state instanceof Pending);
    }

    /** Whether an alarm is active that nobody has acknowledged. */
    static boolean isUnseen(DetectorState state) {
        return state instanceof Alarming alarming && !alarming.episode().isAcknowledged();
    }

    /** The alarm that is active. */
    static Optional<Episode> episode(DetectorState state) {
        return state instanceof Alarming alarming ? Optional.of(alarming.episode()) : Optional.empty();
    }

    /** Whether no alert tells of a step from one to the other: no alarm, or one of which nothing new is told. */
    static boolean tellTheSame(DetectorState before, DetectorState after) {
        if (before instanceof Alarming one && after instanceof Alarming other) {
            return one.episode().tellsTheSameAs(other.episode());
        }
        return !isAlarming(before) && !isAlarming(after);
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

        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        private DetectorState withIfChanged(Episode later) {
            return later == episode() ? this : with(later);
        }

        @Override
        default DetectorState worsened(AlarmPolicy policy, Reading reading) {
            return withIfChanged(episode().worsened(policy, reading));
        }

        @Override
        default DetectorState reminded(AlarmPolicy policy, Moment moment) {
            return withIfChanged(episode().reminded(policy, moment));
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
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (Side.HIGH.isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return pendingOrAlarming(policy, Run.start(policy, Side.HIGH, reading));
            }
            if (Side.LOW.isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return pendingOrAlarming(policy, Run.start(policy, Side.LOW, reading));
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

        @Override
        public int snapshotCode() {
            return SnapshotWriter.NORMAL;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            // nothing
        }
    }

    /** A run is under way, not yet complete. */
    record Pending(Run run) implements DetectorState {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (afterGap || !run.side().isViolated(policy, reading.bpm(), Priority.MEDIUM)) {
                return Normal.INSTANCE.next(policy, reading, afterGap);
            }
            return pendingOrAlarming(policy, run.plus(policy, reading));
        }

        @Override
        public DetectorState withoutRuns() {
            return Normal.INSTANCE;
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.PENDING;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.run(run);
        }
    }

    /** An alarm is active and no run towards another level is under way. */
    record Active(Episode episode) implements Alarming {

        @Override
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            Episode seen = episode.seen(policy, reading.bpm());
            if (episode.side().isCalm(policy, reading.bpm(), episode.priority())) {
                return recover(policy, new Recovering(seen, Calm.NONE, Calm.NONE, Normal.INSTANCE), reading);
            }
            if (isExtremeAndNotYetHigh(policy, episode, reading)) {
                return escalatingOrHigh(policy, seen, Run.start(policy, episode.side(), reading));
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
            Notices.Seen seen = episode.notices().seen();
            if (seen != null) {
                worst = side.milder(worst, side.justWithin(side.beyond(seen.worstBpm(), policy.worseningBpm())));
            }
            long beforeSecond = episode.notices().noReminderBefore(policy);
            return side == Side.LOW
                    ? RoutineReadings.under(policy, worst, mildest, beforeSecond)
                    : RoutineReadings.under(policy, mildest, worst, beforeSecond);
        }

        @Override
        public Active with(Episode later) {
            return new Active(later);
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.ACTIVE;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.episode(episode);
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
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (afterGap || !isExtremeAndNotYetHigh(policy, episode, reading)) {
                return new Active(episode).next(policy, reading, afterGap);
            }
            return escalatingOrHigh(policy, episode.seen(policy, reading.bpm()), extreme.plus(policy, reading));
        }

        @Override
        public Escalating with(Episode later) {
            return new Escalating(later, extreme);
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.ESCALATING;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.episode(episode);
            out.run(extreme);
        }
    }

    /**
     * An alarm is active and its last readings were calm.
     *
     * @param episode the alarm
     * @param calm the last readings, which were calm for the alarm's level
     * @param ordinaryCalm those of them that were calm for the ordinary limit too; all of them at MEDIUM
     * @param other NORMAL, or PENDING with the run that these readings form on the other side
     */
    record Recovering(Episode episode, Calm calm, Calm ordinaryCalm, DetectorState other) implements Alarming {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (afterGap || !episode.side().isCalm(policy, reading.bpm(), episode.priority())) {
                return new Active(episode).next(policy, reading, afterGap);
            }
            return recover(policy, with(episode.seen(policy, reading.bpm())), reading);
        }

        @Override
        public Recovering with(Episode later) {
            return new Recovering(later, calm, ordinaryCalm, other);
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.RECOVERING;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.episode(episode);
            out.calm(calm);
            out.calm(ordinaryCalm);
            out.oneByte(other.snapshotCode());
            other.writeTo(out);
        }
    }

    /**
     * Consecutive calm readings.
     *
     * @param count how many; no more are counted than it takes to clear an alarm
     * @param since when the first one was; {@link Instant#MIN} if there is none
     */
    record Calm(int count, Instant since) {

        static final Calm NONE = new Calm(0, Instant.MIN);

        Calm plus(AlarmPolicy policy, Instant at) {
            return count == 0 ? new Calm(1, at) : new Calm(Math.min(count + 1, policy.clearCount()), since);
        }

        /** Whether there are enough of them, in readings and in time. */
        boolean clears(AlarmPolicy policy, Instant last) {
            return count >= policy.clearCount() && Elapsed.isAtLeast(since, last, policy.clearDelay());
        }
    }

    private static boolean isExtremeAndNotYetHigh(AlarmPolicy policy, Episode episode, Reading reading) {
        return episode.priority() != Priority.HIGH && episode.side().isViolated(policy, reading.bpm(), Priority.HIGH);
    }

    private static DetectorState pendingOrAlarming(AlarmPolicy policy, Run run) {
        if (!run.reaches(policy, Priority.MEDIUM) && !run.reaches(policy, Priority.HIGH)) {
            return new Pending(run);
        }
        Episode episode = Episode.raise(policy, run);
        return run.extremeEnd()
                .filter(extreme -> episode.priority() != Priority.HIGH)
                .<DetectorState>map(extreme -> new Escalating(episode, extreme))
                .orElseGet(() -> new Active(episode));
    }

    private static DetectorState escalatingOrHigh(AlarmPolicy policy, Episode episode, Run extreme) {
        return extreme.reaches(policy, Priority.HIGH)
                ? new Active(episode.escalated(policy, extreme))
                : new Escalating(episode, extreme);
    }

    /** One more reading that is calm for the alarm's level. */
    private static DetectorState recover(AlarmPolicy policy, Recovering before, Reading reading) {
        Episode episode = before.episode();
        Instant at = reading.timestamp();
        boolean ordinary = episode.side().isCalm(policy, reading.bpm(), Priority.MEDIUM);
        DetectorState other = ordinary ? before.other().next(policy, reading, false) : Normal.INSTANCE;
        Calm calm = before.calm().plus(policy, at);
        Calm ordinaryCalm = ordinary ? before.ordinaryCalm().plus(policy, at) : Calm.NONE;
        if (isAlarming(other) || ordinaryCalm.clears(policy, at)) {
            return other;
        }
        if (!calm.clears(policy, at)) {
            return new Recovering(episode, calm, ordinaryCalm, other);
        }
        Episode milder = episode.deescalated(policy, at);
        return ordinary ? new Recovering(milder, ordinaryCalm, ordinaryCalm, other) : new Active(milder);
    }
}
