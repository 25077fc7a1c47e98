package io.github.heartrate;

import java.time.Duration;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * When an alarm is raised, when it is told again, and when it is cleared. An immutable value, safe for use by several
 * threads. Two policies are equal if they judge alike. A later version may have more options, so policies are made by
 * {@link #builder} and changed by {@link #toBuilder} alone.
 *
 * <p>{@link #DEFAULT} is the plain rule: strict limits of 50 and 100 bpm, three readings in a row to raise, one calm
 * reading to clear. It tells nobody about silence. For live use start from {@link #BEDSIDE}, or set at least
 * {@code staleAfter} and {@code reminderInterval}.
 */
public final class AlarmPolicy {

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

    private final AlarmLimits limits;
    private final int onsetCount;
    private final int extremeOnsetCount;
    private final int clearCount;
    private final double clearMarginBpm;
    private final Duration conditionDelay;
    private final Duration clearDelay;
    private final Duration maxGap;
    private final Duration staleAfter;
    private final Priority signalLossPriority;
    private final Duration reminderInterval;
    private final Duration acknowledgementLimit;
    private final double worseningBpm;
    private final Latch latch;
    private final double plausibleMinBpm;
    private final double plausibleMaxBpm;

    /** Takes what the builder has checked. */
    AlarmPolicy(AlarmPolicyBuilder builder) {
        limits = builder.limits;
        onsetCount = builder.onsetCount;
        extremeOnsetCount = builder.extremeOnsetCount();
        clearCount = builder.clearCount;
        clearMarginBpm =
                builder.clearMarginBpm + 0.0; // turns -0.0 into 0.0, so that policies that judge alike are equal
        conditionDelay = builder.conditionDelay;
        clearDelay = builder.clearDelay;
        maxGap = builder.maxGap;
        staleAfter = builder.staleAfter;
        signalLossPriority = builder.signalLossPriority;
        reminderInterval = builder.reminderInterval;
        acknowledgementLimit = builder.acknowledgementLimit;
        worseningBpm = builder.worseningBpm;
        latch = builder.latch;
        plausibleMinBpm =
                builder.plausibleMinBpm + 0.0; // turns -0.0 into 0.0, so that policies that judge alike are equal
        plausibleMaxBpm = builder.plausibleMaxBpm;
    }

    /**
     * Starts a policy from the values of {@link #DEFAULT}.
     *
     * @return a new builder
     */
    public static AlarmPolicyBuilder builder() {
        return new AlarmPolicyBuilder();
    }

    /**
     * Starts a policy from the values of this one. An {@link #extremeOnsetCount} that is the same as {@link #onsetCount}
     * stays the same if that one is changed.
     *
     * @return a new builder
     */
    public AlarmPolicyBuilder toBuilder() {
        AlarmPolicyBuilder builder = new AlarmPolicyBuilder()
                .limits(limits)
                .onsetCount(onsetCount)
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
        return extremeOnsetCount == onsetCount ? builder : builder.extremeOnsetCount(extremeOnsetCount);
    }

    /**
     * The alarm limits.
     *
     * @return the limits
     */
    public AlarmLimits limits() {
        return limits;
    }

    /**
     * How many consecutive readings on one side raise an alarm.
     *
     * @return at least 1
     */
    public int onsetCount() {
        return onsetCount;
    }

    /**
     * How many consecutive readings beyond an extreme limit raise an alarm at HIGH, or escalate one. With 1, where
     * {@link #onsetCount} is more, a single extreme reading does it at once: {@link #conditionDelay} does not hold it
     * back.
     *
     * @return at least 1
     */
    public int extremeOnsetCount() {
        return extremeOnsetCount;
    }

    /**
     * How many consecutive calm readings clear an alarm.
     *
     * @return at least 1
     */
    public int clearCount() {
        return clearCount;
    }

    /**
     * How far inside its limit a reading must be to be calm.
     *
     * @return in bpm, from 0 to {@code high - low}
     */
    public double clearMarginBpm() {
        return clearMarginBpm;
    }

    /**
     * How long a run must have lasted to raise an alarm, beside having {@link #onsetCount} readings.
     *
     * @return zero for no delay
     */
    public Duration conditionDelay() {
        return conditionDelay;
    }

    /**
     * How long the calm readings must have lasted, beside being {@link #clearCount}.
     *
     * @return zero for no delay
     */
    public Duration clearDelay() {
        return clearDelay;
    }

    /**
     * The longest time between two readings of one run. A reading that comes later starts all runs afresh.
     *
     * @return {@link #UNLIMITED} if none does
     */
    public Duration maxGap() {
        return maxGap;
    }

    /**
     * How long a patient may be silent. After a longer silence the signal is lost.
     *
     * @return {@link #UNLIMITED} if it never is
     */
    public Duration staleAfter() {
        return staleAfter;
    }

    /**
     * The priority of SIGNAL_LOSS. It is at least MEDIUM if a run was under way, and while an alarm of the limits is
     * active that nobody has acknowledged.
     *
     * @return the lowest that it has
     */
    public Priority signalLossPriority() {
        return signalLossPriority;
    }

    /**
     * How long after the last notice an unacknowledged alarm is reminded of.
     *
     * @return {@link #UNLIMITED} if it never is
     */
    public Duration reminderInterval() {
        return reminderInterval;
    }

    /**
     * How long an acknowledgement holds. This long after it, an alarm that is still active is reminded of again.
     *
     * @return {@link #UNLIMITED} if it holds for ever
     */
    public Duration acknowledgementLimit() {
        return acknowledgementLimit;
    }

    /**
     * A reading this much further out than the worst at the acknowledgement undoes it.
     *
     * @return in bpm, more than 0; infinite if none does
     */
    public double worseningBpm() {
        return worseningBpm;
    }

    /**
     * Which alarms stay to be acknowledged after they were cleared unseen.
     *
     * @return which alarms latch
     */
    public Latch latch() {
        return latch;
    }

    /**
     * The lowest plausible rate. A lower one is IMPLAUSIBLE and has no effect.
     *
     * @return in bpm; 0 if every low rate is plausible
     */
    public double plausibleMinBpm() {
        return plausibleMinBpm;
    }

    /**
     * The highest plausible rate. A higher one is IMPLAUSIBLE and has no effect.
     *
     * @return in bpm; infinite if every high rate is plausible
     */
    public double plausibleMaxBpm() {
        return plausibleMaxBpm;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof AlarmPolicy that && isLike(that));
    }

    private boolean isLike(AlarmPolicy that) {
        return limits.equals(that.limits)
                && onsetCount == that.onsetCount
                && extremeOnsetCount == that.extremeOnsetCount
                && clearCount == that.clearCount
                && Double.compare(clearMarginBpm, that.clearMarginBpm) == 0
                && conditionDelay.equals(that.conditionDelay)
                && clearDelay.equals(that.clearDelay)
                && maxGap.equals(that.maxGap)
                && staleAfter.equals(that.staleAfter)
                && signalLossPriority == that.signalLossPriority
                && reminderInterval.equals(that.reminderInterval)
                && acknowledgementLimit.equals(that.acknowledgementLimit)
                && Double.compare(worseningBpm, that.worseningBpm) == 0
                && latch == that.latch
                && Double.compare(plausibleMinBpm, that.plausibleMinBpm) == 0
                && Double.compare(plausibleMaxBpm, that.plausibleMaxBpm) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(limits, onsetCount, clearCount, conditionDelay, staleAfter, reminderInterval);
    }

    /** The alarm limits, the counts, and what differs from {@link #DEFAULT}: what is off is not mentioned. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "AlarmPolicy[", "]");
        text.add("lowBpm=" + limits.lowBpm()).add("highBpm=" + limits.highBpm());
        add(text, "extremeLowBpm", limits.extremeLowBpm(), Double.NEGATIVE_INFINITY);
        add(text, "extremeHighBpm", limits.extremeHighBpm(), Double.POSITIVE_INFINITY);
        text.add("onsetCount=" + onsetCount);
        add(text, "extremeOnsetCount", extremeOnsetCount, onsetCount);
        text.add("clearCount=" + clearCount);
        add(text, "clearMarginBpm", clearMarginBpm, 0.0);
        add(text, "conditionDelay", conditionDelay, Duration.ZERO);
        add(text, "clearDelay", clearDelay, Duration.ZERO);
        add(text, "maxGap", maxGap, UNLIMITED);
        add(text, "staleAfter", staleAfter, UNLIMITED);
        add(text, "signalLossPriority", signalLossPriority, Priority.LOW);
        add(text, "reminderInterval", reminderInterval, UNLIMITED);
        add(text, "acknowledgementLimit", acknowledgementLimit, UNLIMITED);
        add(text, "worseningBpm", worseningBpm, Double.POSITIVE_INFINITY);
        add(text, "latch", latch, Latch.NONE);
        add(text, "plausibleMinBpm", plausibleMinBpm, 0.0);
        add(text, "plausibleMaxBpm", plausibleMaxBpm, Double.POSITIVE_INFINITY);
        return text.toString();
    }

    private static void add(StringJoiner text, String name, Object value, Object off) {
        if (!value.equals(off)) {
            text.add(name + "=" + value);
        }
    }
}
