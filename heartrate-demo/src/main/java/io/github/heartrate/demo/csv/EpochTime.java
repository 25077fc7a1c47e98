package io.github.heartrate.demo.csv;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as a number of seconds or milliseconds since 1970, decimals too. */
final class EpochTime {

    /** From this on a number means milliseconds (1973), below it seconds (until the year 5138); chosen here. */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private static final int MAX_DIGITS = 18;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private EpochTime() {}

    enum Unit {
        SECONDS,
        MILLIS,
        BY_SIZE
    }

    static @Nullable Instant parse(char[] text, int from, int to, Unit unit) {
        boolean negative = from < to && text[from] == '-';
        int start = negative ? from + 1 : from;
        int point = start;
        long whole = 0;
        while (point < to && isDigit(text[point]) && point - start <= MAX_DIGITS) {
            whole = whole * 10 + (text[point] - '0');
            point++;
        }
        if (point == start || point - start > MAX_DIGITS || (point < to && text[point] != '.')) {
            return null;
        }
        long nanos = 0;
        int decimals = 0;
        for (int i = point + 1; i < to; i++) {
            if (!isDigit(text[i])) {
                return null;
            }
            if (decimals < NANO_DIGITS) {
                nanos = nanos * 10 + (text[i] - '0');
                decimals++;
            }
        }
        for (int i = decimals; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        boolean millis = unit == Unit.MILLIS || (unit == Unit.BY_SIZE && whole >= FIRST_MILLIS);
        long seconds = millis ? whole / 1000 : whole;
        long nanoOfSecond = millis ? whole % 1000 * 1_000_000 + nanos / 1000 : nanos;
        if (seconds > Instant.MAX.getEpochSecond()) {
            return null;
        }
        return negative
                ? Instant.ofEpochSecond(-seconds, -nanoOfSecond)
                : Instant.ofEpochSecond(seconds, nanoOfSecond % NANOS_PER_SECOND);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
