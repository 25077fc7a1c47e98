package io.github.heartrate.amqp.internal.session;

/** What can happen to a session. */
sealed interface SessionEvent {

    /** The next message of the partition's queue; the first one tells a standby that it is the active one. */
    record Delivered(Delivery delivery) implements SessionEvent {}

    /** The newest snapshot is there. */
    record StateLoaded(long epoch, int sessionsWithoutCommit, boolean endedInProcessing) implements SessionEvent {}

    /** There was no snapshot: perhaps a predecessor that is just dying still holds it. */
    record StateEmpty() implements SessionEvent {}

    /** The state is lost, damaged, another layout's or too large: a person must look. */
    record StateUnusable(String why) implements SessionEvent {}

    /** Every alert and parked message of this session is confirmed. */
    record ConfirmsSettled() implements SessionEvent {}

    /** The snapshot that was written last is durable. */
    record SnapshotConfirmed() implements SessionEvent {}

    /** Channel, connection or consumer are gone, or an effect failed. */
    record ChannelClosed(Ending ending) implements SessionEvent {

        ChannelClosed(String why) {
            this(new Ending(Ending.Kind.FAILED, why));
        }

        /** With what was being done; it tells a queue that is not there, and a right that is missing, from other failures. */
        static ChannelClosed by(String what, Throwable failure) {
            return new ChannelClosed(Ending.of(what, failure));
        }
    }

    /** Somebody has taken over with this epoch. */
    record Fenced(long epoch) implements SessionEvent {}

    /** The broker refuses an alert or a parked message: returned as unroutable, or nacked. */
    record PublishRefused(String why) implements SessionEvent {}

    /** Time has passed. */
    record TimerElapsed() implements SessionEvent {}

    /** The session is to end in order. */
    record CloseRequested() implements SessionEvent {}
}
