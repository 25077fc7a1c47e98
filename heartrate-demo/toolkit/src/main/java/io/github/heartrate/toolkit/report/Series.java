package io.github.heartrate.toolkit.report;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.display.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One patient's curve in bounded memory: time is cut into buckets, and of each only the lowest and the highest reading
 * are kept, so that no extreme is lost however long the recording. Buckets start at a millisecond and double in width,
 * two becoming one, whenever there are too many. A bucket also remembers its first and last reading, so that a silence
 * longer than the series' own pace stays a gap. Readings must come in order of time. Not safe for use by several threads.
 */
final class Series {

    private static final int GAP_IN_INTERVALS = 4;

    private final long[] intervals = new long[Long.SIZE];
    private List<Bucket> buckets = new ArrayList<>();
    private @Nullable Bucket last;
    private long lastEndMillis;
    private int maxBuckets;
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
        count++;
        Bucket before = last;
        if (before != null) {
            intervals[Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, millis - before.lastMillis))]++;
            if (millis < lastEndMillis) {
                before.add(millis, reading.bpm());
                return;
            }
        }
        begin(new Bucket(millis, reading.bpm()));
        while (buckets.size() > maxBuckets) {
            widen();
        }
    }

    private void begin(Bucket bucket) {
        buckets.add(bucket);
        last = bucket;
        lastEndMillis = (Math.floorDiv(bucket.firstMillis, widthMillis) + 1) * widthMillis;
    }

    /** Drops detail until at most so many buckets are left, now and later; the extremes stay. */
    void narrowTo(int most) {
        maxBuckets = Math.min(maxBuckets, most);
        while (buckets.size() > maxBuckets) {
            widen();
        }
    }

    private void widen() {
        widthMillis *= 2;
        List<Bucket> narrow = buckets;
        buckets = new ArrayList<>(narrow.size() / 2 + 1);
        last = null;
        for (Bucket bucket : narrow) {
            Bucket before = last;
            if (before != null && bucket.firstMillis < lastEndMillis) {
                before.add(bucket);
            } else {
                begin(bucket);
            }
        }
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

    private static final class Bucket {

        private final long firstMillis;
        private long lastMillis;
        private long minMillis;
        private double minBpm;
        private long maxMillis;
        private double maxBpm;

        Bucket(long millis, double bpm) {
            firstMillis = millis;
            lastMillis = millis;
            minMillis = millis;
            minBpm = bpm;
            maxMillis = millis;
            maxBpm = bpm;
        }

        void add(long millis, double bpm) {
            lastMillis = millis;
            if (bpm < minBpm) {
                minBpm = bpm;
                minMillis = millis;
            }
            if (bpm > maxBpm) {
                maxBpm = bpm;
                maxMillis = millis;
            }
        }

        void add(Bucket later) {
            add(later.minMillis, later.minBpm);
            add(later.maxMillis, later.maxBpm);
            lastMillis = later.lastMillis;
        }
    }
}
