package io.github.heartrate.amqp.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What an instance knows of all of them from the ticks: which are there, and the highest epoch of each partition; and what
 * becomes of its own. Safe for use by several threads.
 */
public final class InstanceBook {

    /** A tick that is not confirmed for so long is told of. Chosen here: low enough to be told within 15 s. */
    static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

    private static final Duration PRESENT = Duration.ofSeconds(5);

    private final Map<String, Instant> lastTicks = new ConcurrentHashMap<>();
    private final AtomicLongArray epochs;
    private final AtomicLongArray ownTicks;

    /** When the first tick of a partition was sent after the last one that was confirmed; 0 if none was. */
    private final AtomicLongArray unconfirmedSince;

    public InstanceBook(int partitions) {
        epochs = new AtomicLongArray(partitions);
        ownTicks = new AtomicLongArray(partitions);
        unconfirmedSince = new AtomicLongArray(partitions);
    }

    /** A tick of this instance is on its way to a partition's queue. */
    void sent(int partition, long nowNanos) {
        unconfirmedSince.compareAndSet(partition, 0, nowNanos == 0 ? 1 : nowNanos);
    }

    /**
     * A tick of this instance is in a partition's queue.
     *
     * @return whether it is the first after a time in which they were overdue
     */
    boolean confirmed(int partition, long nowNanos) {
        boolean wasOverdue = isOverdue(partition, nowNanos);
        ownTicks.incrementAndGet(partition);
        unconfirmedSince.set(partition, 0);
        return wasOverdue;
    }

    /** Whether this instance's ticks have not been confirmed for too long. */
    boolean isOverdue(int partition, long nowNanos) {
        long since = unconfirmedSince.get(partition);
        return since != 0 && nowNanos - since >= CONFIRM_LIMIT.toNanos();
    }

    /** No tick is sent for now, and something else tells why. */
    void excuse() {
        for (int partition = 0; partition < unconfirmedSince.length(); partition++) {
            unconfirmedSince.set(partition, 0);
        }
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
