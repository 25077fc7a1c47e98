package io.github.heartrate.amqp;

import java.io.IOException;

/**
 * Carries out what the protocol decided. Any exception ends the session. Used by the session's thread alone.
 */
interface SessionEffects {

    /** Reads the newest snapshot and makes a monitor of it. */
    SessionEvent loadState() throws IOException;

    /** Begins to write the snapshot that was loaded. */
    void saveLoaded(SessionEffect.Stamp stamp);

    /** Begins to write a snapshot of now. */
    void saveCurrent(SessionEffect.Stamp stamp);

    /** Drops the snapshots that were read. */
    void discardOlder() throws IOException;

    /** Feeds a message to the monitor and publishes what comes of it. */
    void process(Delivery delivery);

    /** Publishes a message to the parked exchange. */
    void park(Delivery delivery, String reason);

    /** Asks to be told once everything that was published is confirmed. */
    void settleConfirms();

    /** Acknowledges a message and all before it. */
    void acknowledge(long tag) throws IOException;

    /** Forgets the state and closes the channel. */
    void end(Ending ending);
}
