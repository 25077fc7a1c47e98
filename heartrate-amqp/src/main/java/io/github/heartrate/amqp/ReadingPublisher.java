package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.NotPublishedException;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.internal.link.OwnThread;
import io.github.heartrate.amqp.internal.link.PublishQueue;
import io.github.heartrate.amqp.internal.link.PublishingLoop;
import io.github.heartrate.amqp.internal.link.SingleReading;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Publishes readings and control inputs, each to its patient's partition: persistent, mandatory, with confirms, on a
 * connection of its own that is opened again whenever it breaks.
 *
 * <p>Order: a patient has at most one message under way; the next one waits for its result. A message of unknown outcome
 * (its connection broke before the confirm) is repeated on the next connection before any newer one of its patients, so
 * a reading may arrive twice but never late. The publisher never repeats a message that the broker refused ({@link
 * PublishResult#NACKED NACKED}) or could not route ({@link PublishResult#RETURNED RETURNED}), but for one that is refused
 * while it is {@link PublisherState#UNCONFIRMED UNCONFIRMED}. To repeat one yourself, wait
 * for its result before you publish the patient's next reading; otherwise the repeated one arrives late and has no
 * effect. A batch is one message of all its patients.
 *
 * <p>Packing: a reading goes at once and alone while few messages of its partition are under way. If it has to wait, for
 * the result of its patient's message or for one of the many of its partition, it goes together with what else waits:
 * up to 250 readings of one partition in one message, those of a patient in their order. Each reading has its own result,
 * which is its message's. {@link Builder#packing} turns it off.
 *
 * <p>Results are completed on the connection's thread, where nothing should block; to publish there when there is no
 * room fails at once. Every result is completed exactly once. Safe for use by several threads; what one thread
 * publishes of a patient stays in that order.
 */
public final class ReadingPublisher implements AutoCloseable {

    private static final Duration FOREVER = Duration.ofDays(365);

    /**
     * A reading that is dated further ahead of its publishing goes alone. A consumer parks what is 5 minutes ahead of its
     * message, so it must find such a reading with the time of its own publishing, not with that of a newer one.
     */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    private final Topology topology;
    private final MessageCodec codec;
    private final BatchCodec batches = new BatchCodec();
    private final ControlCodec controls = new ControlCodec();
    private final Clock clock;
    private final Duration closeLimit;
    private final boolean packs;
    private final PublishQueue queue;
    private final PublishingLoop loop;
    private final String idPrefix = UUID.randomUUID().toString().substring(0, 8) + "-";
    private final AtomicLong ids = new AtomicLong();

    private ReadingPublisher(Builder builder) {
        topology = builder.topology;
        codec = builder.codec;
        clock = builder.clock;
        closeLimit = builder.closeLimit;
        packs = builder.packing == Packing.WHAT_WAITS
                && topology.isPartitioned()
                && (codec instanceof JsonReadingCodec || codec instanceof BatchCodec);
        queue = new PublishQueue(builder.maxInFlight, builder.backpressure, this::write);
        loop = new PublishingLoop(builder.broker, "heartrate publisher " + builder.name, queue, builder.owner);
    }

    /**
     * Starts the description of a publisher.
     *
     * @param broker where to publish
     * @param topology where readings go; it must have been declared
     * @return a new builder
     */
    public static Builder builder(Broker broker, Topology topology) {
        return new Builder(broker, topology);
    }

    /**
     * Begins to connect and to publish. That the broker can't be reached shows in {@link #state}.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        loop.start();
    }

    /**
     * Publishes a reading or a control input.
     *
     * @param input what to publish
     * @return what became of it; exceptional, with an {@link AmqpException}, if there is no room and the caller does not
     *     wait, if the publisher is closed first, or if its thread has died
     * @throws IllegalArgumentException if the layout can't express the input
     * @throws UnsupportedOperationException if the codec only reads
     * @throws IllegalStateException if the publisher is not started yet, or closed
     */
    public CompletableFuture<PublishResult> publish(Input.OfPatient input) {
        String patientId = input.patientId();
        if (input instanceof Reading reading) {
            return publish(reading);
        }
        requirePartitions();
        return publish(
                List.of(patientId),
                topology.routingKey(patientId),
                ControlCodec.CONTENT_TYPE,
                controls.encode(ControlMessage.of(input)));
    }

    private CompletableFuture<PublishResult> publish(Reading reading) {
        String routingKey = topology.routingKey(reading.patientId());
        Instant now = clock.instant();
        if (packs && Duration.between(now, reading.timestamp()).compareTo(MAX_AHEAD) <= 0) {
            requireStarted();
            return queue.add(new SingleReading(reading, routingKey, now));
        }
        return publish(List.of(reading.patientId()), routingKey, codec.contentType(), codec.encode(reading));
    }

    private Outbound write(List<SingleReading> readings) {
        SingleReading first = readings.get(0);
        if (readings.size() == 1) {
            return message(first.routingKey(), codec.contentType(), first.publishedAt(), codec.encode(first.reading()));
        }
        Instant newest = readings.stream()
                .map(SingleReading::publishedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        byte[] body =
                batches.encode(readings.stream().map(SingleReading::reading).toList());
        return message(first.routingKey(), BatchCodec.CONTENT_TYPE, newest, body);
    }

    private void requirePartitions() {
        if (!topology.isPartitioned()) {
            throw new IllegalArgumentException("a layout of one queue per patient carries single readings only");
        }
    }

    /**
     * Publishes readings of one partition in one message, which costs the broker hardly more than one of them alone.
     *
     * @param readings 1 to {@value MessageCodec#MAX_READINGS}, each patient's in the order of their times; see {@link
     *     Topology#partitionOf}
     * @return what became of all of them; exceptional as for {@link #publish}
     * @throws IllegalArgumentException if they are of several partitions, or the codec refuses them
     * @throws IllegalStateException if the publisher is not started yet, or closed
     */
    public CompletableFuture<PublishResult> publishBatch(List<Reading> readings) {
        requirePartitions();
        byte[] body = batches.encode(readings);
        Set<String> patients = new LinkedHashSet<>();
        for (Reading reading : readings) {
            patients.add(reading.patientId());
        }
        int partition = topology.partitionOf(readings.get(0).patientId());
        for (String patient : patients) {
            if (topology.partitionOf(patient) != partition) {
                throw new IllegalArgumentException(
                        "a batch must be of one partition: " + partition + ", " + topology.partitionOf(patient));
            }
        }
        return publish(patients, Integer.toString(partition), BatchCodec.CONTENT_TYPE, body);
    }

    private CompletableFuture<PublishResult> publish(
            Collection<String> patients, String routingKey, String contentType, byte[] body) {
        requireStarted();
        return queue.add(patients, message(routingKey, contentType, clock.instant(), body));
    }

    private void requireStarted() {
        if (loop.state() == PublisherState.NEW) {
            throw new IllegalStateException("the publisher is not started");
        }
    }

    private Outbound message(String routingKey, String contentType, Instant timestamp, byte[] body) {
        return new Outbound(
                topology.readingsExchange(),
                routingKey,
                contentType,
                idPrefix + ids.incrementAndGet(),
                timestamp,
                Optional.empty(),
                Map.of(),
                body);
    }

    /**
     * What the publisher is doing.
     *
     * @return at this moment
     */
    public PublisherState state() {
        return loop.state();
    }

    /**
     * How many readings, control inputs and batches have no result yet.
     *
     * @return at most the bound that was set
     */
    public int unsettled() {
        return queue.unsettled();
    }

    /**
     * Waits until everything published so far has its result.
     *
     * @throws AmqpException if the thread is interrupted; the messages stay under way
     */
    public void flush() {
        awaitSettled(FOREVER);
    }

    private boolean awaitSettled(Duration limit) {
        try {
            return queue.awaitSettled(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("interrupted with " + queue.unsettled() + " messages under way", e);
        }
    }

    /**
     * Takes no more messages, waits for the results of those under way up to the close limit, and closes the connection.
     * The result of what is left is an {@link AmqpException}: the broker may have it or not. Callers that wait for room
     * get an {@link IllegalStateException}. Doing it twice is no error.
     */
    @Override
    public void close() {
        queue.close();
        try {
            awaitSettled(closeLimit);
        } finally {
            loop.stop();
            queue.abandon("the publisher was closed before the broker confirmed the message");
        }
    }

    /** Collects the options of a publisher. Not safe for use by several threads. */
    public static final class Builder {

        private final Broker broker;
        private final Topology topology;
        private String name = "readings";
        private MessageCodec codec = new JsonReadingCodec();
        private Packing packing = Packing.WHAT_WAITS;
        private int maxInFlight = 10_000;
        private Backpressure backpressure = Backpressure.BLOCK;
        private Duration closeLimit = Duration.ofSeconds(10);
        private Clock clock = Clock.systemUTC();
        private Consumer<OwnThread.Death> owner = death -> {};

        private Builder(Broker broker, Topology topology) {
            this.broker = requireNonNull(broker, "broker");
            this.topology = requireNonNull(topology, "topology");
        }

        /**
         * Names the publisher for operators: its connection is called {@code heartrate publisher NAME}.
         *
         * @param value default {@code readings}
         * @return this builder
         */
        public Builder name(String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /**
         * Sets whether readings that have to wait go together in one message, as {@link ReadingPublisher} tells.
         *
         * @param value default {@link Packing#WHAT_WAITS}; with another codec than {@link JsonReadingCodec} or {@link
         *     BatchCodec}, and in a layout of one queue per patient, readings are never packed together
         * @return this builder
         */
        public Builder packing(Packing value) {
            packing = requireNonNull(value, "packing");
            return this;
        }

        /**
         * Sets how single readings are written.
         *
         * @param value default {@link JsonReadingCodec}; with {@link BatchCodec} a single reading is a batch, too; with any
         *     other, readings are not packed
         * @return this builder
         */
        public Builder codec(MessageCodec value) {
            codec = requireNonNull(value, "codec");
            return this;
        }

        /**
         * Bounds what has no result yet, be it sent or waiting: readings, control inputs and batches, each counted once.
         *
         * @param value at least 1; default 10,000
         * @return this builder
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder maxInFlight(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxInFlight must be at least 1: " + value);
            }
            maxInFlight = value;
            return this;
        }

        /**
         * Sets what happens to a reading, control input or batch beyond that bound.
         *
         * @param value default {@link Backpressure#BLOCK}
         * @return this builder
         */
        public Builder backpressure(Backpressure value) {
            backpressure = requireNonNull(value, "backpressure");
            return this;
        }

        /**
         * Sets how long {@link ReadingPublisher#close} waits for results.
         *
         * @param value not negative; default 10 s
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder closeLimit(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("closeLimit must not be negative: " + value);
            }
            closeLimit = value;
            return this;
        }

        /**
         * Sets the clock that each message's {@code timestamp} is taken from.
         *
         * @param value default the system's
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /** Is told if the publisher's thread dies. */
        Builder owner(Consumer<OwnThread.Death> value) {
            owner = value;
            return this;
        }

        /**
         * Makes the publisher; {@link ReadingPublisher#start} starts it.
         *
         * @return a new publisher, to be closed
         */
        public ReadingPublisher build() {
            return new ReadingPublisher(this);
        }
    }
}
