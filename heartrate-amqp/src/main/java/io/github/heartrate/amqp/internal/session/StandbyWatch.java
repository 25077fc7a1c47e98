package io.github.heartrate.amqp.internal.session;

import java.time.Duration;

/**
 * Notices that nobody takes what is in the queue of a partition that this instance stands by on: this instance's ticks are
 * confirmed, so they are in the queue, and the messages that are ready in it have only become more. Used by one thread, but
 * for {@link #isNeglected}.
 */
final class StandbyWatch {

    /** How often to look. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Above the 10 s that it takes to replace an instance that hangs. */
    static final Duration LIMIT = Duration.ofSeconds(12);

    /** So many of the ticks may be confirmed after a look that has counted them already. */
    private static final int TICKS_UNDER_WAY = 2;

    /** So many ticks say that the broker takes messages. */
    private static final int TICKS_NEEDED = 5;

    private int ready;
    private int firstReady;
    private long firstTicks;
    private long firstNanos;
    private boolean hasLooked;
    private volatile boolean isNeglected;

    /**
     * Takes one look.
     *
     * @param nowReady messages that no consumer has
     * @param ticks of this instance that were confirmed before the messages were counted, since it was started
     * @param now of a monotonic clock, in nanoseconds
     */
    void looked(int nowReady, long ticks, long now) {
        boolean wasTaken = !hasLooked || nowReady == 0 || nowReady < ready;
        if (wasTaken) {
            firstReady = nowReady;
            firstTicks = ticks;
            firstNanos = now;
        }
        hasLooked = true;
        ready = nowReady;
        long added = ticks - firstTicks;
        isNeglected = now - firstNanos >= LIMIT.toNanos()
                && added >= TICKS_NEEDED
                && ready - firstReady >= added - TICKS_UNDER_WAY;
    }

    /** Whether nobody has taken a message since the limit, as of the last look. */
    boolean isNeglected() {
        return isNeglected;
    }
}
