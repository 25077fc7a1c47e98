package io.github.heartrate.toolkit.bridge;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.MqttReadingCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what MQTT devices publish to {@code vitals/<patient>/hr} to the patients' partitions. Bindings alone can't do this
 * for patients who are not known beforehand: a topic exchange cannot compute a partition, and RabbitMQ's hash exchanges
 * compute another one.
 *
 * <p>The bridge declares a quorum queue {@code <name>.mqtt}, bound to {@code amq.topic} by {@code vitals.#.hr}, and takes
 * from it one message after the other. A message is acknowledged after the broker has confirmed its reading in the
 * partition, so none is lost if the bridge dies; what is delivered again is recognised by its time. The order of a patient is
 * kept. Of several bridges one is active. What can't be read is parked as it came, with its reason, and acknowledged after
 * that; so is a topic whose patient has a dot or a slash, since both arrive as dots.
 *
 * <p>A reading is judged by the {@code timestamp} in its body; a body without one is parked. MQTT 3.1.1 gives a message no
 * time of its own, so the check against readings of the future goes by the time at which the bridge publishes it. Devices
 * publish with QoS 1 and with one message under way.
 *
 * <p>If the broker refuses or cannot be reached, the bridge begins again after a second. Safe for use by several threads.
 */
@SuppressWarnings("exports") // a user of the bridges requires heartrate-amqp too
public final class MqttBridge implements AutoCloseable {

    /** The binding of the bridge's queue to {@code amq.topic}. */
    public static final String BINDING = "vitals.#.hr";

    private static final Logger LOG = LoggerFactory.getLogger(MqttBridge.class);
    private static final String EXCHANGE = "amq.topic";
    private static final int PREFETCH = 500;
    private static final int DELIVERY_LIMIT = 1_000_000; // what 4.x takes for unlimited would drop at once on 3.x
    private static final long PAUSE_MS = 1_000;
    private static final int CLOSE_LIMIT_MS = 10_000;
    private static final Map<String, Object> ARGUMENTS = Map.of(
            "x-queue-type",
            "quorum",
            "x-single-active-consumer",
            true,
            "x-delivery-limit",
            DELIVERY_LIMIT,
            "x-overflow",
            "reject-publish");

    private final Broker broker;
    private final String queue;
    private final MessageCodec codec;
    private final Outlet outlet;
    private final LongAdder published = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch consuming = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "heartrate-mqtt-bridge");

    /**
     * A bridge of JSON readings, see {@link MqttReadingCodec}.
     *
     * @param broker that has the MQTT plug-in, and the partitions
     * @param topology of the readings; it must have been declared
     */
    public MqttBridge(Broker broker, Topology topology) {
        this(broker, topology, new MqttReadingCodec());
    }

    /**
     * A bridge of another format.
     *
     * @param broker that has the MQTT plug-in, and the partitions
     * @param topology of the readings; it must have been declared
     * @param codec of all messages; their routing key is the topic, with dots for slashes
     */
    public MqttBridge(Broker broker, Topology topology, MessageCodec codec) {
        this.broker = requireNonNull(broker, "broker");
        this.codec = requireNonNull(codec, "codec");
        this.queue = topology.name() + ".mqtt";
        this.outlet = new Outlet(broker, topology, "mqtt bridge", queue);
        thread.setDaemon(true);
    }

    /**
     * Begins to connect and to consume.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    public void start() {
        thread.start();
        outlet.start();
    }

    /**
     * Waits until the queue is declared and consumed for the first time; devices that publish earlier are not heard.
     *
     * @param limitMillis how long to wait
     * @return false if it takes longer
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitConsuming(long limitMillis) throws InterruptedException {
        return consuming.await(limitMillis, TimeUnit.MILLISECONDS);
    }

    /**
     * Where it takes messages from.
     *
     * @return the queue's name
     */
    public String queue() {
        return queue;
    }

    /**
     * How many readings are confirmed in their partitions.
     *
     * @return since the start
     */
    public long published() {
        return published.sum();
    }

    /**
     * How many messages and readings were parked.
     *
     * @return since the start
     */
    public long parked() {
        return parked.sum();
    }

    private void run() {
        try {
            do {
                try (Connection connection = broker.connect("heartrate mqtt bridge")) {
                    consume(connection);
                } catch (IOException | TimeoutException | RuntimeException e) {
                    LOG.warn("begins again: {}", e.getMessage());
                }
            } while (!closed.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is closed; fails when anything is not confirmed, so that what is not acknowledged comes again. */
    private void consume(Connection connection) throws IOException, InterruptedException {
        Channel channel = connection.createChannel();
        channel.queueDeclare(queue, true, false, false, ARGUMENTS);
        channel.queueBind(queue, EXCHANGE, BINDING);
        channel.basicQos(PREFETCH);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        channel.addShutdownListener(failure::completeExceptionally);
        String tag = channel.basicConsume(
                queue,
                false,
                (consumer, delivery) -> take(channel, delivery, failure),
                consumer -> failure.completeExceptionally(new IOException("the broker ended the subscription")));
        LOG.debug("consuming {} as {}", queue, tag);
        consuming.countDown();
        while (!closed.await(PAUSE_MS / 10, TimeUnit.MILLISECONDS)) {
            if (failure.isCompletedExceptionally()) {
                throw new IOException(failure.handle((none, cause) -> String.valueOf(cause.getMessage()))
                        .join());
            }
        }
    }

    private void take(Channel channel, Delivery delivery, CompletableFuture<Void> failure) {
        if (failure.isDone() || closed.getCount() == 0) {
            return;
        }
        Instant now = Instant.now();
        BasicProperties properties = delivery.getProperties();
        String contentType = properties.getContentType() == null ? codec.contentType() : properties.getContentType();
        try {
            ReadingBatch batch = codec.decode(message(delivery));
            parked.add(batch.bad().size());
            CompletableFuture<Void> unused = outlet.put(batch, contentType, now)
                    .thenRun(() -> published.add(batch.readings().size()))
                    .thenRun(() -> acknowledge(channel, delivery, failure))
                    .whenComplete((none, cause) -> {
                        if (cause != null) {
                            failure.completeExceptionally(cause);
                        }
                    });
        } catch (UndecodableMessageException e) {
            try {
                outlet.park(delivery.getBody(), contentType, String.valueOf(e.getMessage()), now);
                parked.increment();
                acknowledge(channel, delivery, failure);
            } catch (IOException notParked) {
                failure.completeExceptionally(notParked);
            }
        }
    }

    private ReceivedMessage message(Delivery delivery) {
        BasicProperties properties = delivery.getProperties();
        return new ReceivedMessage(
                delivery.getBody(),
                queue,
                delivery.getEnvelope().getRoutingKey(),
                Optional.ofNullable(properties.getContentType()),
                Optional.ofNullable(properties.getTimestamp()).map(date -> date.toInstant()),
                Optional.ofNullable(properties.getMessageId()),
                Map.of());
    }

    private static void acknowledge(Channel channel, Delivery delivery, CompletableFuture<Void> failure) {
        try {
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    /**
     * Takes no more and closes; what is under way and not acknowledged stays in the queue and is taken again. Doing it twice
     * is no error.
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outlet.close();
    }
}
