package io.github.heartrate.amqp;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A careful session's first message, from the mark that it is being processed until the mark is taken back. One session of
 * the JVM at a time: should the message halt the JVM, then no other session leaves a mark, and no other message is taken
 * for the cause. Used by the session's thread only.
 */
final class Trial {

    /** Longer than a message should take; a session that hangs must not hold up the others for good. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Semaphore TURN = new Semaphore(1);

    private boolean hasTurn;

    /** Waits for its turn; goes on without it after {@link #LONGEST_WAIT}, or when interrupted. */
    void begin() {
        if (hasTurn) {
            return;
        }
        try {
            hasTurn = TURN.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the next one begin; does nothing if it had no turn. */
    void end() {
        if (hasTurn) {
            hasTurn = false;
            TURN.release();
        }
    }
}
