package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Latch;
import io.github.heartrate.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies and figures as text. */
public final class PolicyText {

    private PolicyText() {}

    /**
     * Words a policy; what is switched off is not mentioned.
     *
     * @param policy to be worded
     * @return such as {@code limits 50 and 100 bpm; raised by 3 readings, cleared by 1}
     */
    public static String sentence(AlarmPolicy policy) {
        AlarmLimits limits = policy.limits();
        List<String> parts = new ArrayList<>();
        parts.add("limits " + number(limits.lowBpm()) + " and " + number(limits.highBpm()) + " bpm");
        if (Double.isFinite(limits.extremeLowBpm())) {
            parts.add("extreme below " + number(limits.extremeLowBpm()));
        }
        if (Double.isFinite(limits.extremeHighBpm())) {
            parts.add("extreme above " + number(limits.extremeHighBpm()));
        }
        String readings = policy.onsetCount() == 1 ? "1 reading" : policy.onsetCount() + " readings";
        parts.add("raised by " + readings + ", cleared by " + policy.clearCount());
        if (PolicyUse.isWorthSaying(PolicyField.EXTREME_ONSET, policy)) {
            parts.add("extreme raised by " + policy.extremeOnsetCount());
        }
        if (policy.clearMarginBpm() > 0) {
            parts.add("margin " + number(policy.clearMarginBpm()) + " bpm");
        }
        if (!policy.conditionDelay().isZero()) {
            parts.add("after " + duration(policy.conditionDelay()));
        }
        if (!policy.clearDelay().isZero()) {
            parts.add("cleared after " + duration(policy.clearDelay()));
        }
        addUnlessUnlimited(parts, "gap after ", policy.maxGap());
        String urgency = policy.signalLossPriority() == Priority.LOW
                ? ""
                : " (" + policy.signalLossPriority().name().toLowerCase(Locale.ROOT) + ")";
        if (!policy.staleAfter().equals(AlarmPolicy.UNLIMITED)) {
            parts.add("signal lost after " + duration(policy.staleAfter()) + urgency);
        }
        addUnlessUnlimited(parts, "reminder every ", policy.reminderInterval());
        addUnlessUnlimited(parts, "acknowledged for ", policy.acknowledgementLimit());
        if (Double.isFinite(policy.worseningBpm())) {
            parts.add("told anew if " + number(policy.worseningBpm()) + " bpm worse");
        }
        if (policy.latch() != Latch.NONE) {
            parts.add((policy.latch() == Latch.ALL ? "all" : "high") + " alarms latched");
        }
        return String.join("; ", parts);
    }

    private static void addUnlessUnlimited(List<String> parts, String words, Duration duration) {
        if (!duration.equals(AlarmPolicy.UNLIMITED)) {
            parts.add(words + duration(duration));
        }
    }

    /**
     * The limits of a policy.
     *
     * @param limits to be worded
     * @return {@code 50..100}, with extreme limits {@code (40) 50..100 (130)}
     */
    public static String limits(AlarmLimits limits) {
        String text = number(limits.lowBpm()) + ".." + number(limits.highBpm());
        if (Double.isFinite(limits.extremeLowBpm())) {
            text = "(" + number(limits.extremeLowBpm()) + ") " + text;
        }
        return Double.isFinite(limits.extremeHighBpm()) ? text + " (" + number(limits.extremeHighBpm()) + ")" : text;
    }

    /**
     * What policies of one heat map share.
     *
     * @param policy one of them
     * @return such as {@code clear 1, margin 0, delay 0s}
     */
    public static String common(AlarmPolicy policy) {
        return Stream.of(PolicyPart.values())
                .filter(part -> part != PolicyPart.LIMITS && part != PolicyPart.ONSET && part.isWorthSaying(policy))
                .map(part -> part.header() + " " + part.of(policy))
                .collect(Collectors.joining(", "));
    }

    /**
     * Counts something.
     *
     * @param count how many
     * @param noun what, in the singular, with a regular plural
     * @return such as {@code 1 alarm} and {@code 2 alarms}
     */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /**
     * A rate per patient-day.
     *
     * @param value any number
     * @return two decimals; nothing for NaN
     */
    public static String rate(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : "";
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /**
     * A duration as the options take it.
     *
     * @param duration to be worded, to the millisecond
     * @return such as {@code 23s}, {@code 1m30s}, {@code 2h} or {@code 7d}; {@code none} for no limit
     */
    public static String duration(Duration duration) {
        if (duration.equals(AlarmPolicy.UNLIMITED)) {
            return "none";
        }
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        BigDecimal seconds = BigDecimal.valueOf(duration.toSecondsPart() * 1_000L + duration.toMillisPart(), 3);
        if (seconds.signum() > 0 || text.isEmpty()) {
            text.append(number(seconds.doubleValue())).append('s');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }

    static String duration(Optional<Duration> duration) {
        return duration.map(PolicyText::duration).orElse("");
    }
}
