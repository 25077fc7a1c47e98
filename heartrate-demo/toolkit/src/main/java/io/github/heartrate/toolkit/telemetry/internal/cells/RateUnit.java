package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The units in which heart rates are written: a closed list, since whatever else is no rate. */
public final class RateUnit {

    /** What {@link #factor} gives for a unit that no heart rate has. */
    public static final int NONE = 0;

    private static final Pattern NOISE = Pattern.compile("[\\s{}]");
    private static final Set<String> PER_MINUTE = Set.of(
            "bpm",
            "/min",
            "1/min",
            "min-1",
            "min^-1",
            "beat/min",
            "beats/min",
            "beat(s)/min",
            "beats/minute",
            "beatsperminute",
            "beatsperminutes",
            "b/min",
            "count/min",
            "counts/min",
            "count/minute",
            "countperminute",
            "pulses/min",
            "264864",
            "mdc_dim_beat_per_min");
    private static final Set<String> PER_SECOND =
            Set.of("hz", "hertz", "/s", "1/s", "s-1", "s^-1", "count/s", "counts/s", "count/sec", "beat/s", "beats/s");
    private static final int SECONDS_PER_MINUTE = 60;
    private static final double STEPS = 1e9;

    private RateUnit() {}

    /** How many times a rate in the unit is beats per minute: 1 or 60; {@link #NONE} for other units. */
    public static int factor(CharSequence unit) {
        String name = NOISE.matcher(unit.toString().toLowerCase(Locale.ROOT)).replaceAll("");
        if (PER_MINUTE.contains(name)) {
            return 1;
        }
        return PER_SECOND.contains(name) ? SECONDS_PER_MINUTE : NONE;
    }

    /** The rate in beats per minute, to nine decimals if it has to be multiplied: 5/3 Hz are 100, and not a bit more. */
    public static double perMinute(double rate, int factor) {
        return factor == 1 ? rate : Math.rint(rate * factor * STEPS) / STEPS;
    }
}
