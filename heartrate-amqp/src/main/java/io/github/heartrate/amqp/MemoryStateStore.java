package io.github.heartrate.amqp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps bytes, not objects, so that what works here works elsewhere. */
final class MemoryStateStore implements PartitionStateStore {

    private final Map<Integer, byte[]> states = new ConcurrentHashMap<>();

    @Override
    public Optional<PartitionState> load(int partition, int partitions) {
        byte[] bytes = states.get(partition);
        return Optional.of(
                bytes == null ? PartitionState.initial(partition, partitions) : PartitionState.fromBytes(bytes));
    }

    @Override
    public CompletableFuture<Void> save(PartitionState state) {
        states.merge(state.partition(), state.toBytes(), (before, after) -> {
            return PartitionState.fromBytes(before).isNewerThan(state) ? before : after;
        });
        return CompletableFuture.completedFuture(null);
    }
}
