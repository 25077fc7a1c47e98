package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When an alarm is raised and when it is cleared. An immutable value; {@link #DEFAULT} is strict limits of 50 and 100
 * bpm, three readings in a row to raise, one calm reading to clear.
 *
 * @param limits the alarm limits
 * @param onsetCount how many consecutive readings on one side raise an alarm; at least 1
 * @param clearCount how many consecutive calm readings clear it; at least 1
 * @param clearMarginBpm how far inside its limit a reading must be to be calm; from 0 to {@code high - low}
 * @param conditionDelay how long a run must have lasted, beside having {@code onsetCount} readings; 0 for no delay
 * @param maxGap a reading more than this after the last one starts all runs afresh; {@link #UNLIMITED} for never
 * @param staleAfter a patient silent for more than this has lost the signal; {@link #UNLIMITED} for never
 * @param reminderInterval how long after the last notice an unacknowledged alarm is reminded of; {@link #UNLIMITED} for
 *     never
 * @param plausibleMinBpm a lower rate is IMPLAUSIBLE and has no effect; 0 for none
 * @param plausibleMaxBpm a higher rate is IMPLAUSIBLE and has no effect; infinite for none
 */
public record AlarmPolicy(
        AlarmLimits limits,
        int onsetCount,
        int clearCount,
        double clearMarginBpm,
        Duration conditionDelay,
        Duration maxGap,
        Duration staleAfter,
        Duration reminderInterval,
        double plausibleMinBpm,
        double plausibleMaxBpm) {

    /** Longer than the time between any two instants. */
    public static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

    /** Limits 50 and 100 bpm, three in a row to raise, one calm reading to clear; no margin, delay, gap, signal loss or reminder. */
    public static final AlarmPolicy DEFAULT = builder().build();

    /**
     * Checks that the parts do not contradict each other.
     *
     * @throws IllegalArgumentException if a count is below 1, the margin is negative, not a number or wider than the
     *     limits, the delay is negative, another duration is not positive, or the plausible range is empty
     */
    public AlarmPolicy {
        requireNonNull(limits, "limits");
        requireNonNull(conditionDelay, "conditionDelay");
        requireAtLeastOne("onsetCount", onsetCount);
        requireAtLeastOne("clearCount", clearCount);
        double width = limits.highBpm() - limits.lowBpm();
        if (!(clearMarginBpm >= 0 && clearMarginBpm <= width)) {
            throw new IllegalArgumentException(
                    "clearMargin must be from 0 to high - low (" + width + "): " + clearMarginBpm);
        }
        if (conditionDelay.isNegative()) {
            throw new IllegalArgumentException("conditionDelay must not be negative: " + conditionDelay);
        }
        requirePositive("maxGap", maxGap);
        requirePositive("staleAfter", staleAfter);
        requirePositive("reminderInterval", reminderInterval);
        if (!(plausibleMinBpm >= 0 && plausibleMinBpm < plausibleMaxBpm)) {
            throw new IllegalArgumentException("plausible range must be from at least 0 to more than its minimum: "
                    + plausibleMinBpm + ", " + plausibleMaxBpm);
        }
        // Turns -0.0 into 0.0, so that policies that judge alike are equal.
        clearMarginBpm += 0.0;
        plausibleMinBpm += 0.0;
    }

    boolean isPlausible(double bpm) {
        return bpm >= plausibleMinBpm && bpm <= plausibleMaxBpm;
    }

    private static void requirePositive(String name, Duration duration) {
        requireNonNull(duration, name);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }

    private static void requireAtLeastOne(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + count);
        }
    }

    /**
     * Starts a policy from the values of {@link #DEFAULT}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a policy from the values of this one.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder()
                .limits(limits)
                .onsetCount(onsetCount)
                .clearCount(clearCount)
                .clearMarginBpm(clearMarginBpm)
                .conditionDelay(conditionDelay)
                .maxGap(maxGap)
                .staleAfter(staleAfter)
                .reminderInterval(reminderInterval)
                .plausibleBpm(plausibleMinBpm, plausibleMaxBpm);
    }

    /** Collects the options of a policy. Not safe for use by several threads. */
    public static final class Builder {
        private AlarmLimits limits = AlarmLimits.ADULT;
        private int onsetCount = 3;
        private int clearCount = 1;
        private double clearMarginBpm;
        private Duration conditionDelay = Duration.ZERO;
        private Duration maxGap = UNLIMITED;
        private Duration staleAfter = UNLIMITED;
        private Duration reminderInterval = UNLIMITED;
        private double plausibleMinBpm;
        private double plausibleMaxBpm = Double.POSITIVE_INFINITY;

        private Builder() {}

        /**
         * Sets the alarm limits.
         *
         * @param value default {@link AlarmLimits#ADULT}
         * @return this builder
         */
        public Builder limits(AlarmLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets how many consecutive readings on one side raise an alarm.
         *
         * @param value at least 1; default 3
         * @return this builder
         */
        public Builder onsetCount(int value) {
            onsetCount = value;
            return this;
        }

        /**
         * Sets how many consecutive calm readings clear an alarm.
         *
         * @param value at least 1; default 1
         * @return this builder
         */
        public Builder clearCount(int value) {
            clearCount = value;
            return this;
        }

        /**
         * Sets how far inside its limit a reading must be to be calm.
         *
         * @param value in bpm, from 0 to {@code high - low}; default 0
         * @return this builder
         */
        public Builder clearMarginBpm(double value) {
            clearMarginBpm = value;
            return this;
        }

        /**
         * Sets how long a run must have lasted before it raises an alarm.
         *
         * @param value not negative; default zero
         * @return this builder
         */
        public Builder conditionDelay(Duration value) {
            conditionDelay = requireNonNull(value, "conditionDelay");
            return this;
        }

        /**
         * Sets the longest time between two readings of one run; exactly this long is no gap.
         *
         * @param value positive; default {@link #UNLIMITED}
         * @return this builder
         */
        public Builder maxGap(Duration value) {
            maxGap = requireNonNull(value, "maxGap");
            return this;
        }

        /**
         * Sets how long a patient may be silent; exactly this long is no signal loss.
         *
         * @param value positive; default {@link #UNLIMITED}: there is no SIGNAL_LOSS
         * @return this builder
         */
        public Builder staleAfter(Duration value) {
            staleAfter = requireNonNull(value, "staleAfter");
            return this;
        }

        /**
         * Sets how long after the last notice an active alarm that nobody has acknowledged is reminded of.
         *
         * @param value positive; default {@link #UNLIMITED}: there is no REMINDER
         * @return this builder
         */
        public Builder reminderInterval(Duration value) {
            reminderInterval = requireNonNull(value, "reminderInterval");
            return this;
        }

        /**
         * Sets the range of plausible rates; both ends belong to it.
         *
         * @param minBpm at least 0; default 0
         * @param maxBpm more than {@code minBpm}; default infinite
         * @return this builder
         */
        public Builder plausibleBpm(double minBpm, double maxBpm) {
            plausibleMinBpm = minBpm;
            plausibleMaxBpm = maxBpm;
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if the options contradict each other; the message names the values
         */
        public AlarmPolicy build() {
            return new AlarmPolicy(
                    limits,
                    onsetCount,
                    clearCount,
                    clearMarginBpm,
                    conditionDelay,
                    maxGap,
                    staleAfter,
                    reminderInterval,
                    plausibleMinBpm,
                    plausibleMaxBpm);
        }
    }
}
