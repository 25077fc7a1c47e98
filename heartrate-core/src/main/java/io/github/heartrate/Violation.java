package io.github.heartrate;

import java.util.List;

/**
 * How the readings of an alarm violate a limit. An immutable value, safe for use by several threads.
 *
 * @param limitBpm the alarm limit that is violated, in bpm
 * @param peakBpm the most extreme rate so far, in bpm, of the episode's readings beyond the limit
 * @param evidence the last readings of the run that reached the highest level so far, oldest first, as many as it takes
 *     to raise the alarm; unmodifiable, and empty where a format has no place for them
 */
public record Violation(double limitBpm, double peakBpm, List<Reading> evidence) {

    /**
     * Copies the evidence.
     *
     * @throws IllegalArgumentException if {@code limitBpm} or {@code peakBpm} is not finite
     */
    public Violation {
        if (!Double.isFinite(limitBpm) || !Double.isFinite(peakBpm)) {
            throw new IllegalArgumentException("limit and peak must be finite: " + limitBpm + ", " + peakBpm);
        }
        evidence = List.copyOf(evidence);
    }
}
