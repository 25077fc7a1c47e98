package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.PublishQueue.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sends what a queue holds, on a connection that it opens again whenever it breaks. No other thread
 * writes, so a broker that stops reading holds up nobody but the loop.
 */
final class PublishingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingLoop.class);

    private final Broker broker;
    private final String name;
    private final PublishQueue queue;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile PublisherState state = PublisherState.CONNECTING;

    PublishingLoop(Broker broker, String name, PublishQueue queue, Consumer<OwnThread.Death> owner) {
        this.broker = broker;
        this.name = name;
        this.queue = queue;
        thread = OwnThread.of(name, this::run, stop, death -> {
            state = PublisherState.DOWN;
            queue.fail(death);
            owner.accept(death);
        });
    }

    void start() {
        thread.start();
    }

    PublisherState state() {
        return state;
    }

    /** Breaks off what is going on. What was under way is back in the queue when this returns. */
    void stop() {
        stop.countDown();
        state = PublisherState.CLOSED;
        queue.wake();
        connection.ifPresent(Closing::quietly);
        try {
            thread.join(Broker.closeLimit().toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws InterruptedException {
        while (!isStopped()) {
            try {
                send();
            } catch (IOException | TimeoutException | RuntimeException e) {
                LOG.warn("{}: no connection to {}: {}", name, broker, e.toString());
            }
            waitBeforeTheNextAttempt();
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void waitBeforeTheNextAttempt() throws InterruptedException {
        if (!isStopped()) {
            state = PublisherState.CONNECTING;
            Duration delay = backoff.next();
            if (stop.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                state = PublisherState.CLOSED;
            }
        }
    }

    /** Sends until the channel breaks or the loop is stopped. */
    private void send() throws IOException, TimeoutException, InterruptedException {
        Connection opened = broker.connect(name);
        connection = Optional.of(opened);
        Sending sending = new Sending();
        try {
            queue.block(false);
            opened.addBlockedListener(this::blocked, this::unblocked);
            ConfirmingChannel<Message> channel = new ConfirmingChannel<>(opened, sending);
            state = PublisherState.CONNECTED;
            while (!sending.isOver()) {
                for (Message message : queue.take(sending::isOver)) {
                    channel.publish(message, message.content());
                }
            }
        } finally {
            Closing.quietly(opened);
            connection = Optional.empty();
            if (sending.hasConfirms) {
                backoff.reset();
            }
        }
    }

    private void blocked(String reason) {
        LOG.warn("{}: {} takes no messages for now: {}", name, broker, reason);
        queue.block(true);
        state = PublisherState.BLOCKED;
    }

    private void unblocked() {
        LOG.info("{}: {} takes messages again", name, broker);
        state = PublisherState.CONNECTED;
        queue.block(false);
    }

    /** What becomes of the messages of one channel. */
    private final class Sending implements ConfirmingChannel.Fate<Message> {

        private volatile boolean isDead;
        private volatile boolean hasConfirms;

        boolean isOver() {
            return isDead || isStopped();
        }

        @Override
        public void settled(List<Message> messages, PublishResult result) {
            hasConfirms = true;
            queue.settle(messages, result);
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
            queue.wake();
        }
    }
}
