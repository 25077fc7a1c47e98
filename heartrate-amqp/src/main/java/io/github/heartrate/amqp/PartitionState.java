package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.MonitorSnapshot;
import java.util.Map;

/**
 * A partition's checkpoint: what a session must know to go on where another one committed. An immutable value.
 *
 * @param partition from 0
 * @param partitions how many the layout has
 * @param epoch counts the sessions; the higher one is in force
 * @param version counts the snapshots of a session
 * @param sessionsWithoutCommit how many sessions in a row have made no commit
 * @param processing whether the session was about to process a message that may be what ends the sessions
 * @param ticks the number of the last tick that took effect, for each instance
 * @param monitor the patients
 */
public record PartitionState(
        int partition,
        int partitions,
        long epoch,
        long version,
        int sessionsWithoutCommit,
        boolean processing,
        Map<String, Long> ticks,
        MonitorSnapshot monitor) {

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if a number is negative, or there is no such partition
     */
    public PartitionState {
        ticks = Map.copyOf(ticks);
        requireNonNull(monitor, "monitor");
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("partition must be from 0 to " + (partitions - 1) + ": " + partition);
        }
        if (epoch < 0 || version < 0 || sessionsWithoutCommit < 0) {
            throw new IllegalArgumentException("epoch, version and sessionsWithoutCommit must not be negative: " + epoch
                    + ", " + version + ", " + sessionsWithoutCommit);
        }
    }

    /**
     * The state before the first session.
     *
     * @param partition from 0
     * @param partitions how many the layout has
     * @return epoch 0, version 0, no patient
     */
    public static PartitionState initial(int partition, int partitions) {
        return new PartitionState(
                partition, partitions, 0, 0, 0, false, Map.of(), MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
    }

    PartitionState stamped(SessionEffect.Stamp stamp) {
        return new PartitionState(
                partition,
                partitions,
                stamp.epoch(),
                stamp.version(),
                stamp.sessionsWithoutCommit(),
                stamp.processing(),
                ticks,
                monitor);
    }

    /**
     * Whether this one is in force and not the other.
     *
     * @param other of the same partition
     * @return whether epoch, or version in the same epoch, is higher
     */
    public boolean isNewerThan(PartitionState other) {
        return epoch != other.epoch ? epoch > other.epoch : version > other.version;
    }

    /**
     * The state in bytes, for good: every later version of this library reads them.
     *
     * @return what {@link #fromBytes} reads
     */
    public byte[] toBytes() {
        return StateFormat.encode(this);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes all of it and nothing more
     * @return the state
     * @throws UnusableStateException if the bytes are cut short, damaged, something else, or of a later version
     */
    public static PartitionState fromBytes(byte[] bytes) {
        return StateFormat.decode(bytes);
    }

    /** Neither patients nor instances: fit for a log. */
    @Override
    public String toString() {
        return "PartitionState[" + partition + " of " + partitions + ", epoch " + epoch + ", version " + version + ", "
                + monitor.patients().size() + " patients]";
    }
}
