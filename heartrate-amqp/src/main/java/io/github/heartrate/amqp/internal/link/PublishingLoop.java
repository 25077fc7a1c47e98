package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sends what a queue holds, on a link of its own. No other thread writes, so a broker that stops reading holds up nobody but the loop.
 */
public final class PublishingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingLoop.class);

    private final String name;
    private final PublishQueue queue;
    private final Link link;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isStarted;
    private volatile boolean isDead;

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
        return link.isBlocked() ? PublisherState.BLOCKED : PublisherState.CONNECTED;
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
        while (!sending.isOver()) {
            send(queue.take(sending::isOver), channel);
        }
        return sending.hasConfirms;
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
