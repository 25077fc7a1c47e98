package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When an alarm is raised, when it is told again, and when it is cleared. An immutable value.
 *
 * <p>{@link #DEFAULT} is the plain rule: strict limits of 50 and 100 bpm, three readings in a row to raise, one calm
 * reading to clear. It tells nobody about silence. For live use start from {@link #BEDSIDE}, or set at least
 * {@code staleAfter} and {@code reminderInterval}.
 *
 * @param limits the alarm limits
 * @param onsetCount how many consecutive readings on one side raise an alarm; at least 1
 * @param extremeOnsetCount how many consecutive readings beyond an extreme limit raise or escalate to HIGH; at least 1.
 *     With 1, where {@code onsetCount} is more, a single extreme reading does it at once: {@code conditionDelay} does not
 *     hold it back
 * @param clearCount how many consecutive calm readings clear it; at least 1
 * @param clearMarginBpm how far inside its limit a reading must be to be calm; from 0 to {@code high - low}
 * @param conditionDelay how long a run must have lasted, beside having {@code onsetCount} readings; 0 for no delay
 * @param clearDelay how long the calm readings must have lasted, beside being {@code clearCount}; 0 for no delay
 * @param maxGap a reading more than this after the last one starts all runs afresh; {@link #UNLIMITED} for never
 * @param staleAfter a patient silent for more than this has lost the signal; {@link #UNLIMITED} for never
 * @param signalLossPriority the priority of SIGNAL_LOSS. It is at least MEDIUM if a run was under way, and while an
 *     alarm of the limits is active that nobody has acknowledged
 * @param reminderInterval how long after the last notice an unacknowledged alarm is reminded of; {@link #UNLIMITED} for
 *     never
 * @param acknowledgementLimit how long an acknowledgement holds: this long after it an alarm that is still active is
 *     reminded of again; {@link #UNLIMITED} for ever
 * @param worseningBpm a reading this much further out than the worst at the acknowledgement undoes it; infinite for never
 * @param latch which alarms stay to be acknowledged after they were cleared unseen
 * @param plausibleMinBpm a lower rate is IMPLAUSIBLE and has no effect; 0 for none
 * @param plausibleMaxBpm a higher rate is IMPLAUSIBLE and has no effect; infinite for none
 */
public record AlarmPolicy(
        AlarmLimits limits,
        int onsetCount,
        int extremeOnsetCount,
        int clearCount,
        double clearMarginBpm,
        Duration conditionDelay,
        Duration clearDelay,
        Duration maxGap,
        Duration staleAfter,
        Priority signalLossPriority,
        Duration reminderInterval,
        Duration acknowledgementLimit,
        double worseningBpm,
        Latch latch,
        double plausibleMinBpm,
        double plausibleMaxBpm) {

    /** Longer than the time between any two instants. */
    public static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * The plain rule: limits 50 and 100 bpm, three in a row to raise, one calm reading to clear. No margin, delay, gap,
     * signal loss or reminder: a patient who falls silent is not told of.
     */
    public static final AlarmPolicy DEFAULT = builder().build();

    /**
     * A start for live use, to be adapted to the patients and the devices. It is no medical advice. Its values and where
     * they come from:
     *
     * <ul>
     *   <li>limits 50 and 100 bpm, three readings in a row: the plain rule.
     *   <li>extreme limits 40 and 140 bpm, chosen here. That there are such, further out by a set value, is as bedside
     *       monitors have it (Philips IntelliVue MP2, instructions for use, page 159).
     *   <li>a single extreme reading is told at once: on monitors asystole is of the highest level, unchangeably
     *       (PatientNet, operator's manual, page 126).
     *   <li>14 s of delay for all others: half of the alarms in an intensive care unit that nobody acted on would not have
     *       come (G&ouml;rges and others, Anesthesia and Analgesia 108, 2009, pages 1546 to 1552).
     *   <li>3 bpm of margin, chosen here against chatter.
     *   <li>signal loss after one minute, chosen here, at MEDIUM as leads off is on monitors (Biolight Q7, manual, page
     *       199; Gima PC-3000, page 234). A device that reports once a minute needs more.
     *   <li>reminders every 2 minutes, and again 3 minutes after an acknowledgement: the choices for both on a monitor are
     *       2 and 3 minutes (Philips V24, manual, page 5-5).
     *   <li>20 bpm worse than when it was acknowledged is told, chosen here.
     *   <li>a HIGH alarm that ends unseen stays to be seen: high priority latches (Dr&auml;ger Infinity, instructions for
     *       use, page 74).
     * </ul>
     */
    public static final AlarmPolicy BEDSIDE = builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 140))
            .extremeOnsetCount(1)
            .conditionDelay(Duration.ofSeconds(14))
            .clearMarginBpm(3)
            .staleAfter(Duration.ofMinutes(1))
            .signalLossPriority(Priority.MEDIUM)
            .reminderInterval(Duration.ofMinutes(2))
            .acknowledgementLimit(Duration.ofMinutes(3))
            .worseningBpm(20)
            .latch(Latch.HIGH)
            .build();

    /**
     * Checks that the parts do not contradict each other.
     *
     * @throws IllegalArgumentException if a count is below 1, the margin is negative, not a number or wider than the
     *     limits, a delay is negative, another duration or the worsening is not positive, or the plausible range is empty
     */
    public AlarmPolicy {
        requireNonNull(limits, "limits");
        requireNonNull(signalLossPriority, "signalLossPriority");
        requireNonNull(latch, "latch");
        requireAtLeastOne("onsetCount", onsetCount);
        requireAtLeastOne("extremeOnsetCount", extremeOnsetCount);
        requireAtLeastOne("clearCount", clearCount);
        double width = limits.highBpm() - limits.lowBpm();
        if (!(clearMarginBpm >= 0 && clearMarginBpm <= width)) {
            throw new IllegalArgumentException(
                    "clearMargin must be from 0 to high - low (" + width + "): " + clearMarginBpm);
        }
        requireNotNegative("conditionDelay", conditionDelay);
        requireNotNegative("clearDelay", clearDelay);
        requirePositive("maxGap", maxGap);
        requirePositive("staleAfter", staleAfter);
        requirePositive("reminderInterval", reminderInterval);
        requirePositive("acknowledgementLimit", acknowledgementLimit);
        if (!(worseningBpm > 0)) {
            throw new IllegalArgumentException("worsening must be more than 0 bpm: " + worseningBpm);
        }
        if (!(plausibleMinBpm >= 0 && plausibleMinBpm < plausibleMaxBpm)) {
            throw new IllegalArgumentException("plausible range must be from at least 0 to more than its minimum: "
                    + plausibleMinBpm + ", " + plausibleMaxBpm);
        }
        // Turns -0.0 into 0.0, so that policies that judge alike are equal.
        clearMarginBpm += 0.0;
        plausibleMinBpm += 0.0;
    }

    /** How many readings of a run can matter. */
    int longestOnsetCount() {
        return Math.max(onsetCount, extremeOnsetCount);
    }

    int onsetCount(Priority priority) {
        return priority == Priority.HIGH ? extremeOnsetCount : onsetCount;
    }

    /** How long a run must have lasted for an alarm of this priority; what is to be told at once is not held back. */
    Duration conditionDelay(Priority priority) {
        boolean isAtOnce = priority == Priority.HIGH && extremeOnsetCount == 1 && onsetCount > 1;
        return isAtOnce ? Duration.ZERO : conditionDelay;
    }

    boolean isPlausible(double bpm) {
        return bpm >= plausibleMinBpm && bpm <= plausibleMaxBpm;
    }

    private static void requireNotNegative(String name, Duration delay) {
        requireNonNull(delay, name);
        if (delay.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + delay);
        }
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
                .extremeOnsetCount(extremeOnsetCount == onsetCount ? Builder.AS_ONSET_COUNT : extremeOnsetCount)
                .clearCount(clearCount)
                .clearMarginBpm(clearMarginBpm)
                .conditionDelay(conditionDelay)
                .clearDelay(clearDelay)
                .maxGap(maxGap)
                .staleAfter(staleAfter)
                .signalLossPriority(signalLossPriority)
                .reminderInterval(reminderInterval)
                .acknowledgementLimit(acknowledgementLimit)
                .worseningBpm(worseningBpm)
                .latch(latch)
                .plausibleBpm(plausibleMinBpm, plausibleMaxBpm);
    }

    /** Collects the options of a policy. Not safe for use by several threads. */
    public static final class Builder {
        private static final int AS_ONSET_COUNT = -1;

        private AlarmLimits limits = AlarmLimits.ADULT;
        private int onsetCount = 3;
        private int extremeOnsetCount = AS_ONSET_COUNT;
        private int clearCount = 1;
        private double clearMarginBpm;
        private Duration conditionDelay = Duration.ZERO;
        private Duration clearDelay = Duration.ZERO;
        private Duration maxGap = UNLIMITED;
        private Duration staleAfter = UNLIMITED;
        private Priority signalLossPriority = Priority.LOW;
        private Duration reminderInterval = UNLIMITED;
        private Duration acknowledgementLimit = UNLIMITED;
        private double worseningBpm = Double.POSITIVE_INFINITY;
        private Latch latch = Latch.NONE;
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
         * Sets how many consecutive readings beyond an extreme limit raise an alarm at HIGH, or escalate one.
         *
         * @param value at least 1; default as {@code onsetCount}. With 1, where {@code onsetCount} is more, a single extreme
         *     reading does it at once: {@code conditionDelay} does not hold it back
         * @return this builder
         */
        public Builder extremeOnsetCount(int value) {
            extremeOnsetCount = value;
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
         * Sets how long the calm readings must have lasted before they clear an alarm, or take it back to MEDIUM.
         *
         * @param value not negative; default zero
         * @return this builder
         */
        public Builder clearDelay(Duration value) {
            clearDelay = requireNonNull(value, "clearDelay");
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
         * Sets the priority of SIGNAL_LOSS. It is at least MEDIUM if a run was under way, and while an alarm of the limits
         * is active that nobody has acknowledged.
         *
         * @param value default {@link Priority#LOW}
         * @return this builder
         */
        public Builder signalLossPriority(Priority value) {
            signalLossPriority = requireNonNull(value, "signalLossPriority");
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
         * Sets how long an acknowledgement holds. This long after it, an alarm that is still active is reminded of at the
         * first reading or tick, and the acknowledgement is undone.
         *
         * @param value positive; default {@link #UNLIMITED}: it holds until the alarm escalates or ends
         * @return this builder
         */
        public Builder acknowledgementLimit(Duration value) {
            acknowledgementLimit = requireNonNull(value, "acknowledgementLimit");
            return this;
        }

        /**
         * Sets by how much a reading must be further out than the worst one at the acknowledgement to undo it. The alarm is
         * ESCALATED then, at the priority that it has.
         *
         * @param value in bpm, more than 0; default infinite: never
         * @return this builder
         */
        public Builder worseningBpm(double value) {
            worseningBpm = value;
            return this;
        }

        /**
         * Sets which alarms stay to be acknowledged after they were cleared before anybody had seen them.
         *
         * @param value default {@link Latch#NONE}
         * @return this builder
         */
        public Builder latch(Latch value) {
            latch = requireNonNull(value, "latch");
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
                    extremeOnsetCount == AS_ONSET_COUNT ? onsetCount : extremeOnsetCount,
                    clearCount,
                    clearMarginBpm,
                    conditionDelay,
                    clearDelay,
                    maxGap,
                    staleAfter,
                    signalLossPriority,
                    reminderInterval,
                    acknowledgementLimit,
                    worseningBpm,
                    latch,
                    plausibleMinBpm,
                    plausibleMaxBpm);
        }
    }
}
