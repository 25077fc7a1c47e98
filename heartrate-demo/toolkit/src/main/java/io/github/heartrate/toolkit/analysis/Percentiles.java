package io.github.heartrate.toolkit.analysis;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.DoubleHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Collects durations and gives their percentiles: exactly (with interpolation between neighbours) up to some thousand of
 * them, then from histograms to three significant digits. Negative durations count too. Memory is bounded.
 */
final class Percentiles {

    private static final int EXACT = 4_096;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double MILLIS_PER_SECOND = 1000;

    private double @Nullable [] exact = new double[16];
    private int count;
    private @Nullable DoubleHistogram negative;
    private @Nullable DoubleHistogram positive;

    void add(Duration duration) {
        add(duration.toSeconds() * MILLIS_PER_SECOND + duration.toMillisPart());
    }

    private void add(double millis) {
        double[] values = exact;
        if (values == null) {
            record(millis);
            return;
        }
        if (count == EXACT) {
            exact = null;
            for (double value : values) {
                record(value);
            }
            record(millis);
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(EXACT, 2 * count));
            exact = values;
        }
        values[count++] = millis;
    }

    private void record(double millis) {
        if (millis < 0) {
            negative = recorded(negative, -millis);
        } else {
            positive = recorded(positive, millis);
        }
    }

    private static DoubleHistogram recorded(@Nullable DoubleHistogram histogram, double value) {
        DoubleHistogram target = histogram;
        if (target == null) {
            target = new DoubleHistogram(SIGNIFICANT_DIGITS);
            target.setAutoResize(true);
        }
        target.recordValue(value);
        return target;
    }

    /** The value below which this share of them lies; none if there are none. */
    Optional<Duration> at(double share) {
        double[] values = exact;
        if (values != null) {
            double[] known = Arrays.copyOf(values, count);
            Arrays.sort(known);
            return count == 0 ? Optional.empty() : Optional.of(millis(interpolated(known, share)));
        }
        long below = negative == null ? 0 : negative.getTotalCount();
        long above = positive == null ? 0 : positive.getTotalCount();
        double rank = share * (below + above);
        if (negative != null && (rank <= below || positive == null)) {
            return Optional.of(millis(-negative.getValueAtPercentile(100 * (1 - rank / below))));
        }
        return positive == null
                ? Optional.empty()
                : Optional.of(millis(positive.getValueAtPercentile(100 * (rank - below) / above)));
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
