package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Elapsed times as a clock shows them: {@code h:mm} or {@code h:mm:ss} with any number of hours, negative ones too, and
 * days before them ({@code 1 days 02:03:04}) as pandas writes them.
 */
final class ElapsedClock implements TimeParser {

    private static final Pattern TIME =
            Pattern.compile("(-?)(?:(\\d{1,5}) days? )?(\\d{1,6}):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?");

    private final Instant start;

    ElapsedClock(Instant start) {
        this.start = start;
    }

    @Override
    public @Nullable Instant parse(char[] text, int from, int to) {
        Matcher time = TIME.matcher(new String(text, from, to - from));
        if (!time.matches()) {
            return null;
        }
        String nanos = time.group(6) == null ? "0" : (time.group(6) + "000000000").substring(0, 9);
        Duration elapsed = Duration.ofDays(number(time.group(2)))
                .plusHours(number(time.group(3)))
                .plusMinutes(number(time.group(4)))
                .plusSeconds(number(time.group(5)))
                .plusNanos(number(nanos));
        return time.group(1).isEmpty() ? start.plus(elapsed) : start.minus(elapsed);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
