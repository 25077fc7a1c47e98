package io.github.heartrate.toolkit.analysis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The intervals between the readings of all patients, counted by their length, and the longest that is monitored. It
 * knows whether that choice fits the recording. Not safe for use by several threads.
 */
public final class Intervals {

    /** Lengths that people choose. An interval counts for the shortest of them that is not shorter than it. */
    private static final List<Duration> LENGTHS = Stream.of(
                    seconds(1, 2, 5, 10, 15, 20, 30),
                    seconds(60, 120, 180, 300, 600, 900, 1_200, 1_800),
                    Stream.of(1, 2, 3, 4, 6, 8, 12).map(Duration::ofHours),
                    Stream.of(1, 2, 3, 7, 14, 30, 90, 366).map(Duration::ofDays))
            .flatMap(lengths -> lengths)
            .toList();

    private static final long[] LENGTHS_NANOS =
            LENGTHS.stream().mapToLong(Duration::toNanos).toArray();
    private static final double WANTED_SHARE = 0.95;

    /** A suggested gap is at most so many times the usual interval: what is longer is a pause. */
    private static final int PAUSE_IN_USUAL_INTERVALS = 4;

    private final Duration monitoredGap;
    private final long monitoredGapNanos;
    private final long[] counts = new long[LENGTHS_NANOS.length + 1];
    private int latest;
    private long latestAbove = Long.MIN_VALUE;
    private long latestUpTo = LENGTHS_NANOS[0];
    private long longer;

    /**
     * Starts with none.
     *
     * @param monitoredGap an interval up to it is monitored, a longer one is not; positive, at most 366 days
     * @throws IllegalArgumentException if it is not
     */
    public Intervals(Duration monitoredGap) {
        requireNonNull(monitoredGap, "monitoredGap");
        if (monitoredGap.isNegative() || monitoredGap.isZero() || monitoredGap.compareTo(MonitoredTime.MAX_GAP) > 0) {
            throw new IllegalArgumentException("monitored gap must be positive and at most "
                    + PolicyText.duration(MonitoredTime.MAX_GAP) + ": " + PolicyText.duration(monitoredGap));
        }
        this.monitoredGap = monitoredGap;
        this.monitoredGapNanos = monitoredGap.toNanos();
    }

    private static Stream<Duration> seconds(Integer... seconds) {
        return Stream.of(seconds).map(Duration::ofSeconds);
    }

    /**
     * The choice.
     *
     * @return the longest interval that is monitored
     */
    public Duration monitoredGap() {
        return monitoredGap;
    }

    /** Counts one; gives whether it is monitored. Most are as long as the one before: only others are looked up. */
    boolean add(long nanos) {
        if (nanos <= latestAbove || nanos > latestUpTo) {
            find(nanos);
        }
        counts[latest]++;
        if (nanos <= monitoredGapNanos) {
            return true;
        }
        longer++;
        return false;
    }

    /** Adds those that another one has counted by the same choice. */
    void add(Intervals other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        longer += other.longer;
    }

    private void find(long nanos) {
        int found = Arrays.binarySearch(LENGTHS_NANOS, nanos);
        latest = found >= 0 ? found : -found - 1;
        latestAbove = latest == 0 ? Long.MIN_VALUE : LENGTHS_NANOS[latest - 1];
        latestUpTo = latest == LENGTHS_NANOS.length ? Long.MAX_VALUE : LENGTHS_NANOS[latest];
    }

    /**
     * What to tell the user if the monitored gap does not fit the recording.
     *
     * @return a sentence with a better value, if more than half of the intervals are longer than the gap
     */
    public Optional<String> hint() {
        long all = Arrays.stream(counts).sum();
        if (2 * longer <= all) {
            return Optional.empty();
        }
        String finding = "most intervals between readings (" + percent(longer, all)
                + ") are longer than --monitored-gap " + PolicyText.duration(monitoredGap) + " and are not monitored";
        int better = better(all);
        if (better == LENGTHS.size()) {
            return Optional.of(finding);
        }
        long taken = Arrays.stream(counts, 0, better + 1).sum();
        return Optional.of(finding + "; --monitored-gap " + PolicyText.duration(LENGTHS.get(better)) + " would take "
                + percent(taken, all) + " of them all");
    }

    /** The length that takes nearly all of them, unless pauses would be taken too. */
    private int better(long all) {
        int usual = atShare(all, 0.5);
        int wanted = atShare(all, WANTED_SHARE);
        if (usual == LENGTHS.size()) {
            return usual;
        }
        Duration pause = LENGTHS.get(usual).multipliedBy(PAUSE_IN_USUAL_INTERVALS);
        while (wanted > usual
                && (wanted == LENGTHS.size() || LENGTHS.get(wanted).compareTo(pause) > 0)) {
            wanted--;
        }
        return wanted;
    }

    private int atShare(long all, double share) {
        long seen = counts[0];
        int at = 0;
        while (seen < share * all) {
            at++;
            seen += counts[at];
        }
        return at;
    }

    /** Rounded down, so that 100 % means all. */
    private static String percent(long part, long all) {
        double tenths = Math.floor(1_000.0 * part / all) / 10;
        return String.format(Locale.ROOT, tenths == Math.rint(tenths) ? "%.0f %%" : "%.1f %%", tenths);
    }
}
