package io.github.heartrate.toolkit.analysis;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Collects durations and gives their percentiles: exactly (with interpolation between neighbours) up to some thousand of
 * them, then from histograms to three significant digits. Negative durations count too. In which order
 * they come makes no difference. Memory is bounded.
 */
final class Percentiles {

    private static final int EXACT = 4_096;
    private static final int SIGNIFICANT_DIGITS = 3;

    private long @Nullable [] exact = new long[16];
    private int count;
    private @Nullable Histogram negative;
    private @Nullable Histogram positive;

    void add(Duration duration) {
        add(duration.toMillis());
    }

    /** Adds all that another one has collected: as if they had been added one by one, in any order. */
    void add(Percentiles other) {
        long[] values = other.exact;
        if (values != null) {
            for (int i = 0; i < other.count; i++) {
                add(values[i]);
            }
            return;
        }
        leaveExact();
        negative = merged(negative, other.negative);
        positive = merged(positive, other.positive);
    }

    private static @Nullable Histogram merged(@Nullable Histogram one, @Nullable Histogram other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        one.add(other);
        return one;
    }

    private void add(long millis) {
        if (exact != null && count == EXACT) {
            leaveExact();
        }
        long[] values = exact;
        if (values == null) {
            record(millis);
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(EXACT, 2 * count));
            exact = values;
        }
        values[count++] = millis;
    }

    private void leaveExact() {
        long[] values = exact;
        if (values != null) {
            exact = null;
            for (int i = 0; i < count; i++) {
                record(values[i]);
            }
        }
    }

    private void record(long millis) {
        if (millis < 0) {
            negative = recorded(negative, -millis);
        } else {
            positive = recorded(positive, millis);
        }
    }

    private static Histogram recorded(@Nullable Histogram histogram, long value) {
        Histogram target = histogram;
        if (target == null) {
            target = new Histogram(SIGNIFICANT_DIGITS);
            target.setAutoResize(true);
        }
        target.recordValue(value);
        return target;
    }

    /** The value below which this share of them lies; none if there are none. */
    Optional<Duration> at(double share) {
        long[] values = exact;
        if (values != null) {
            double[] known =
                    Arrays.stream(values, 0, count).sorted().asDoubleStream().toArray();
            return count == 0 ? Optional.empty() : Optional.of(millis(interpolated(known, share)));
        }
        long below = negative == null ? 0 : negative.getTotalCount();
        long above = positive == null ? 0 : positive.getTotalCount();
        double rank = share * (below + above);
        if (negative != null && (rank <= below || positive == null)) {
            return Optional.of(millis((double) -negative.getValueAtPercentile(100 * (1 - rank / below))));
        }
        return positive == null
                ? Optional.empty()
                : Optional.of(millis((double) positive.getValueAtPercentile(100 * (rank - below) / above)));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis(Math.round(millis));
    }

    /** A percentile of sorted values, at least one. */
    static double interpolated(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
