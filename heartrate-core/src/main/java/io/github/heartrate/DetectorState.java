package io.github.heartrate;

/**
 * Where a patient stands. Each state holds what exists in it and nothing else; {@link #next} decides, purely, and the
 * alerts follow from the difference between the state before and the state after.
 */
sealed interface DetectorState {

    /** The state after an accepted reading; this very object if the reading changes nothing. */
    DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap);

    /** Nothing is wrong and no run is under way. */
    record Normal() implements DetectorState {

        static final Normal INSTANCE = new Normal();

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (Side.HIGH.isViolated(policy, reading.bpm())) {
                return pendingOrActive(Run.start(Side.HIGH, reading), policy);
            }
            if (Side.LOW.isViolated(policy, reading.bpm())) {
                return pendingOrActive(Run.start(Side.LOW, reading), policy);
            }
            return this;
        }
    }

    /** A run is under way, not yet complete. */
    record Pending(Run run) implements DetectorState {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (afterGap || !run.side().isViolated(policy, reading.bpm())) {
                return Normal.INSTANCE.next(policy, reading, afterGap);
            }
            return pendingOrActive(run.plus(reading, policy.onsetCount()), policy);
        }
    }

    /** An alarm is active and its last reading was not calm. */
    record Active(Episode episode) implements DetectorState {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (!episode.side().isCalm(policy, reading.bpm())) {
                Episode seen = episode.seen(reading.bpm());
                return seen.equals(episode) ? this : new Active(seen);
            }
            DetectorState other = Normal.INSTANCE.next(policy, reading, afterGap);
            return recoveringOrCleared(episode, 1, other, policy);
        }
    }

    /**
     * An alarm is active and its last readings were calm.
     *
     * @param episode the alarm
     * @param calmCount how many of the last readings were calm
     * @param other NORMAL, or PENDING with the run that the calm readings form on the other side
     */
    record Recovering(Episode episode, int calmCount, DetectorState other) implements DetectorState {

        @Override
        public DetectorState next(AlarmPolicy policy, Reading reading, boolean afterGap) {
            if (afterGap || !episode.side().isCalm(policy, reading.bpm())) {
                return new Active(episode).next(policy, reading, afterGap);
            }
            return recoveringOrCleared(episode, calmCount + 1, other.next(policy, reading, false), policy);
        }
    }

    private static DetectorState pendingOrActive(Run run, AlarmPolicy policy) {
        return run.isComplete(policy) ? new Active(Episode.raise(run, policy)) : new Pending(run);
    }

    private static DetectorState recoveringOrCleared(
            Episode episode, int calmCount, DetectorState other, AlarmPolicy policy) {
        boolean over = other instanceof Active || calmCount >= policy.clearCount();
        return over ? other : new Recovering(episode, calmCount, other);
    }
}
