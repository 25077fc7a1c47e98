package io.github.heartrate.amqp.internal.session;

import java.time.Duration;

/**
 * Notices a pause in a consumer's deliveries after which its state may be out of date. If the nodes of a cluster lose each
 * other, a queue may give the consumer up, hand what comes to another instance, and take the first one back before that has
 * noticed anything. Ticks come every second, so a pause of two is rare in health, and a new session is always right.
 *
 * <p>A pause in which the consumer had as much as its prefetch allows is its own doing, and says nothing. Safe for use by
 * several threads.
 */
final class Interruption {

    /** Below what queues are told to wait for a consumer whose node is out of reach, which is 2.5 s. */
    static final Duration LIMIT = Duration.ofMillis(2_200);

    private final int prefetch;
    private long lastTag;
    private long acknowledgedTag;
    private long lastNanos;

    Interruption(int prefetch) {
        this.prefetch = prefetch;
    }

    /** A delivery has come; whether it came after a pause. */
    synchronized boolean isAfter(long tag, long now) {
        boolean isPause = lastTag > 0 && lastTag - acknowledgedTag < prefetch && now - lastNanos >= LIMIT.toNanos();
        lastTag = tag;
        lastNanos = now;
        return isPause;
    }

    /** Everything up to a delivery is acknowledged. */
    synchronized void acknowledged(long tag, long now) {
        if (lastTag - acknowledgedTag >= prefetch) {
            lastNanos = now;
        }
        acknowledgedTag = tag;
    }
}
