package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.OwnThread;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes alerts and hands each one to a listener once: it drops the ids it knows, unless the alert is announced again
 * on request. An alert is acknowledged after the listener returned; if the listener throws, the alert is logged by its
 * id and acknowledged. A listener that throws {@link AlertRefusedException} leaves the alert on the broker, and the
 * consumer ends. A message that is no alert is logged by its id and acknowledged. It connects by itself, again and
 * again. One thread calls the alert listener, and alerts come in the order of the queue.
 */
public final class AlertConsumer implements AutoCloseable {

    /** Marks an alert that is announced once more on request, by whatever program: it is handed on though it is known. */
    static final String AGAIN_HEADER = "x-heartrate-again";

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final int PREFETCH = 500;
    private static final long CHECK_MS = 1_000;

    private final AlertCodec codec = new AlertCodec();
    private final Link link;
    private final AlertListener listener;
    private final String queue;
    private final String name;
    private final Clock clock;
    private final KnownIds known;
    private final PartitionWatch watch;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch consuming = new CountDownLatch(1);
    private final Thread thread;
    private boolean isStarted;
    private volatile Optional<String> failure = Optional.empty();

    private AlertConsumer(Builder builder) {
        listener = builder.listener;
        queue = builder.queue;
        name = builder.name;
        clock = builder.clock;
        known = new KnownIds(builder.knownIds, builder.knownFor);
        watch = new PartitionWatch(builder.partitions, builder.partitionListener);
        String threadName = "heartrate alerts " + name;
        link = new Link(builder.broker, threadName, AmqpMetrics.NONE);
        thread = OwnThread.of(
                threadName, () -> link.use(this::consume), stop, death -> failure = Optional.of(death.reason()));
    }

    /**
     * Starts the description of a consumer.
     *
     * @param broker where the alerts are
     * @param listener told of each alert, one after another
     * @return a new builder; everything else has a default
     */
    public static Builder builder(Broker broker, AlertListener listener) {
        return new Builder(broker, listener);
    }

    /**
     * Begins to connect and to consume. If no broker can be reached this returns all the same, and the consumer connects
     * as soon as there is one.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (isStarted || stop.getCount() == 0) {
            throw new IllegalStateException("a consumer is started once");
        }
        isStarted = true;
        thread.start();
    }

    /**
     * Waits until alerts are being consumed for the first time.
     *
     * @param limit how long to wait
     * @return false if it takes longer, for example because the broker can't be reached, or nobody has started it
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitConsuming(Duration limit) throws InterruptedException {
        return consuming.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Why it has given up: the listener refused an alert, or the consumer's thread has died. That is logged, too, and
     * nobody tells of silent partitions any more. Close the consumer and build another.
     *
     * @return empty while it consumes or tries to, and after it was closed in order
     */
    public Optional<String> failure() {
        return failure;
    }

    /** Consumes until the channel, its consumer or its connection ends, or the consumer is closed. */
    private boolean consume(Connection opened) throws IOException, InterruptedException {
        Channel channel = Channels.open(opened);
        Deliveries deliveries = new Deliveries(channel);
        channel.addShutdownListener(deliveries::end);
        channel.basicQos(PREFETCH);
        watch.listenFrom(clock.instant());
        channel.basicConsume(queue, false, consumerTag(), deliveries);
        consuming.countDown();
        while (stop.getCount() > 0 && !deliveries.awaitEnd()) {
            check();
        }
        return true;
    }

