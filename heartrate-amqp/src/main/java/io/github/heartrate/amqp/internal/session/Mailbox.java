package io.github.heartrate.amqp.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a session: events, which any thread may post, and deliveries, which the broker limits by the prefetch.
 * Events go first.
 */
final class Mailbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Deque<SessionEvent> events = new ArrayDeque<>();
    private Deque<Delivery> deliveries = new ArrayDeque<>();
    private boolean isAwaited;
    private volatile boolean hasEvents;

    /** Taken over from {@link #deliveries} at once, so that the lock is not taken for each; the session's thread's. */
    private Deque<Delivery> taken = new ArrayDeque<>();

    void post(SessionEvent event) {
        lock.lock();
        try {
            events.add(event);
            hasEvents = true;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    void deliver(Delivery delivery) {
        lock.lock();
        try {
            deliveries.add(delivery);
            if (isAwaited) {
                arrival.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<SessionEvent> nextEvent() {
        if (!hasEvents) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Optional<SessionEvent> next = Optional.ofNullable(events.poll());
            hasEvents = !events.isEmpty();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The session's thread only. */
    Optional<Delivery> nextDelivery() {
        if (taken.isEmpty()) {
            lock.lock();
            try {
                Deque<Delivery> empty = taken;
                taken = deliveries;
                deliveries = empty;
            } finally {
                lock.unlock();
            }
        }
        return Optional.ofNullable(taken.poll());
    }

    /** How many deliveries wait. */
    int waiting() {
        lock.lock();
        try {
            return deliveries.size() + taken.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event, or a delivery if that may be taken. */
    void await(long nanos, boolean orDelivery) throws InterruptedException {
        lock.lock();
        try {
            isAwaited = orDelivery;
            long left = nanos;
            while (left > 0 && events.isEmpty() && !(orDelivery && !deliveries.isEmpty())) {
                left = arrival.awaitNanos(left);
            }
            isAwaited = false;
        } finally {
            lock.unlock();
        }
    }

    static final long TIMER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
}
