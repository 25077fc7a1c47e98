package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads times out of a character buffer. */
@FunctionalInterface
public interface TimeParser {

    /** The format of elapsed times as a clock shows them, such as {@code 25:37}. */
    String ELAPSED_CLOCK = "offset-hms";

    /** The time without white space around it; null if it is none. */
    @Nullable
    Instant parse(char[] text, int from, int to);

    /**
     * A parser of one format.
     *
     * @throws IllegalArgumentException if the format is no pattern
     */
    static TimeParser of(String format, Instant start, LocalClock clock) {
        if (format.equals(ELAPSED_CLOCK)) {
            return new ElapsedClock(start);
        }
        return TimeUnits.of(format)
                .<TimeParser>map(units -> {
                    Instant zero = units.isElapsed() ? start : Instant.EPOCH;
                    return (text, from, to) -> units.parse(text, from, to, zero);
                })
                .orElseGet(() -> new PatternTimeParser(format, clock));
    }
}
