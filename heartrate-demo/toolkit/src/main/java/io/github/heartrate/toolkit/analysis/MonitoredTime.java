package io.github.heartrate.toolkit.analysis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The monitored time of one patient: the sum of the intervals between consecutive accepted readings, without those that
 * are longer than the monitored gap. Every rate per patient-day is by this time. Not safe for use by several threads.
 */
public final class MonitoredTime {

    /** An interval of more than five minutes is not monitored; chosen here. */
    public static final Duration DEFAULT_GAP = Duration.ofMinutes(5);

    /** The longest gap that can be asked for: a year; chosen here. */
    public static final Duration MAX_GAP = Duration.ofDays(366);

    private static final long MAX_GAP_SECONDS = MAX_GAP.toSeconds();
    private static final double NANOS_PER_DAY = 24 * 3600 * 1e9;

    private final Intervals intervals;

    // The latest time, in pieces: to keep one object per reading costs the garbage collector.
    private boolean hasReading;
    private long lastSecond;
    private int lastNano;

    private long nanos;

    /**
     * Starts at zero.
     *
     * @param intervals which interval is monitored; they are counted there, and may be shared by all patients
     */
    public MonitoredTime(Intervals intervals) {
        this.intervals = requireNonNull(intervals, "intervals");
    }

    /**
     * Takes an accepted reading.
     *
     * @param time its time, later than that of the reading before
     * @return how many nanoseconds of monitored time it adds: the whole interval before it, or 0
     */
    public long accepted(Instant time) {
        return accepted(time.getEpochSecond(), time.getNano());
    }

    long accepted(long second, int nano) {
        long seconds = second - lastSecond;
        long interval = seconds > MAX_GAP_SECONDS ? Long.MAX_VALUE : seconds * 1_000_000_000 + nano - lastNano;
        lastSecond = second;
        lastNano = nano;
        if (!hasReading) {
            hasReading = true;
            return 0;
        }
        long added = intervals.add(interval) ? interval : 0;
        nanos += added;
        return added;
    }

    /**
     * The monitored time so far.
     *
     * @return the sum; zero after a single reading
     */
    public Duration total() {
        return Duration.ofNanos(nanos);
    }

    /** The latest accepted reading's time; null before the first. */
    @Nullable
    Instant last() {
        return hasReading ? Instant.ofEpochSecond(lastSecond, lastNano) : null;
    }

    long nanos() {
        return nanos;
    }

    /**
     * A duration as a count of days of 24 hours.
     *
     * @param duration such as the monitored time of several patients
     * @return patient-days
     */
    public static double days(Duration duration) {
        return (duration.toSeconds() * 1e9 + duration.toNanosPart()) / NANOS_PER_DAY;
    }
}
