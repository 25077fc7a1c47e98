package io.github.heartrate.amqp;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses which partition an instance hands over, if it is active on more than its share: the highest number first, one
 * at a time. One that came back, since nobody took it, is kept for a while. Used by one thread.
 */
final class Balance {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Map<Integer, Long> handedOverAtNanos = new HashMap<>();

    Optional<Integer> surplus(List<Integer> active, int partitions, int instances, long now) {
        handedOverAtNanos.values().removeIf(at -> now - at >= KEPT.toNanos());
        int share = (partitions + Math.max(1, instances) - 1) / Math.max(1, instances);
        if (active.size() <= share) {
            return Optional.empty();
        }
        Optional<Integer> chosen = active.stream()
                .filter(partition -> !handedOverAtNanos.containsKey(partition))
                .max(Comparator.naturalOrder());
        chosen.ifPresent(partition -> handedOverAtNanos.put(partition, now));
        return chosen;
    }
}
