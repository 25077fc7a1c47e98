package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** The units in which heart rates are written: a closed list, since no other unit is guessed to be one of them. */
public final class RateUnits {

    private static final double SECONDS_PER_MINUTE = 60;

    private static final Set<String> PER_MINUTE = Set.of(
            "bpm",
            "count/min",
            "counts/min",
            "count/minute",
            "beats/min",
            "beats/minute",
            "beat/min",
            "{beats}/min",
            "{beat}/min",
            "beatsperminute",
            "beatsperminutes",
            "/min",
            "1/min",
            "min-1",
            "min^-1",
            "pulses/min");

    private static final Set<String> PER_SECOND =
            Set.of("count/s", "count/sec", "counts/s", "beats/s", "hz", "/s", "1/s", "s-1");

    private RateUnits() {}

    /** By what a number in this unit is multiplied to be one of beats per minute; empty if it is no unit of a rate. */
    public static OptionalDouble factor(String unit) {
        String simple = unit.toLowerCase(Locale.ROOT).replace(" ", "");
        if (PER_MINUTE.contains(simple)) {
            return OptionalDouble.of(1);
        }
        return PER_SECOND.contains(simple) ? OptionalDouble.of(SECONDS_PER_MINUTE) : OptionalDouble.empty();
    }
}
