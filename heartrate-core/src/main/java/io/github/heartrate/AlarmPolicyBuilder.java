package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the options of an {@link AlarmPolicy}. Not safe for use by several threads. */
public final class AlarmPolicyBuilder {

    AlarmLimits limits = AlarmLimits.ADULT;
    int onsetCount = 3;

    @Nullable
    Integer extremeOnsetCount; // as onsetCount if it is not set

    int clearCount = 1;
    double clearMarginBpm;
    Duration conditionDelay = Duration.ZERO;
    Duration clearDelay = Duration.ZERO;
    Duration maxGap = AlarmPolicy.UNLIMITED;
    Duration staleAfter = AlarmPolicy.UNLIMITED;
    Priority signalLossPriority = Priority.LOW;
    Duration reminderInterval = AlarmPolicy.UNLIMITED;
    Duration acknowledgementLimit = AlarmPolicy.UNLIMITED;
    double worseningBpm = Double.POSITIVE_INFINITY;
    Latch latch = Latch.NONE;
    double plausibleMinBpm;
    double plausibleMaxBpm = Double.POSITIVE_INFINITY;

    AlarmPolicyBuilder() {}

    /**
     * Sets the alarm limits.
     *
     * @param value default {@link AlarmLimits#ADULT}
     * @return this builder
     */
    public AlarmPolicyBuilder limits(AlarmLimits value) {
        limits = requireNonNull(value, "limits");
        return this;
    }

    /**
     * Sets how many consecutive readings on one side raise an alarm.
     *
     * @param value at least 1; default 3
     * @return this builder
     */
    public AlarmPolicyBuilder onsetCount(int value) {
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
    public AlarmPolicyBuilder extremeOnsetCount(int value) {
        extremeOnsetCount = value;
        return this;
    }

    /**
     * Sets how many consecutive calm readings clear an alarm.
     *
     * @param value at least 1; default 1
     * @return this builder
     */
    public AlarmPolicyBuilder clearCount(int value) {
        clearCount = value;
        return this;
    }

    /**
     * Sets how far inside its limit a reading must be to be calm.
     *
     * @param value in bpm, from 0 to {@code high - low}; default 0
     * @return this builder
     */
    public AlarmPolicyBuilder clearMarginBpm(double value) {
        clearMarginBpm = value;
        return this;
    }

    /**
     * Sets how long a run must have lasted before it raises an alarm.
     *
     * @param value not negative; default zero
     * @return this builder
     */
    public AlarmPolicyBuilder conditionDelay(Duration value) {
        conditionDelay = requireNonNull(value, "conditionDelay");
        return this;
    }

    /**
     * Sets how long the calm readings must have lasted before they clear an alarm, or take it back to MEDIUM.
     *
     * @param value not negative; default zero
     * @return this builder
     */
    public AlarmPolicyBuilder clearDelay(Duration value) {
        clearDelay = requireNonNull(value, "clearDelay");
        return this;
    }

    /**
     * Sets the longest time between two readings of one run; exactly this long is no gap.
     *
     * @param value positive; default {@link AlarmPolicy#UNLIMITED}
     * @return this builder
     */
    public AlarmPolicyBuilder maxGap(Duration value) {
        maxGap = requireNonNull(value, "maxGap");
        return this;
    }

    /**
     * Sets how long a patient may be silent; exactly this long is no signal loss.
     *
     * @param value positive; default {@link AlarmPolicy#UNLIMITED}: there is no SIGNAL_LOSS
     * @return this builder
     */
    public AlarmPolicyBuilder staleAfter(Duration value) {
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
    public AlarmPolicyBuilder signalLossPriority(Priority value) {
        signalLossPriority = requireNonNull(value, "signalLossPriority");
        return this;
    }

    /**
     * Sets how long after the last notice an active alarm that nobody has acknowledged is reminded of.
     *
     * @param value positive; default {@link AlarmPolicy#UNLIMITED}: there is no REMINDER
     * @return this builder
     */
    public AlarmPolicyBuilder reminderInterval(Duration value) {
        reminderInterval = requireNonNull(value, "reminderInterval");
        return this;
    }

    /**
     * Sets how long an acknowledgement holds. This long after it, an alarm that is still active is reminded of at the
     * first reading or tick, and the acknowledgement is undone.
     *
     * @param value positive; default {@link AlarmPolicy#UNLIMITED}: it holds until the alarm escalates or ends
     * @return this builder
     */
    public AlarmPolicyBuilder acknowledgementLimit(Duration value) {
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
    public AlarmPolicyBuilder worseningBpm(double value) {
        worseningBpm = value;
        return this;
    }

    /**
     * Sets which alarms stay to be acknowledged after they were cleared before anybody had seen them.
     *
     * @param value default {@link Latch#NONE}
     * @return this builder
     */
    public AlarmPolicyBuilder latch(Latch value) {
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
    public AlarmPolicyBuilder plausibleBpm(double minBpm, double maxBpm) {
        plausibleMinBpm = minBpm;
        plausibleMaxBpm = maxBpm;
        return this;
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if a count is below 1, the margin is negative, not a number or wider than the limits,
     *     a delay is negative, another duration or the worsening is not positive, or the plausible range is empty; the
     *     message names the values
     */
    public AlarmPolicy build() {
        requireAtLeastOne("onsetCount", onsetCount);
        requireAtLeastOne("extremeOnsetCount", extremeOnsetCount());
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
        return new AlarmPolicy(this);
    }

    int extremeOnsetCount() {
        return extremeOnsetCount == null ? onsetCount : extremeOnsetCount;
    }

    private static void requireNotNegative(String name, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + delay);
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }

    private static void requireAtLeastOne(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + count);
        }
    }
}
