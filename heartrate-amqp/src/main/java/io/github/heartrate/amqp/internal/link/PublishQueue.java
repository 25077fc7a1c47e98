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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What was published and has no result yet. Knows no broker. Safe for use by several threads.
 *
 * <p>What is published waits for what was published before of its patients, or is ready, or is in a message that is under
 * way with the one thread that takes. From there it is settled, or its message is put back in front of the ready ones when
 * its channel broke; either way what waits for it stays behind it. A reading that may share a message is ready in the
 * lane of its partition, and brings along what waits for it alone.
 *
 * <p>One lock guards all of this. Three conditions are waited for: that something may go (by the thread that takes), that
 * there is room (by callers that publish), and that nothing is left (by a flush or a close). Results are completed with
 * the lock free, on the thread that brings them, since an application's code may run there.
 */
public final class PublishQueue {

    private static final int MOST_AT_ONCE = 64;

    private final int capacity;
    private final Backpressure backpressure;
    private final Function<List<SingleReading>, Outbound> writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final PatientOrder<Published> order = new PatientOrder<>();
    private final Deque<Message> ready = new ArrayDeque<>();
    private final Map<String, Lane> lanes = new HashMap<>();

    /** The lanes that are due, in turn. */
    private final Set<Lane> due = new LinkedHashSet<>();

    private long published;
    private int unsettled;
    private boolean isOpen = true;
    private boolean isBlocked;
    private Optional<OwnThread.Death> death = Optional.empty();

    /** The threads that complete results; a caller on one of them would wait for itself. */
    private final ThreadLocal<Boolean> completing = ThreadLocal.withInitial(() -> false);

    /** Readings are written by {@code writer}, at least one at a time, on the thread that sends. */
    public PublishQueue(int capacity, Backpressure backpressure, Function<List<SingleReading>, Outbound> writer) {
        this.capacity = capacity;
        this.backpressure = backpressure;
        this.writer = writer;
    }

    /** Adds a message, once there is room. */
    public CompletableFuture<PublishResult> add(Collection<String> patients, Outbound content) {
        return add(patients, number -> Published.whole(number, content));
    }

    /** Adds a reading that may share a message, once there is room. */
    public CompletableFuture<PublishResult> add(SingleReading reading) {
        return add(List.of(reading.reading().patientId()), number -> Published.reading(number, reading));
    }

    private CompletableFuture<PublishResult> add(Collection<String> patients, LongFunction<Published> publication) {
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
            Place<Published> place = order.add(publication.apply(published++), patients);
            if (place.isFirst()) {
                makeReady(place);
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

    private void makeReady(Place<Published> place) {
        Optional<SingleReading> reading = place.message().reading();
        if (reading.isEmpty()) {
            ready.addLast(Message.whole(place));
            work.signal();
            return;
        }
        Lane lane = lanes.computeIfAbsent(reading.get().routingKey(), key -> new Lane());
        lane.add(place);
        look(lane);
    }

    /** Whether a lane is due may have changed. */
    private void look(Lane lane) {
        if (lane.isDue() && due.add(lane)) {
            work.signal();
        }
    }

    /**
     * Takes what may go out, waiting for it up to the limit. Empty if there is nothing by then, or once {@code ended} is
     * true, which {@link #wake} makes it see.
     */
    List<Message> take(BooleanSupplier ended, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!ended.getAsBoolean() && hasNothingToSend() && left > 0) {
                left = work.awaitNanos(left);
            }
            return ended.getAsBoolean() || hasNothingToSend() ? List.of() : takeNow();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasNothingToSend() {
        return isBlocked || (ready.isEmpty() && due.isEmpty());
    }

    /** Takes what may go out at this moment. */
    List<Message> takeNow() {
        lock.lock();
        try {
            List<Message> taken = new ArrayList<>();
            while (taken.size() < MOST_AT_ONCE && !ready.isEmpty()) {
                taken.add(ready.removeFirst());
            }
            int most = taken.size() + MOST_AT_ONCE;
            while (taken.size() < most && !due.isEmpty()) {
                taken.add(pack(due.iterator().next()));
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private Message pack(Lane lane) {
        due.remove(lane);
        Message message = Message.packed(lane.take(), lane, writer);
        look(lane);
        return message;
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

    /** Gives messages their result and frees what waited for them. */
    void settle(List<Message> messages, PublishResult result) {
        remove(messages);
        complete(messages, published -> published.complete(result));
    }

    private void remove(List<Message> messages) {
        lock.lock();
        try {
            for (Message message : messages) {
                for (Place<Published> place : message.places()) {
                    unsettled--;
                    room.signal();
                    order.remove(place).stream()
                            .filter(freed -> !freed.message().isTaken())
                            .forEach(this::makeReady);
                }
                message.lane().ifPresent(lane -> {
                    lane.settled();
                    look(lane);
                });
            }
            if (unsettled == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void complete(List<Message> messages, Consumer<CompletableFuture<PublishResult>> completion) {
        completing.set(true);
        try {
            for (Message message : messages) {
                for (Place<Published> place : message.places()) {
                    completion.accept(place.message().result());
                }
            }
        } finally {
            completing.set(false);
        }
    }

    /** Puts back, in front, what was under way when a channel died. */
    void repeat(List<Message> lost) {
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
        for (Optional<Message> next = poll(); next.isPresent(); next = poll()) {
            List<Message> abandoned = List.of(next.get());
            remove(abandoned); // makes ready what waited for it
            complete(abandoned, published -> published.completeExceptionally(failure));
        }
    }

    private Optional<Message> poll() {
        lock.lock();
        try {
            return ready.isEmpty() ? due.stream().findFirst().map(this::pack) : Optional.of(ready.removeFirst());
        } finally {
            lock.unlock();
        }
    }
}
