package io.github.heartrate.amqp.state;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps bytes, not objects, so that what works here works elsewhere. */
final class MemoryStateStore implements PartitionStateStore {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(Stamp stamp, byte[] snapshot) {}

    private final Map<Integer, Stored> states = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> load(int partition, byte[] initial) {
        Stored stored = states.get(partition);
        return Optional.of(stored == null ? initial : stored.snapshot());
    }

    @Override
    public CompletableFuture<Void> save(int partition, Stamp stamp, byte[] snapshot) {
        Stored next = new Stored(stamp, snapshot);
        states.merge(partition, next, (before, after) -> before.stamp().isNewerThan(stamp) ? before : after);
        return CompletableFuture.completedFuture(null);
    }
}
