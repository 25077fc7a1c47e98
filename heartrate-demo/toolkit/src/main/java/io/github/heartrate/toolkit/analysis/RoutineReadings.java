package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import java.util.List;

/**
 * Readings that change nothing under any of several policies, while all is normal: see {@link
 * io.github.heartrate.ConsecutiveThresholdDetector#isNormal}.
 *
 * @param lowestBpm the lowest rate
 * @param highestBpm the highest rate
 * @param withinSeconds they come in fewer seconds than this after one that was fed
 */
record RoutineReadings(double lowestBpm, double highestBpm, long withinSeconds) {

    static RoutineReadings under(List<AlarmPolicy> policies) {
        double lowest = Double.NEGATIVE_INFINITY;
        double highest = Double.POSITIVE_INFINITY;
        long seconds = Long.MAX_VALUE;
        for (AlarmPolicy policy : policies) {
            lowest = Math.max(lowest, Math.max(policy.limits().lowBpm(), policy.plausibleMinBpm()));
            highest = Math.min(highest, Math.min(policy.limits().highBpm(), policy.plausibleMaxBpm()));
            seconds = Math.min(seconds, policy.staleAfter().toSeconds());
        }
        return new RoutineReadings(lowest, highest, seconds);
    }

    boolean covers(double bpm, long secondsSinceFed) {
        return bpm >= lowestBpm && bpm <= highestBpm && secondsSinceFed < withinSeconds;
    }
}
