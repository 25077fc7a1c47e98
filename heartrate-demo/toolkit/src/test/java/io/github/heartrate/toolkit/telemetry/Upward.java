package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.ward.Ward;

/** Breaks the laws, for them to catch. */
public final class Upward {

    private Upward() {}

    /** Knows what is above. */
    public static Class<?> above() {
        return Ward.class;
    }

    /** Shows what is hidden. */
    @SuppressWarnings("exports") // that is the offence
    public static NumberParser hidden() {
        return new NumberParser('.');
    }
}
