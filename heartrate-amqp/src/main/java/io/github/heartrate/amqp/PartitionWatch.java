package io.github.heartrate.amqp;

import io.github.heartrate.amqp.codec.SystemMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Notices which partitions have gone silent. Safe for use by several threads; its listener is called under its lock. */
final class PartitionWatch {

    private final PartitionListener listener;
    private final Map<Integer, Instant> lastHeard = new HashMap<>();
    private final Set<Integer> silent = new HashSet<>();

    PartitionWatch(int partitions, PartitionListener listener) {
        this.listener = listener;
        for (int p = 0; p < partitions; p++) {
            lastHeard.put(p, Instant.MAX);
        }
    }

    /** Counts silence from now: before, nothing could be heard. */
    synchronized void listenFrom(Instant now) {
        lastHeard.replaceAll((partition, before) -> now);
    }

    synchronized void heard(int partition, Instant now) {
        lastHeard.put(partition, now);
        if (silent.remove(partition)) {
            listener.onHeardAgain(partition);
        }
    }

    synchronized void check(Instant now) {
        lastHeard.forEach((partition, heard) -> {
            boolean isSilent =
                    heard.isBefore(now) && Duration.between(heard, now).compareTo(SystemMessage.SILENCE) >= 0;
            if (isSilent && silent.add(partition)) {
                listener.onSilent(partition, heard);
            }
        });
    }
}
