package io.github.heartrate.amqp.internal.checkpoint;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.state.Stamp;
import java.util.Map;

/**
 * A partition's checkpoint: what a session must know to go on where another one committed. An immutable value.
 *
 * @param partition from 0
 * @param partitions how many the layout has
 * @param stamp its age among the partition's checkpoints
 * @param sessionsWithoutCommit how many sessions in a row have made no commit
 * @param processing whether the session was about to process a message that may be what ends the sessions
 * @param ticks the number of the last tick that took effect, for each instance
 * @param monitor the patients
 */
public record PartitionState(
        int partition,
        int partitions,
        Stamp stamp,
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
        requireNonNull(stamp, "stamp");
        requireNonNull(monitor, "monitor");
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("partition must be from 0 to " + (partitions - 1) + ": " + partition);
        }
        if (sessionsWithoutCommit < 0) {
            throw new IllegalArgumentException("sessionsWithoutCommit must not be negative: " + sessionsWithoutCommit);
        }
    }

    /** The state before the first session: epoch 0, version 0, no patient. */
    public static PartitionState initial(int partition, int partitions) {
        return new PartitionState(
                partition, partitions, new Stamp(0, 0), 0, false, Map.of(), MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
    }

    /** The state in bytes, for good: every later version of this library reads them. */
    public byte[] toBytes() {
        return StateFormat.encode(this);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes all of it and nothing more
     * @throws UnusableStateException if the bytes are cut short, damaged, something else, or of a later version
     */
    public static PartitionState fromBytes(byte[] bytes) {
        return StateFormat.decode(bytes);
    }

    /** Neither patients nor instances: fit for a log. */
    @Override
    public String toString() {
        return "PartitionState[" + partition + " of " + partitions + ", epoch " + stamp.epoch() + ", version "
                + stamp.version() + ", " + monitor.patients().size() + " patients]";
    }
}
