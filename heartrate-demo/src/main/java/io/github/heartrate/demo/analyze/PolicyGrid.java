package io.github.heartrate.demo.analyze;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The policies that all combinations of some values make, without duplicates and without those that contradict
 * themselves.
 *
 * @param policies in the order of the values, the last axis turning fastest
 * @param duplicates how many combinations made a policy that was there already
 * @param contradictions why combinations were left out, one text each
 */
public record PolicyGrid(List<AlarmPolicy> policies, int duplicates, List<String> contradictions) {

    /** More combinations than this are refused: each costs memory for every patient. */
    public static final int MAX_COMBINATIONS = 10_000;

    /** Copies the lists. */
    public PolicyGrid {
        policies = List.copyOf(policies);
        contradictions = List.copyOf(contradictions);
    }

    /**
     * The values to combine; none may be empty.
     *
     * @param lows low limits in bpm
     * @param highs high limits in bpm
     * @param extremeLows extreme low limits in bpm; minus infinity for none
     * @param extremeHighs extreme high limits in bpm; infinity for none
     * @param onsets counts of readings to raise
     * @param clears counts of calm readings to clear
     * @param margins clear margins in bpm
     * @param delays condition delays
     */
    public record Axes(
            List<Double> lows,
            List<Double> highs,
            List<Double> extremeLows,
            List<Double> extremeHighs,
            List<Integer> onsets,
            List<Integer> clears,
            List<Double> margins,
            List<Duration> delays) {

        /** Copies the lists. */
        public Axes {
            lows = List.copyOf(lows);
            highs = List.copyOf(highs);
            extremeLows = List.copyOf(extremeLows);
            extremeHighs = List.copyOf(extremeHighs);
            onsets = List.copyOf(onsets);
            clears = List.copyOf(clears);
            margins = List.copyOf(margins);
            delays = List.copyOf(delays);
        }

        private long combinations() {
            long product = 1;
            for (List<?> axis : List.of(lows, highs, extremeLows, extremeHighs, onsets, clears, margins, delays)) {
                product = Math.min(Integer.MAX_VALUE, product * axis.size());
            }
            return product;
        }
    }

    /**
     * Combines the values.
     *
     * @param base gives what has no axis: gaps, signal loss, plausible range
     * @param axes the values
     * @return the policies
     * @throws IllegalArgumentException if there are too many combinations, or every one contradicts itself
     */
    public static PolicyGrid of(AlarmPolicy base, Axes axes) {
        requireNonNull(base, "base");
        long combinations = axes.combinations();
        if (combinations > MAX_COMBINATIONS) {
            throw new IllegalArgumentException(
                    "policies must be at most " + MAX_COMBINATIONS + " combinations: " + combinations);
        }
        Builder builder = new Builder(base, axes);
        for (double low : axes.lows()) {
            for (double high : axes.highs()) {
                builder.addLimits(low, high);
            }
        }
        if (builder.policies.isEmpty()) {
            throw new IllegalArgumentException(builder.contradictions.get(0));
        }
        return new PolicyGrid(new ArrayList<>(builder.policies), builder.duplicates, builder.contradictions);
    }

    private static final class Builder {
        private final AlarmPolicy base;
        private final Axes axes;
        private final Set<AlarmPolicy> policies = new LinkedHashSet<>();
        private final List<String> contradictions = new ArrayList<>();
        private int duplicates;

        Builder(AlarmPolicy base, Axes axes) {
            this.base = base;
            this.axes = axes;
        }

        void addLimits(double low, double high) {
            for (double extremeLow : axes.extremeLows()) {
                for (double extremeHigh : axes.extremeHighs()) {
                    try {
                        addCounts(base.toBuilder().limits(new AlarmLimits(low, high, extremeLow, extremeHigh)));
                    } catch (IllegalArgumentException e) {
                        contradictions.add(e.getMessage());
                    }
                }
            }
        }

        private void addCounts(AlarmPolicy.Builder limits) {
            for (int onset : axes.onsets()) {
                for (int clear : axes.clears()) {
                    for (double margin : axes.margins()) {
                        for (Duration delay : axes.delays()) {
                            add(limits.onsetCount(onset)
                                    .clearCount(clear)
                                    .clearMarginBpm(margin)
                                    .conditionDelay(delay));
                        }
                    }
                }
            }
        }

        private void add(AlarmPolicy.Builder policy) {
            try {
                duplicates += policies.add(policy.build()) ? 0 : 1;
            } catch (IllegalArgumentException e) {
                contradictions.add(e.getMessage());
            }
        }
    }
}
