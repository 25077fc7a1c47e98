package io.github.heartrate.amqp.internal.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A careful session's first message, from the mark that it is being processed until the mark is taken back. Sessions that
 * share a turn do this one at a time. If the message kills the JVM, exactly one partition carries the mark, so that no
 * innocent message is blamed. Used by the session's thread only.
 */
final class Trial {

    /** Of all sessions of this JVM, since the JVM is what a message may kill. */
    static final Semaphore TURN_OF_THE_JVM = new Semaphore(1);

    /** Longer than a message should take; a session that hangs must not hold up the others for good. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Semaphore turn;
    private boolean hasTurn;

    Trial(Semaphore turn) {
        this.turn = turn;
    }

    /** Waits for its turn; goes on without it after {@link #LONGEST_WAIT}, or when interrupted. */
    void begin() {
        if (hasTurn) {
            return;
        }
        try {
            hasTurn = turn.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the next one begin; does nothing if it had no turn. */
    void end() {
        if (hasTurn) {
            hasTurn = false;
            turn.release();
        }
    }
}
