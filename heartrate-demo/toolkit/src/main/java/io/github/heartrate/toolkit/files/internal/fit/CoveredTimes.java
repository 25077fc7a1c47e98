package io.github.heartrate.toolkit.files.internal.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of time that have readings: two readings up to ten seconds apart belong to one stretch, since watches
 * that save room write one in so many seconds; chosen here. Memory grows with the pauses between stretches alone, and
 * the oldest stretches are forgotten when they are very many.
 */
final class CoveredTimes {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    private final TreeMap<Instant, Instant> ends = new TreeMap<>();

    void add(Instant time) {
        Instant begin = time;
        Instant end = time;
        Map.@Nullable Entry<Instant, Instant> before = ends.floorEntry(time);
        if (before != null && !time.isAfter(before.getValue().plus(PAUSE))) {
            begin = before.getKey();
            end = before.getValue().isAfter(time) ? before.getValue() : time;
        }
        Map.@Nullable Entry<Instant, Instant> after = ends.higherEntry(time);
        if (after != null && !after.getKey().isAfter(time.plus(PAUSE))) {
            ends.remove(after.getKey());
            end = after.getValue();
        }
        ends.put(begin, end);
        if (ends.size() > MOST) {
            ends.pollFirstEntry();
        }
    }

    boolean contains(Instant time) {
        Map.@Nullable Entry<Instant, Instant> before = ends.floorEntry(time.plus(MARGIN));
        return before != null && !time.isAfter(before.getValue().plus(MARGIN));
    }
}
