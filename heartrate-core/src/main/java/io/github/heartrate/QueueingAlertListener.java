package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands alerts over to another listener on the caller's {@link Executor}, by way of a queue of bounded length: for a
 * listener too slow for the thread that feeds the monitor.
 *
 * <pre>{@code
 * AlertListener pager = QueueingAlertListener.builder(alert -> page(alert), executor)
 *         .capacity(1_000)
 *         .overflow(QueueingAlertListener.Overflow.DROP_OLDEST)
 *         .build();
 * }</pre>
 *
 * <p>Alerts are handed over one at a time, in the order they came, by at most one task of the executor at a time. What the
 * other listener throws, and each alert that is dropped, goes to the failure handler; the ones dropped are counted, too. An
 * executor that refuses the task drops all that wait: nobody would come for them.
 * Alerts in the queue are in memory: they end with the process. The executor is the caller's: no thread is started here, and
 * none is ended.
 *
 * <p>To end in order, remove the listener from the monitor, let the queue be handed over, and close it before the executor:
 *
 * <pre>{@code
 * boolean isToldAll = queue.drain(Duration.ofSeconds(5));
 * queue.close();
 * executor.shutdown();
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class QueueingAlertListener implements AlertListener, AutoCloseable {

    /** What happens to an alert that finds the queue full. */
    public enum Overflow {
        /**
         * The thread that feeds the monitor waits for room; interrupting it drops the alert. A listener that feeds the
         * monitor from within this queue is never made to wait for itself: its alert is let in.
         */
        BLOCK,
        /** The alert is dropped. */
        DROP_NEWEST,
        /** The alert at the head of the queue is dropped to make room. */
        DROP_OLDEST
    }

    private final AlertListener target;
    private final Executor executor;
    private final int capacity;
    private final Overflow overflow;
    private final ListenerFailureHandler failureHandler;

    // All guarded by the queue's monitor, which is never held while a listener, a handler or the executor runs.
    private final Deque<Alert> queue = new ArrayDeque<>();
    private boolean scheduled;
    private @Nullable Thread drainer;
    private boolean closed;
    private long dropped;
    private final List<CountDownLatch> drains = new ArrayList<>();

    private QueueingAlertListener(Builder builder) {
        target = builder.target;
        executor = builder.executor;
        capacity = builder.capacity;
        overflow = builder.overflow;
        failureHandler = builder.failureHandler;
    }

    /**
     * Starts a queue of 1,000 alerts that blocks when it is full.
     *
     * @param target told of each alert, by the executor
     * @param executor runs the hand-over; one that runs it at once, in the calling thread, is fine too
     * @return a new builder
     */
    public static Builder builder(AlertListener target, Executor executor) {
        return new Builder(target, executor);
    }

    /**
     * Puts an alert into the queue. One that finds the queue full meets the fate of {@link Overflow}. One that comes after
     * {@link #close} is dropped: it is counted, and the failure handler is told.
     */
    @Override
    public void onAlert(Alert alert) {
        Alert victim = null;
        String reason;
        boolean toSchedule;
        synchronized (queue) {
            boolean hasRoom = hasRoom();
            boolean takesTheOldestsPlace = !hasRoom && !closed && overflow == Overflow.DROP_OLDEST;
            if (!hasRoom) {
                victim = takesTheOldestsPlace ? queue.remove() : alert;
                dropped++;
            }
            if (hasRoom || takesTheOldestsPlace) {
                queue.add(alert);
            }
            reason = reason();
            toSchedule = claim();
        }
        if (victim != null) {
            AlertDispatcher.report(failureHandler, target, victim, new RejectedExecutionException(reason));
        }
        if (toSchedule) {
            schedule();
        }
    }

    private boolean hasRoom() {
        if (overflow == Overflow.BLOCK && !hasRoomInTime()) {
            return false;
        }
        return !closed && (overflow == Overflow.BLOCK || queue.size() < capacity);
    }

    private String reason() {
        if (closed) {
            return "the queue is closed";
        }
        return overflow == Overflow.BLOCK
                ? "interrupted while the queue was full: " + capacity
                : "the queue was full: " + capacity;
    }

    /** Waits for room, or for the end; false if interrupted, which the thread then still is. */
    private boolean hasRoomInTime() {
        Thread current = Thread.currentThread();
        while (!closed && queue.size() >= capacity && drainer != current) {
            try {
                queue.wait();
            } catch (InterruptedException e) {
                current.interrupt();
                return false;
            }
        }
        return true;
    }

    /** Whether a task has to be scheduled; it then counts as scheduled. */
    private boolean claim() {
        if (scheduled || queue.isEmpty()) {
            return false;
        }
        scheduled = true;
        return true;
    }

    private void schedule() {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            executor.execute(() -> {
                begun.set(true);
                drain();
            });
        } catch (RuntimeException e) {
            dropAll(e);
        } catch (Error e) {
            if (!begun.get()) { // as when the system has no thread left
                dropAll(new RejectedExecutionException("the executor failed", e));
            }
            throw e;
        }
    }

    /** Nobody is going to come for them: better told now than kept for ever. */
    private void dropAll(RuntimeException reason) {
        Deque<Alert> victims;
        synchronized (queue) {
            victims = new ArrayDeque<>(queue);
            queue.clear();
            dropped += victims.size();
            scheduled = false;
            wake();
        }
        victims.forEach(alert -> AlertDispatcher.report(failureHandler, target, alert, reason));
    }

    private void drain() {
        boolean done = false;
        try {
            for (Alert alert = next(); alert != null; alert = next()) {
                AlertDispatcher.tell(target, alert, failureHandler);
            }
            done = true;
        } finally {
            if (!done) {
                goOnAfterAnError();
            }
        }
    }

    private @Nullable Alert next() {
        synchronized (queue) {
            Alert alert = queue.poll();
            drainer = alert == null ? null : Thread.currentThread();
            scheduled = alert != null;
            wake();
            return alert;
        }
    }

    /** The Error goes to the executor; the alerts after it are not its. */
    private void goOnAfterAnError() {
        boolean toSchedule;
        synchronized (queue) {
            drainer = null;
            scheduled = false;
            toSchedule = claim();
            wake();
        }
        if (toSchedule) {
            schedule();
        }
    }

    /** Those who wait for room; and those who wait for the end, if it has come. */
    private void wake() {
        queue.notifyAll();
        if (isHandedOver()) {
            drains.forEach(CountDownLatch::countDown);
        }
    }

    private boolean isHandedOver() {
        return queue.isEmpty() && !scheduled;
    }

    /**
     * Waits until no alert waits and none is in hand. Alerts that come meanwhile are taken, and waited for too.
     *
     * @param limit how long to wait at most; zero or less to ask only
     * @return whether all were handed over; if not, {@link #queuedCount} says how many wait
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is dropped
     * @throws IllegalStateException if the other listener calls it in its own alert, which would wait for itself
     */
    public boolean drain(Duration limit) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        synchronized (queue) {
            if (isHandedOver()) {
                return true;
            }
            if (Thread.currentThread().equals(drainer)) {
                throw new IllegalStateException("the listener must not wait for its own alert");
            }
            drains.add(done);
        }
        try {
            return done.await(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
        } finally {
            synchronized (queue) {
                drains.remove(done);
            }
        }
    }

    /**
     * Ends the queue: no alert is taken any more. Those that wait in it are dropped, and so is the alert of a thread that
     * waits for room, which goes on. Each is counted, and the failure handler is told of it. The alert in hand is finished by
     * the executor, and not waited for. Call {@link #drain} before to have all handed over. A second call does nothing.
     */
    @Override
    public void close() {
        Deque<Alert> victims;
        synchronized (queue) {
            closed = true;
            victims = new ArrayDeque<>(queue);
            queue.clear();
            dropped += victims.size();
            wake();
        }
        for (Alert victim : victims) {
            AlertDispatcher.report(
                    failureHandler, target, victim, new RejectedExecutionException("the queue is closed"));
        }
    }

    /**
     * How many alerts were dropped so far, because the queue was full or closed, or the executor took no more.
     *
     * @return their number since this listener was built
     */
    public long droppedCount() {
        synchronized (queue) {
            return dropped;
        }
    }

    /**
     * How many alerts wait to be handed over.
     *
     * @return their number, the one in hand not among them
     */
    public int queuedCount() {
        synchronized (queue) {
            return queue.size();
        }
    }

    /** Collects the options of a queue. Not safe for use by several threads. */
    public static final class Builder {
        private final AlertListener target;
        private final Executor executor;
        private int capacity = 1_000;
        private Overflow overflow = Overflow.BLOCK;
        private ListenerFailureHandler failureHandler = ListenerFailureHandler.LOGGING;

        private Builder(AlertListener target, Executor executor) {
            this.target = requireNonNull(target, "target");
            this.executor = requireNonNull(executor, "executor");
        }

        /**
         * Sets how many alerts may wait.
         *
         * @param value at least 1; default 1,000
         * @return this builder
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder capacity(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("capacity must be at least 1: " + value);
            }
            capacity = value;
            return this;
        }

        /**
         * Sets what happens to an alert that finds the queue full.
         *
         * @param value default {@link Overflow#BLOCK}
         * @return this builder
         */
        public Builder overflow(Overflow value) {
            overflow = requireNonNull(value, "overflow");
            return this;
        }

        /**
         * Sets who is told what the other listener throws, and of each alert that is dropped, with a {@link
         * RejectedExecutionException}.
         *
         * @param value default {@link ListenerFailureHandler#LOGGING}
         * @return this builder
         */
        public Builder failureHandler(ListenerFailureHandler value) {
            failureHandler = requireNonNull(value, "failureHandler");
            return this;
        }

        /**
         * Makes the listener.
         *
         * @return a listener to add to a monitor
         */
        public QueueingAlertListener build() {
            return new QueueingAlertListener(this);
        }
    }
}
