package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sends what a queue holds, on a link of its own. No other thread writes, so a broker that stops reading holds up nobody but the loop.
 */
public final class PublishingLoop {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

    /** After so long patience begins anew. */
    private static final Duration LASTED = Duration.ofMinutes(5);

    /** A connection that has refused nothing for so long, and settles its messages, is better than the one before it. */
    private static final Duration PROVEN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PublishingLoop.class);

    private final String name;
    private final PublishQueue queue;
    private final Link link;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isStarted;
    private volatile boolean isDead;
    private volatile Optional<ConfirmingChannel<Message>> current = Optional.empty();

    /** A connection on which a message has no result for so long is opened again. Used by the loop's thread. */
    private Duration patience = ConfirmWatch.LIMIT;

    /** A message was overdue, on this connection or the last one, and no connection is proven since. */
    private volatile boolean isSuspect;

    public PublishingLoop(Broker broker, String name, PublishQueue queue, Consumer<OwnThread.Death> owner) {
        this.name = name;
        this.queue = queue;
        link = new Link(broker, name, AmqpMetrics.NONE);
        thread = OwnThread.of(name, () -> link.use(this::send), stop, death -> {
            isDead = true;
            queue.fail(death);
            owner.accept(death);
        });
    }

    /** Starts the thread. */
    public synchronized void start() {
        if (isStarted || isStopped()) {
            throw new IllegalStateException("a publisher is started once");
        }
        isStarted = true;
        thread.start();
    }

    public PublisherState state() {
        if (isStopped()) {
            return PublisherState.CLOSED;
        }
        if (!isStarted) {
            return PublisherState.NEW;
        }
        if (isDead) {
            return PublisherState.DOWN;
        }
        if (link.current().isEmpty()) {
            return PublisherState.CONNECTING;
        }
        if (link.isBlocked()) {
            return PublisherState.BLOCKED;
        }
        return isSuspect || current.filter(PublishingLoop::isOverdue).isPresent()
                ? PublisherState.UNCONFIRMED
                : PublisherState.CONNECTED;
    }

    private static boolean isOverdue(ConfirmingChannel<Message> channel) {
        return channel.unsettledFor().compareTo(ConfirmWatch.LIMIT) >= 0;
    }

    /** Breaks off what is going on. What was under way is back in the queue when this returns. */
    public void stop() {
        synchronized (this) {
            stop.countDown(); // from now on it is not started any more
        }
        queue.wake();
        link.close();
        try {
            thread.join(Channels.CLOSE_LIMIT.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Sends until the channel breaks or the loop is stopped. */
    private boolean send(Connection opened) throws IOException, InterruptedException {
        Sending sending = new Sending();
        queue.block(false);
        opened.addBlockedListener(this::blocked, this::unblocked);
        ConfirmingChannel<Message> channel = new ConfirmingChannel<>(opened, sending);
        current = Optional.of(channel);
        long since = System.nanoTime();
        while (!sending.isOver() && !isStuck(channel, sending, since)) {
            send(queue.take(sending::isOver, LOOK), channel);
        }
        return sending.hasConfirms;
    }

    /**
     * Whether to give the connection up. A channel of RabbitMQ 3 whose node was cut off from the others and found them again
     * never confirms what it took meanwhile; another channel of the same node does. A network may also just be slow, so
     * patience grows, until a connection has lasted.
     */
    private boolean isStuck(ConfirmingChannel<Message> channel, Sending sending, long sinceNanos) {
        if (link.isBlocked()) {
            channel.excuse();
            return false;
        }
        Duration age = Duration.ofNanos(System.nanoTime() - sinceNanos);
        Duration waited = channel.unsettledFor();
        sending.repeatRefused();
        boolean isProven =
                age.compareTo(PROVEN) > 0 && waited.compareTo(LOOK.multipliedBy(2)) < 0 && !sending.hasRefusedJustNow();
        isSuspect = waited.compareTo(ConfirmWatch.LIMIT) >= 0 || (isSuspect && !isProven);
        if (age.compareTo(LASTED) > 0) {
            patience = ConfirmWatch.LIMIT;
        }
        if (waited.compareTo(patience) < 0) {
            return false;
        }
        link.avoidThisNode();
        LOG.warn("{}: the broker has not confirmed a message for {} s, connecting again", name, waited.toSeconds());
        Duration doubled = patience.multipliedBy(2);
        patience = doubled.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : doubled;
        return true;
    }

    private void send(List<Message> messages, ConfirmingChannel<Message> channel) {
        int sent = 0;
        try {
            for (Message message : messages) {
                Outbound content = message.content();
                sent++; // from here on the channel tells its fate
                channel.publish(message, content);
            }
        } finally {
            queue.repeat(messages.subList(sent, messages.size())); // none, but for an error
        }
    }

    private void blocked(String reason) {
        LOG.warn("{}: the broker takes no messages for now: {}", name, reason);
        queue.block(true);
    }

    private void unblocked() {
        LOG.info("{}: the broker takes messages again", name);
        queue.block(false);
    }

    /** What becomes of the messages of one channel. */
    private final class Sending implements ConfirmingChannel.Fate<Message> {

        /** Guarded by itself. */
        private final List<Message> refused = new ArrayList<>();

        private volatile long lookedNanos = System.nanoTime();
        private volatile long refusedNanos = lookedNanos - PROVEN.toNanos();
        private volatile boolean isDead;
        private volatile boolean hasConfirms;

        boolean isOver() {
            return isDead || isStopped();
        }

        @Override
        public void settled(List<Message> messages, PublishResult result) {
            hasConfirms = true;
            if (result == PublishResult.NACKED && isSuspect) {
                refuse(messages);
            } else {
                queue.settle(messages, result);
            }
        }

        /** A node that finds no leader of a queue refuses what was under way on the connection before this one. */
        private void refuse(List<Message> messages) {
            refusedNanos = System.nanoTime();
            synchronized (refused) {
                refused.addAll(messages);
            }
            if (isDead) {
                repeatAllRefused();
            }
        }

        boolean hasRefusedJustNow() {
            return System.nanoTime() - refusedNanos < PROVEN.toNanos();
        }

        /** Lets what was refused be sent again, every second or so. */
        void repeatRefused() {
            if (System.nanoTime() - lookedNanos >= LOOK.toNanos()) {
                lookedNanos = System.nanoTime();
                repeatAllRefused();
            }
        }

        private void repeatAllRefused() {
            List<Message> again;
            synchronized (refused) {
                again = List.copyOf(refused);
                refused.clear();
            }
            if (!again.isEmpty()) {
                queue.repeat(again);
            }
        }

        @Override
        public void lost(List<Message> messages, Throwable cause) {
            queue.repeat(messages);
            if (!isOver()) {
                LOG.warn(
                        "{}: the channel broke, {} messages will be repeated: {}",
                        name,
                        messages.size(),
                        cause.toString());
            }
            isDead = true;
            repeatAllRefused();
            queue.wake();
        }
    }
}
