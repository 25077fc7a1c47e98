package io.github.heartrate.amqp.internal.link;

import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.NotPublishedException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.link.PatientOrder.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The messages of a publisher that have no result yet. Knows no broker. Safe for use by several threads.
 *
 * <p>A message waits for an earlier one of its patients, or is ready, or is under way with the one thread that takes.
 * From there it is settled, or put back in front of the ready ones when its channel broke; either way those that wait for
 * it stay behind it. One lock guards all of this. Three conditions are waited for: that something is ready (by the thread
 * that takes), that there is room (by callers that publish), and that nothing is left (by a flush or a close). Results
 * are completed with the lock free, on the thread that brings them, since an application's code may run there.
 */
public final class PublishQueue {

    /** A message and what becomes of it. */
    record Message(Outbound content, CompletableFuture<PublishResult> result) {}

    private static final int MOST_AT_ONCE = 64;

    private final int capacity;
    private final Backpressure backpressure;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final PatientOrder<Message> order = new PatientOrder<>();
    private final Deque<Place<Message>> ready = new ArrayDeque<>();
    private int unsettled;
    private boolean isOpen = true;
    private boolean isBlocked;
    private Optional<OwnThread.Death> death = Optional.empty();

    /** The threads that complete results; a caller on one of them would wait for itself. */
    private final ThreadLocal<Boolean> completing = ThreadLocal.withInitial(() -> false);

    public PublishQueue(int capacity, Backpressure backpressure) {
        this.capacity = capacity;
        this.backpressure = backpressure;
    }

    /** Adds a message, once there is room. */
    public CompletableFuture<PublishResult> add(Collection<String> patients, Outbound content) {
        lock.lock();
        try {
            while (isOpen && death.isEmpty() && unsettled >= capacity) {
                if (backpressure == Backpressure.FAIL || completing.get()) {
                    return CompletableFuture.failedFuture(
                            new NotPublishedException("not published: " + capacity + " messages have no result yet"));
                }
                room.await();
            }
            if (!isOpen) {
                throw new IllegalStateException("the publisher is closed");
            }
            if (death.isPresent()) {
                return CompletableFuture.failedFuture(notPublished(death.get()));
            }
            unsettled++;
            Place<Message> place = order.add(new Message(content, new CompletableFuture<>()), patients);
            if (place.isFirst()) {
                ready.addLast(place);
                work.signal();
            }
            return place.message().result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(
                    new NotPublishedException("not published: interrupted while waiting for room", e));
        } finally {
            lock.unlock();
        }
    }

    /** Takes what may go out, waiting for it; empty once {@code ended} is true, which {@link #wake} makes it see. */
    List<Place<Message>> take(BooleanSupplier ended) throws InterruptedException {
        lock.lock();
        try {
            while (!ended.getAsBoolean() && (isBlocked || ready.isEmpty())) {
                work.await();
            }
            List<Place<Message>> taken = new ArrayList<>(Math.min(ready.size(), MOST_AT_ONCE));
            while (!ended.getAsBoolean() && taken.size() < MOST_AT_ONCE && !ready.isEmpty()) {
                taken.add(ready.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** While blocked nothing is taken. */
    void block(boolean blocked) {
        lock.lock();
        try {
            isBlocked = blocked;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives messages their result and frees those that waited for them. */
    void settle(List<Place<Message>> places, PublishResult result) {
        remove(places);
        complete(() -> places.forEach(place -> place.message().result().complete(result)));
    }

    private void remove(List<Place<Message>> places) {
        List<Place<Message>> freed = new ArrayList<>();
        lock.lock();
        try {
            for (Place<Message> place : places) {
                unsettled--;
                freed.addAll(order.remove(place));
                room.signal();
            }
            if (!freed.isEmpty()) {
                ready.addAll(freed);
                work.signal();
            }
            if (unsettled == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void complete(Runnable completion) {
        completing.set(true);
        try {
            completion.run();
        } finally {
            completing.set(false);
        }
    }

    /** Puts back, in front, what was under way when a channel died. */
    void repeat(List<Place<Message>> lost) {
        Optional<OwnThread.Death> nobodySends;
        lock.lock();
        try {
            for (int i = lost.size() - 1; i >= 0; i--) {
                ready.addFirst(lost.get(i));
            }
            work.signalAll();
            nobodySends = death;
        } finally {
            lock.unlock();
        }
        nobodySends.ifPresent(cause -> abandon(notPublished(cause)));
    }

    /** The thread that sends has died: what is left has failed, and so does everything that is added later. */
    void fail(OwnThread.Death cause) {
        lock.lock();
        try {
            death = Optional.of(cause);
            room.signalAll();
        } finally {
            lock.unlock();
        }
        abandon(notPublished(cause));
    }

    private static AmqpException notPublished(OwnThread.Death death) {
        return new NotPublishedException("not published: " + death.reason(), death.cause());
    }

    /** How many have no result yet. */
    public int unsettled() {
        lock.lock();
        try {
            return unsettled;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all have their results; false if that takes longer. */
    public boolean awaitSettled(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (unsettled > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return unsettled == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more messages; callers that wait for room are refused. */
    public void close() {
        lock.lock();
        try {
            isOpen = false;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up on all that are left, once nothing is under way any more. */
    public void abandon(String reason) {
        abandon(new NotPublishedException(reason));
    }

    private void abandon(AmqpException failure) {
        for (Optional<Place<Message>> next = poll(); next.isPresent(); next = poll()) {
            Place<Message> place = next.get();
            remove(List.of(place)); // makes those ready that waited for it
            complete(() -> place.message().result().completeExceptionally(failure));
        }
    }

    private Optional<Place<Message>> poll() {
        lock.lock();
        try {
            return Optional.ofNullable(ready.pollFirst());
        } finally {
            lock.unlock();
        }
    }
}
