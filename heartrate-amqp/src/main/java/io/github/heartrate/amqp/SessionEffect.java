package io.github.heartrate.amqp;

/** What a session does. Effects are carried out one after another; if one fails, those after it are not. */
sealed interface SessionEffect {

    /** Read the newest snapshot; an event says what was found. */
    record LoadState() implements SessionEffect {}

    /** Write the snapshot that was loaded again, under this stamp; {@code SnapshotConfirmed} follows. */
    record SaveLoaded(Stamp stamp) implements SessionEffect {}

    /** Write a snapshot of now under this stamp; {@code SnapshotConfirmed} follows. */
    record SaveCurrent(Stamp stamp) implements SessionEffect {}

    /** Drop the snapshots that were there before this session's first one. */
    record DiscardOlder() implements SessionEffect {}

    /** Feed a message to the monitor and publish the alerts that it returns. */
    record ProcessDelivery(Delivery delivery) implements SessionEffect {}

    /** Publish a message to the parked exchange, unprocessed. */
    record Park(Delivery delivery, String reason) implements SessionEffect {}

    /** Wait until everything that was published is confirmed; {@code ConfirmsSettled} follows. */
    record SettleConfirms() implements SessionEffect {}

    /** Acknowledge this message and all before it. */
    record Acknowledge(long tag) implements SessionEffect {}

    /** Forget the state and close the channel; the last effect. */
    record End(Ending ending) implements SessionEffect {}

    /**
     * What a snapshot says of the session that wrote it.
     *
     * @param epoch one more than the predecessor's
     * @param version counts the session's snapshots, from 0
     * @param sessionsWithoutCommit how many sessions in a row, up to this one, have made no commit
     * @param processing whether a message is about to be processed that may be what ends the sessions
     */
    record Stamp(long epoch, long version, int sessionsWithoutCommit, boolean processing) {}
}
