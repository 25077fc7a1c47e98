package io.github.heartrate.amqp.state;

/**
 * The age of a snapshot among those of its partition. An immutable value.
 *
 * @param epoch counts the sessions that took over; the higher one is in force
 * @param version counts the snapshots of a session, from 0
 */
public record Stamp(long epoch, long version) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Stamp {
        if (epoch < 0 || version < 0) {
            throw new IllegalArgumentException("epoch and version must not be negative: " + epoch + ", " + version);
        }
    }

    /**
     * Whether the snapshot with this stamp is in force and not the other.
     *
     * @param other of the same partition
     * @return whether epoch, or version in the same epoch, is higher
     */
    public boolean isNewerThan(Stamp other) {
        return epoch != other.epoch ? epoch > other.epoch : version > other.version;
    }
}
