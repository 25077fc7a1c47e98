package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a time counts that is a number: {@code epoch-...} since 1970, {@code offset-...} since the recording's start. */
public enum TimeUnits {
    /** Seconds since 1970. */
    EPOCH_S("epoch-s", "seconds", 1, 1),
    /** Milliseconds since 1970. */
    EPOCH_MS("epoch-ms", "milliseconds", 1, 1_000),
    /** Microseconds since 1970. */
    EPOCH_US("epoch-us", "microseconds", 1, 1_000_000),
    /** Nanoseconds since 1970. */
    EPOCH_NS("epoch-ns", "nanoseconds", 1, 1_000_000_000),
    /** Elapsed days. */
    OFFSET_D("offset-d", "days", 86_400, 1),
    /** Elapsed hours. */
    OFFSET_H("offset-h", "hours", 3_600, 1),
    /** Elapsed minutes. */
    OFFSET_MIN("offset-min", "minutes", 60, 1),
    /** Elapsed seconds. */
    OFFSET_S("offset-s", "seconds", 1, 1),
    /** Elapsed milliseconds. */
    OFFSET_MS("offset-ms", "milliseconds", 1, 1_000);

    private static final int MAX_DIGITS = 19;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SECONDS = 1_000_000_000_000L;

    private final String format;
    private final String unit;
    private final long secondsPerUnit;
    private final long unitsPerSecond;

    TimeUnits(String format, String unit, long secondsPerUnit, long unitsPerSecond) {
        this.format = format;
        this.unit = unit;
        this.secondsPerUnit = secondsPerUnit;
        this.unitsPerSecond = unitsPerSecond;
    }

    /**
     * The name of the time format.
     *
     * @return such as {@code offset-min}
     */
    public String format() {
        return format;
    }

    public static Optional<TimeUnits> of(String format) {
        return Arrays.stream(values())
                .filter(units -> units.format.equals(format))
                .findFirst();
    }

    /** All formats, for messages. */
    static String formats() {
        return Arrays.stream(values()).map(TimeUnits::format).collect(Collectors.joining(", ")) + ", "
                + TimeParser.ELAPSED_CLOCK;
    }

    boolean isElapsed() {
        return format.startsWith("offset");
    }

    /** In words, since when. */
    public String text(Instant start) {
        return unit + " since " + (isElapsed() ? start : "1970");
    }

    /** A decimal number, a negative one too, as the time so long after the start; null if it is none. */
    @Nullable
    Instant parse(char[] text, int from, int to, Instant start) {
        boolean negative = from < to && text[from] == '-';
        int first = negative ? from + 1 : from;
        int point = first;
        long whole = 0;
        while (point < to && isDigit(text[point]) && point - first < MAX_DIGITS) {
            whole = whole * 10 + (text[point] - '0');
            point++;
        }
        if (point == first || whole < 0 || (point < to && text[point] != '.')) {
            return null;
        }
        long billionths = billionths(text, point + 1, to);
        if (billionths < 0 || whole / unitsPerSecond > MAX_SECONDS / secondsPerUnit) {
            return null;
        }
        long nanosPerUnit = NANOS / unitsPerSecond;
        long fraction = unitsPerSecond > 1
                ? whole % unitsPerSecond * nanosPerUnit + billionths / unitsPerSecond
                : billionths * secondsPerUnit;
        long seconds = whole / unitsPerSecond * secondsPerUnit;
        return negative
                ? start.minusSeconds(seconds).minusNanos(fraction)
                : start.plusSeconds(seconds).plusNanos(fraction);
    }

    /** The decimals, those beyond the ninth left out; negative if they are none. */
    private static long billionths(char[] text, int from, int to) {
        long value = 0;
        int decimals = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text[i])) {
                return -1;
            }
            if (decimals < NANO_DIGITS) {
                value = value * 10 + (text[i] - '0');
                decimals++;
            }
        }
        for (int i = decimals; i < NANO_DIGITS; i++) {
            value *= 10;
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
