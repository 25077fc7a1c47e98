package io.github.heartrate.demo.analyze;

import io.github.heartrate.AlarmPolicy;
import java.util.Locale;

/** The parts in which the policies of an analysis can differ, in the order in which they are shown. */
enum PolicyPart {
    LIMITS,
    ONSET,
    CLEAR,
    MARGIN,
    DELAY;

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    String of(AlarmPolicy policy) {
        return switch (this) {
            case LIMITS -> PolicyText.limits(policy.limits());
            case ONSET -> Integer.toString(policy.onsetCount());
            case CLEAR -> Integer.toString(policy.clearCount());
            case MARGIN -> PolicyText.number(policy.clearMarginBpm());
            case DELAY -> PolicyText.duration(policy.conditionDelay());
        };
    }
}
