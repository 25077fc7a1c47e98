package io.github.heartrate.amqp.internal.session;

import java.io.IOException;

/**
 * Carries out what the protocol decided. Any exception ends the session. Used by the session's thread alone.
 */
public interface SessionEffects {

    /** Reads the newest snapshot and makes a monitor of it; an event says what was found. */
    void loadState() throws IOException;

    /** Begins to write the snapshot that was loaded. */
    void saveLoaded(SessionEffect.Header header);

    /** Begins to write a snapshot of now. */
    void saveCurrent(SessionEffect.Header header);

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

    /** Does what the passing of time brings to an active session, beside what the protocol decides. */
    void passTime(long now);

    /** Does what the passing of time brings to a standby. */
    void standBy(long now) throws IOException;

    /** Forgets the state and closes the channel. */
    void end(Ending ending);
}