    private String consumerTag() {
        return "heartrate-alerts-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void check() {
        try {
            watch.check(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("alerts {}: the listener failed on a silent partition", name, e);
        }
    }

    /**
     * Stops consuming; what is unacknowledged goes back to its queue. The alert in hand is finished first, for up to 10
     * s. Doing it twice is no error.
     */
    @Override
    public void close() {
        synchronized (this) {
            stop.countDown(); // from now on it is not started any more
        }
        link.close();
        try {
            thread.join(Channels.CLOSE_LIMIT.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Deliveries extends DefaultConsumer {

        private final CountDownLatch ended = new CountDownLatch(1);

        Deliveries(Channel channel) {
            super(channel);
        }

        boolean awaitEnd() throws InterruptedException {
            return ended.await(CHECK_MS, TimeUnit.MILLISECONDS);
        }

        void end(ShutdownSignalException cause) {
            if (stop.getCount() > 0) {
                LOG.warn("alerts {}: the channel ended: {}", name, cause.getMessage());
            }
            ended.countDown();
        }

        @Override
        public void handleCancel(String tag) {
            LOG.warn("alerts {}: the broker cancelled the consumer of \"{}\"", name, queue);
            ended.countDown();
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            if (stop.getCount() == 0) {
                return; // goes back to its queue
            }
            try {
                if (SystemMessage.CONTENT_TYPE.equals(properties.getContentType())) {
                    watch.heard(SystemMessage.decode(body).partition(), clock.instant());
                } else {
                    hand(codec.decode(body), properties);
                }
            } catch (UndecodableMessageException e) {
                LOG.warn("alerts {}: skipped message {}: {}", name, properties.getMessageId(), e.getMessage());
            } catch (AlertRefusedException e) {
                LOG.error("alerts {}: the listener refused {}, so consuming ends", name, properties.getMessageId(), e);
                failure = Optional.of("the listener refused " + properties.getMessageId() + ": " + e.getMessage());
                stop.countDown();
                link.openNoMore();
                ended.countDown();
                return;
            } catch (RuntimeException e) {
                LOG.error("alerts {}: the listener failed on {}", name, properties.getMessageId(), e);
            }
            try {
                getChannel().basicAck(envelope.getDeliveryTag(), false);
            } catch (AlreadyClosedException e) {
                LOG.debug("alerts {}: {} comes again", name, properties.getMessageId(), e);
            }
        }

        private void hand(Alert alert, BasicProperties properties) {
            Instant now = clock.instant();
            boolean again = properties.getHeaders() != null
                    && Boolean.TRUE.equals(properties.getHeaders().get(AGAIN_HEADER));
            if (known.add(alert.id(), now) || again) {
                listener.onAlert(alert);
            }
        }
    }

    /** Collects the options of a consumer. Not safe for use by several threads. */
    public static final class Builder {

        private final Broker broker;
        private final AlertListener listener;
        private String queue = Topology.partitioned(1).alertsQueue();
        private String name = "receiver";
        private int knownIds = 100_000;
        private Duration knownFor = Duration.ofHours(24);
        private int partitions;
        private PartitionListener partitionListener = new LoggingPartitionListener();
        private Clock clock = Clock.systemUTC();

        private Builder(Broker broker, AlertListener listener) {
            this.broker = requireNonNull(broker, "broker");
            this.listener = requireNonNull(listener, "listener");
        }

        /**
         * Sets the queue to consume.
         *
         * @param value bound to the alerts exchange; default {@code heartrate.alerts}. For a topology of another
         *     name it is {@link Topology#alertsQueue}
         * @return this builder
         */
        public Builder queue(String value) {
            queue = requireNonNull(value, "queue");
            return this;
        }

        /**
         * Names the receiver for operators: its connection is called {@code heartrate alerts NAME}.
         *
         * @param value default {@code receiver}
         * @return this builder
         */
        public Builder name(String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /**
         * Bounds the ids that are remembered: beyond either bound the oldest is forgotten, and would be handed on again.
         *
         * @param count at least 1; default 100,000
         * @param age positive; default 24 h
         * @return this builder
         * @throws IllegalArgumentException if a bound is too low
         */
        public Builder known(int count, Duration age) {
            if (count < 1 || age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException("known must be at least 1 and for some time: " + count + ", " + age);
            }
            knownIds = count;
            knownFor = age;
            return this;
        }

        /**
         * Sets which partitions must be heard of, even if they never were.
         *
         * @param count at least 0; by default a partition is watched once it was heard of
         * @param told of partitions that go silent; by default they are logged
         * @return this builder
         * @throws IllegalArgumentException if the count is negative
         */
        public Builder partitions(int count, PartitionListener told) {
            if (count < 0) {
                throw new IllegalArgumentException("partitions must not be negative: " + count);
            }
            partitions = count;
            partitionListener = requireNonNull(told, "told");
            return this;
        }

        /**
         * Sets the clock by which silence and the age of ids are judged.
         *
         * @param value default the system's
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /**
         * Makes the consumer; {@link AlertConsumer#start} starts it.
         *
         * @return a new consumer, to be closed
         */
        public AlertConsumer build() {
            return new AlertConsumer(this);
        }
    }

    private static final class LoggingPartitionListener implements PartitionListener {
        @Override
        public void onSilent(int partition, Instant lastHeard) {
            LOG.error("nobody watches partition {}: last heard of at {}", partition, lastHeard);
        }

        @Override
        public void onHeardAgain(int partition) {
            LOG.info("partition {} is watched again", partition);
        }
    }
}
