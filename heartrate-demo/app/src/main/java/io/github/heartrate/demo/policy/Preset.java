package io.github.heartrate.demo.policy;

import io.github.heartrate.AlarmPolicy;
import java.util.Locale;

/** Policies to start from. */
public enum Preset {
    /** The plain rule, which tells nobody about silence. */
    DEFAULT,
    /** A start for live use. */
    BEDSIDE;

    AlarmPolicy policy() {
        return switch (this) {
            case DEFAULT -> AlarmPolicy.DEFAULT;
            case BEDSIDE -> AlarmPolicy.BEDSIDE;
        };
    }

    /** As it is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
