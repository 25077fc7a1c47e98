package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.state.Stamp;
import java.io.IOException;

/** What a session does. Effects are carried out one after another; if one fails, those after it are not. */
public sealed interface SessionEffect {

    /** Has it done. */
    void carryOut(SessionEffects on) throws IOException;

    /** Read the newest snapshot; an event says what was found. */
    record LoadState() implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) throws IOException {
            on.loadState();
        }
    }

    /** Write the snapshot that was loaded again, under this header; {@code SnapshotConfirmed} follows. */
    record SaveLoaded(Header header) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.saveLoaded(header);
        }
    }

    /** Write a snapshot of now under this header; {@code SnapshotConfirmed} follows. */
    record SaveCurrent(Header header) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.saveCurrent(header);
        }
    }

    /** Drop the snapshots that were there before this session's first one. */
    record DiscardOlder() implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) throws IOException {
            on.discardOlder();
        }
    }

    /** Feed a message to the monitor and publish the alerts that it returns. */
    record ProcessDelivery(Delivery delivery) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.process(delivery);
        }
    }

    /** Publish a message to the parked exchange, unprocessed. */
    record Park(Delivery delivery, String reason) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.park(delivery, reason);
        }
    }

    /** Wait until everything that was published is confirmed; {@code ConfirmsSettled} follows. */
    record SettleConfirms() implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.settleConfirms();
        }
    }

    /** Acknowledge this message and all before it. */
    record Acknowledge(long tag) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) throws IOException {
            on.acknowledge(tag);
        }
    }

    /** Forget the state and close the channel; the last effect. */
    record End(Ending ending) implements SessionEffect {
        @Override
        public void carryOut(SessionEffects on) {
            on.end(ending);
        }
    }

    /**
     * What a snapshot says of the session that wrote it.
     *
     * @param stamp its epoch, one more than the predecessor's, and the number of the snapshot in it, from 0
     * @param sessionsWithoutCommit how many sessions in a row, up to this one, have made no commit
     * @param processing whether a message is about to be processed that may be what ends the sessions
     */
    record Header(Stamp stamp, int sessionsWithoutCommit, boolean processing) {

        /** The same patients, as the session of this header writes them. */
        PartitionState of(PartitionState state) {
            return new PartitionState(
                    state.partition(),
                    state.partitions(),
                    stamp,
                    sessionsWithoutCommit,
                    processing,
                    state.ticks(),
                    state.monitor());
        }
    }
}
