package io.github.heartrate;

/**
 * Readings that change nothing for sure, in plain numbers and in one place: nearly all are judged by this alone.
 *
 * @param lowestBpm the lowest rate
 * @param highestBpm the highest rate; below the lowest if there are no such readings
 * @param beforeSecond the second, of the epoch, before which they come
 * @param withinSeconds they come in fewer seconds than this after the last one, fractions cut off
 */
record RoutineReadings(double lowestBpm, double highestBpm, long beforeSecond, long withinSeconds) {

    static final RoutineReadings NONE =
            new RoutineReadings(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Long.MIN_VALUE, 0);

    /** Of those readings the ones that are plausible and do not end a silence. */
    static RoutineReadings under(AlarmPolicy policy, double lowestBpm, double highestBpm, long beforeSecond) {
        return new RoutineReadings(
                Math.max(lowestBpm, policy.plausibleMinBpm()),
                Math.min(highestBpm, policy.plausibleMaxBpm()),
                beforeSecond,
                policy.staleAfter().toSeconds());
    }

    boolean covers(double bpm, long second, long lastSecond) {
        return bpm >= lowestBpm && bpm <= highestBpm && second < beforeSecond && second - lastSecond < withinSeconds;
    }
}
