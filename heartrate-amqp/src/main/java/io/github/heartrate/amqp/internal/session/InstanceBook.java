package io.github.heartrate.amqp.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** What an instance knows of all of them from the ticks: which are there, and the highest epoch of each partition. */
public final class InstanceBook {

    private static final Duration PRESENT = Duration.ofSeconds(5);

    private final Map<String, Instant> lastTicks = new ConcurrentHashMap<>();
    private final AtomicLongArray epochs;
    private final AtomicLongArray ownTicks;

    public InstanceBook(int partitions) {
        epochs = new AtomicLongArray(partitions);
        ownTicks = new AtomicLongArray(partitions);
    }

    /** A tick of this instance is in a partition's queue. */
    void confirmed(int partition) {
        ownTicks.incrementAndGet(partition);
    }

    /** How many of this instance's ticks the broker has confirmed for a partition. */
    long ownTicks(int partition) {
        return ownTicks.get(partition);
    }

    /** A tick of a backlog says nothing of now: its age, by clocks that are believed, is far from zero. */
    public void heard(String instance, Duration age, Instant now) {
        if (age.abs().compareTo(PRESENT) <= 0) {
            lastTicks.put(instance, now);
        }
    }

    public int present(Instant now) {
        lastTicks.values().removeIf(last -> Duration.between(last, now).compareTo(PRESENT) > 0);
        return lastTicks.size();
    }

    public void knows(int partition, long epoch) {
        epochs.accumulateAndGet(partition, epoch, Math::max);
    }

    long epoch(int partition) {
        return epochs.get(partition);
    }
}
