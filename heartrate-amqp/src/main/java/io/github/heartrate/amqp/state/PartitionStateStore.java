package io.github.heartrate.amqp.state;

import io.github.heartrate.amqp.broker.UnusableStateException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where the partitions' checkpoints are kept. By default that is a queue on the broker for each partition; a {@link
 * #file} serves a single machine, {@link #memory} a single process. A store keeps bytes and knows nothing of what they
 * say; whatever it must know of a snapshot's age is in its {@link Stamp}.
 *
 * <p>A partition is used by one session of a process at a time, but sessions of several processes may overlap: the one
 * that took over has the higher epoch, and a snapshot of a lower one must never replace it. Different partitions are
 * used by different threads at once.
 */
public interface PartitionStateStore {

    /**
     * Reads the snapshot in force, which has the newest stamp. May block.
     *
     * @param partition from 0
     * @param initial the snapshot of a partition without a patient: what a store gives that can tell that nothing was
     *     ever saved
     * @return all bytes that were saved; empty if there is none just now, for example because a predecessor that is
     *     about to end still holds it
     * @throws UnusableStateException if a person must look
     * @throws java.io.UncheckedIOException or another unchecked exception if it can't be read just now: the session tries
     *     again
     */
    Optional<byte[]> load(int partition, byte[] initial);

    /**
     * Writes a snapshot.
     *
     * @param partition from 0
     * @param stamp newer than that of the snapshot that was loaded, and than any that was saved since
     * @param snapshot what {@link #load} is to give; at most 15 MiB
     * @return completed once a crash can't lose it any more; exceptionally if that is not known
     */
    CompletableFuture<Void> save(int partition, Stamp stamp, byte[] snapshot);

    /**
     * Drops the snapshots that {@link #load} read, since a newer one is saved.
     *
     * @param partition from 0
     */
    default void discardOlder(int partition) {}

    /**
     * A session has ended, in order or not: gives back what it held. Doing it twice is no error.
     *
     * @param partition from 0
     */
    default void release(int partition) {}

    /**
     * Keeps each partition's snapshot in a file, written with fsync and renamed into place. A partition without a file
     * begins with no patient.
     *
     * @param folder an existing folder on a local disk, which no other process uses
     * @return a new store
     */
    static PartitionStateStore file(Path folder) {
        return new FileStateStore(folder);
    }

    /**
     * Keeps the snapshots as long as the process lives: after a restart runs begin anew.
     *
     * @return a new, empty store
     */
    static PartitionStateStore memory() {
        return new MemoryStateStore();
    }
}
