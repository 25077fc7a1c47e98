package io.github.heartrate.amqp.internal.link;

import java.time.Duration;

/**
 * Notices that a message has had no result for too long. It is asked about once a second, and costs nothing per message: it
 * remembers the last message of one look until that is settled. Safe for use by several threads.
 */
final class ConfirmWatch {

    /** Chosen here: well above what a busy broker takes, and low enough to be told within 15 s. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private long mark;
    private long markNanos;

    /**
     * Takes one look.
     *
     * @param firstUnsettled the lowest number of a message without a result; above {@code lastSent} if there is none
     * @param lastSent the highest number that was sent, from 1
     * @param now of a monotonic clock, in nanoseconds
     * @return for how long a message has had no result, less the time between two looks; zero or more
     */
    synchronized Duration looked(long firstUnsettled, long lastSent, long now) {
        if (firstUnsettled > mark) {
            mark = lastSent;
            markNanos = now;
        }
        return firstUnsettled > mark ? Duration.ZERO : Duration.ofNanos(now - markNanos);
    }

    /** Counts from now: the broker takes nothing for a while, and says so. */
    synchronized void restart(long now) {
        markNanos = now;
    }
}
