package io.github.heartrate.demo.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** A duration as {@code 1:05}, {@code 2:00:07} or {@code 3 d 02:00:07}. */
    static String duration(Duration duration) {
        Duration whole = duration.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        if (whole.toDays() > 0) {
            return String.format(
                    Locale.ROOT,
                    "%d d %02d:%02d:%02d",
                    whole.toDays(),
                    whole.toHoursPart(),
                    whole.toMinutesPart(),
                    whole.toSecondsPart());
        }
        return whole.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole.toHours(), whole.toMinutesPart(), whole.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", whole.toMinutes(), whole.toSecondsPart());
    }
}
