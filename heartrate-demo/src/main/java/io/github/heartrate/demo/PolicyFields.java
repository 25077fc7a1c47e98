package io.github.heartrate.demo;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The parts of a policy that somebody gave; null for those that they left as they are. */
record PolicyFields(
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double extremeLow,
        @Nullable Double extremeHigh,
        @Nullable Integer onset,
        @Nullable Integer clear,
        @Nullable Double clearMargin,
        @Nullable Duration delay,
        @Nullable Duration maxGap,
        @Nullable Duration staleAfter,
        @Nullable Duration reminder,
        @Nullable BpmRange plausible) {

    /** Nobody gave anything. */
    static final PolicyFields NONE =
            new PolicyFields(null, null, null, null, null, null, null, null, null, null, null, null);

    /** A policy that differs from another in these parts; an extreme limit can be given, but not taken away. */
    AlarmPolicy applyTo(AlarmPolicy base) {
        AlarmLimits limits = base.limits();
        AlarmPolicy.Builder policy = base.toBuilder()
                .limits(new AlarmLimits(
                        or(low, limits.lowBpm()),
                        or(high, limits.highBpm()),
                        or(extremeLow, limits.extremeLowBpm()),
                        or(extremeHigh, limits.extremeHighBpm())))
                .onsetCount(or(onset, base.onsetCount()))
                .clearCount(or(clear, base.clearCount()))
                .clearMarginBpm(or(clearMargin, base.clearMarginBpm()))
                .conditionDelay(or(delay, base.conditionDelay()))
                .maxGap(or(maxGap, base.maxGap()))
                .staleAfter(or(staleAfter, base.staleAfter()))
                .reminderInterval(or(reminder, base.reminderInterval()));
        if (plausible != null) {
            policy.plausibleBpm(plausible.min(), plausible.max());
        }
        return policy.build();
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
