package io.github.heartrate.toolkit.report;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.display.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One patient's curve in bounded memory: time is cut into buckets, and of each only the lowest and the highest reading
 * are kept, so that no extreme is lost however long the recording. Buckets start at a millisecond and double in width,
 * two becoming one, whenever there are too many. A bucket also remembers its first and last reading, so that a silence
 * longer than the series' own pace stays a gap. Readings must come in order of time. Not safe for use by several threads.
 */
final class Series {

    private static final int GAP_IN_INTERVALS = 4;

    private final int maxBuckets;
    private final long[] intervals = new long[Long.SIZE];
    private List<Bucket> buckets = new ArrayList<>();
    private long widthMillis = 1;
    private long count;

    /** At least 2 buckets; what is drawn has at most twice as many points, and the gaps. */
    Series(int maxBuckets) {
        if (maxBuckets < 2) {
            throw new IllegalArgumentException("maxBuckets must be at least 2: " + maxBuckets);
        }
        this.maxBuckets = maxBuckets;
    }

    /** A point of the curve; the rate is NaN where a gap is. */
    record Point(long millis, double bpm) {}

    void add(Reading reading) {
        long millis = Figures.millis(reading.timestamp());
        Bucket bucket = new Bucket(millis, reading.bpm());
        count++;
        if (!buckets.isEmpty()) {
            Bucket last = buckets.get(buckets.size() - 1);
            intervals[Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, millis - last.lastMillis))]++;
            if (Math.floorDiv(last.firstMillis, widthMillis) == Math.floorDiv(millis, widthMillis)) {
                buckets.set(buckets.size() - 1, last.and(bucket));
                return;
            }
        }
        buckets.add(bucket);
        while (buckets.size() > maxBuckets) {
            widen();
        }
    }

    /** Drops detail until at most so many buckets are left; the extremes stay. */
    void narrowTo(int buckets) {
        while (this.buckets.size() > buckets) {
            widen();
        }
    }

    private void widen() {
        widthMillis *= 2;
        List<Bucket> wider = new ArrayList<>(buckets.size() / 2 + 1);
        for (Bucket bucket : buckets) {
            int last = wider.size() - 1;
            if (last >= 0
                    && Math.floorDiv(wider.get(last).firstMillis, widthMillis)
                            == Math.floorDiv(bucket.firstMillis, widthMillis)) {
                wider.set(last, wider.get(last).and(bucket));
            } else {
                wider.add(bucket);
            }
        }
        buckets = wider;
    }

    boolean isEmpty() {
        return buckets.isEmpty();
    }

    long count() {
        return count;
    }

    Instant first() {
        return Instant.ofEpochMilli(buckets.get(0).firstMillis);
    }

    Instant last() {
        return Instant.ofEpochMilli(buckets.get(buckets.size() - 1).lastMillis);
    }

    double minBpm() {
        return buckets.stream().mapToDouble(bucket -> bucket.minBpm).min().orElse(Double.NaN);
    }

    double maxBpm() {
        return buckets.stream().mapToDouble(bucket -> bucket.maxBpm).max().orElse(Double.NaN);
    }

    /** The longest silence that is no gap: four times the usual interval, taken as the next power of two above it. */
    Duration pace() {
        long half = 0;
        for (long number : intervals) {
            half += number;
        }
        half = (half + 1) / 2;
        int usual = 0;
        for (long seen = intervals[0]; seen < half; seen += intervals[usual]) {
            usual++;
        }
        return Duration.ofMillis(GAP_IN_INTERVALS * (2L << Math.min(usual, 40)));
    }

    List<Point> points() {
        long gapMillis = pace().toMillis();
        List<Point> points = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (Bucket bucket : buckets) {
            if (before != Long.MAX_VALUE && bucket.firstMillis - before > gapMillis) {
                points.add(new Point(before + (bucket.firstMillis - before) / 2, Double.NaN));
            }
            before = bucket.lastMillis;
            Point min = new Point(bucket.minMillis, bucket.minBpm);
            Point max = new Point(bucket.maxMillis, bucket.maxBpm);
            points.add(min.millis <= max.millis ? min : max);
            if (min.millis != max.millis) {
                points.add(min.millis < max.millis ? max : min);
            }
        }
        return points;
    }

    private record Bucket(
            long firstMillis, long lastMillis, long minMillis, double minBpm, long maxMillis, double maxBpm) {

        Bucket(long millis, double bpm) {
            this(millis, millis, millis, bpm, millis, bpm);
        }

        Bucket and(Bucket later) {
            boolean lower = later.minBpm < minBpm;
            boolean higher = later.maxBpm > maxBpm;
            return new Bucket(
                    firstMillis,
                    later.lastMillis,
                    lower ? later.minMillis : minMillis,
                    lower ? later.minBpm : minBpm,
                    higher ? later.maxMillis : maxMillis,
                    higher ? later.maxBpm : maxBpm);
        }
    }
}
