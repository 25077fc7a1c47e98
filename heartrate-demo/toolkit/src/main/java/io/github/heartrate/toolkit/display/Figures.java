package io.github.heartrate.toolkit.display;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How rates and times are written for people and for the pages' scripts. */
public final class Figures {

    /** The first and last millisecond that a script's date can hold, either side of 1970. */
    private static final long SCRIPT_DATE_LIMIT_MILLIS = 8_640_000_000_000_000L;

    private Figures() {}

    /**
     * A rate.
     *
     * @param bpm in beats a minute, finite
     * @return whole if it is, else with one decimal, such as {@code 72} and {@code 99.6}
     */
    public static String bpm(double bpm) {
        return bpm == Math.rint(bpm) && Math.abs(bpm) < Long.MAX_VALUE
                ? Long.toString((long) bpm)
                : BigDecimal.valueOf(bpm).setScale(1, RoundingMode.HALF_UP).toString();
    }

    /**
     * An instant for a script.
     *
     * @param instant any; one out of a script's reach becomes the nearest within it
     * @return milliseconds since 1970
     */
    public static long millis(Instant instant) {
        long seconds = Math.max(
                -SCRIPT_DATE_LIMIT_MILLIS / 1_000,
                Math.min(SCRIPT_DATE_LIMIT_MILLIS / 1_000, instant.getEpochSecond()));
        return Math.min(SCRIPT_DATE_LIMIT_MILLIS, seconds * 1_000 + instant.getNano() / 1_000_000);
    }

    /**
     * A zone for a script and for people.
     *
     * @param zone any
     * @return its id; UTC by that name, whatever it is called here
     */
    public static String zone(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /**
     * A duration to its two largest units: {@code 3 d 2 h}, {@code 1 min 5 s}.
     *
     * @param duration not negative
     * @return the text
     */
    public static String roughly(Duration duration) {
        if (duration.toDays() > 0) {
            return duration(Duration.ofHours(duration.toHours()));
        }
        return duration(duration.toHours() > 0 ? Duration.ofMinutes(duration.toMinutes()) : duration);
    }

    /**
     * A duration as {@code 23 s}, {@code 1 min 5 s}, {@code 2 h 7 s} or {@code 3 d 2 h 7 s}; below ten seconds with a tenth.
     *
     * @param duration not negative
     * @return the text
     */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(10)) < 0 && duration.toMillisPart() >= 100) {
            return String.format(Locale.ROOT, "%d.%d s", duration.toSeconds(), duration.toMillisPart() / 100);
        }
        List<String> parts = new ArrayList<>();
        add(parts, duration.toDays(), "d");
        add(parts, duration.toHoursPart(), "h");
        add(parts, duration.toMinutesPart(), "min");
        add(parts, duration.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + " " + unit);
        }
    }
}
