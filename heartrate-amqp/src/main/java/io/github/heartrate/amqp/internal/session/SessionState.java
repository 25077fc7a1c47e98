package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.state.Stamp;

/**
 * Where a session stands. Times are of a monotonic clock, in nanoseconds.
 *
 * <table>
 * <caption>The way of a session; every state but ENDED also ends at a closed channel, a fencing or a refused publish</caption>
 * <tr><th>state</th><th>event</th><th>effects</th><th>next state</th></tr>
 * <tr><td>STANDBY</td><td>Delivered</td><td>LoadState</td><td>LOADING</td></tr>
 * <tr><td>LOADING</td><td>StateLoaded</td><td>SaveLoaded(epoch + 1, 0)</td><td>TAKING_OVER</td></tr>
 * <tr><td>LOADING</td><td>StateEmpty, StateUnusable</td><td>End</td><td>ENDED</td></tr>
 * <tr><td>TAKING_OVER</td><td>SnapshotConfirmed</td><td>DiscardOlder, Process or Park</td><td>ACTIVE, SETTLING</td></tr>
 * <tr><td>TAKING_OVER, careful</td><td>SnapshotConfirmed</td><td>DiscardOlder, SaveLoaded(processing)</td>
 * <td>TRYING</td></tr>
 * <tr><td>TRYING</td><td>SnapshotConfirmed</td><td>ProcessDelivery, SaveLoaded</td><td>TRIED</td></tr>
 * <tr><td>TRIED</td><td>SnapshotConfirmed</td><td>SettleConfirms</td><td>SETTLING</td></tr>
 * <tr><td>ACTIVE</td><td>Delivered</td><td>ProcessDelivery</td><td>ACTIVE, or SETTLING if a commit is due</td></tr>
 * <tr><td>ACTIVE</td><td>TimerElapsed, commit due</td><td>SettleConfirms</td><td>SETTLING</td></tr>
 * <tr><td>SETTLING</td><td>ConfirmsSettled</td><td>SaveCurrent(epoch, version + 1)</td><td>SAVING</td></tr>
 * <tr><td>SAVING</td><td>SnapshotConfirmed</td><td>Acknowledge</td><td>ACTIVE, or ENDED if it is to close</td></tr>
 * </table>
 */
sealed interface SessionState {

    /** Whether the next delivery may be offered. */
    default boolean takesDeliveries() {
        return false;
    }

    /** Subscribed; another consumer may be the active one. */
    record Standby() implements SessionState {
        @Override
        public boolean takesDeliveries() {
            return true;
        }
    }

    /** Reading the state. */
    record Loading(Delivery first) implements SessionState {}

    /** The state is there, and the predecessor fenced or about to be. */
    sealed interface Holding extends SessionState {
        Tenure tenure();
    }

    /** Something that was published is not confirmed yet. */
    sealed interface Waiting extends Holding {
        long sinceNanos();
    }

    /** Writing the snapshot that fences the predecessor. */
    record TakingOver(Tenure tenure, Delivery first, boolean parksFirst, long sinceNanos) implements Waiting {}

    /** Writing that the first message is about to be processed. */
    record Trying(Tenure tenure, Delivery first, long sinceNanos) implements Waiting {}

    /** Writing that the first message was processed. */
    record Tried(Tenure tenure, Delivery first, long sinceNanos) implements Waiting {}

    /** Processing. */
    record Active(Tenure tenure, Progress progress) implements Holding {
        @Override
        public boolean takesDeliveries() {
            return true;
        }
    }

    /** Waiting for confirms before a commit. */
    record Settling(Tenure tenure, Progress progress, boolean closing, long sinceNanos) implements Waiting {}

    /** Writing the snapshot of a commit. */
    record Saving(Tenure tenure, Progress progress, boolean closing, long sinceNanos) implements Waiting {}

    /** Nothing more happens. */
    record Ended(Ending ending) implements SessionState {}

    /**
     * What a session knows of itself once it has taken over.
     *
     * @param epoch its own
     * @param version of its last snapshot
     * @param sessionsWithoutCommit in a row, with this one as long as it has made none
     * @param commits how many it has made
     * @param pace when commits are due
     */
    record Tenure(long epoch, long version, int sessionsWithoutCommit, int commits, CommitPace pace) {

        SessionEffect.Header stamp(boolean processing) {
            return new SessionEffect.Header(new Stamp(epoch, version), sessionsWithoutCommit, processing);
        }

        Tenure nextVersion() {
            return new Tenure(epoch, version + 1, sessionsWithoutCommit, commits, pace);
        }

        Tenure committing() {
            return new Tenure(epoch, version + 1, 0, commits + 1, pace);
        }

        int commitEvery() {
            return pace.deliveriesBefore(commits);
        }
    }

    /**
     * What was delivered and processed but not committed.
     *
     * @param deliveries how many
     * @param lastTag the last delivery
     * @param oldestNanos when the first of them came; as the last if there is none
     * @param lastNanos when the last delivery came, committed or not
     */
    record Progress(int deliveries, long lastTag, long oldestNanos, long lastNanos) {

        static Progress of(Delivery first, long now) {
            return new Progress(1, first.tag(), now, now);
        }

        Progress plus(Delivery delivery, long now) {
            return new Progress(deliveries + 1, delivery.tag(), deliveries == 0 ? now : oldestNanos, now);
        }

        Progress committed() {
            return new Progress(0, lastTag, lastNanos, lastNanos);
        }
    }
}
