package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Input;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.internal.link.ConfirmingChannel;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.MissingRight;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes an instance's ticks. A tick that can't be sent now is not sent later: then its time would be behind the
 * readings' that came meanwhile. If those of a partition are not confirmed, they go through another channel: one of
 * RabbitMQ 3 may never confirm again after its node was cut off from the others. The other partitions' ticks stay on theirs,
 * so that they notice nothing. Used by one thread.
 */
public final class Ticker implements ConfirmingChannel.Fate<Integer> {

    /** Counts an instance's ticks. */
    static final String NUMBER_HEADER = "x-heartrate-number";

    /** Each try without the right costs a channel, and a line in the broker's log. */
    private static final int BEATS_WITHOUT_RIGHT = 10;

    /** For health and log. */
    private static final String OVERDUE =
            "the broker has confirmed no tick of this instance for " + InstanceBook.CONFIRM_LIMIT.toSeconds() + " s";

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Link publishing;
    private final Topology topology;
    private final String instance;
    private final InstanceBook instances;
    private final Clock clock;
    private final IntConsumer onReturned;
    private final IntConsumer onConfirmedAgain;
    private final ControlCodec codec = new ControlCodec();
    private final AtomicLong number = new AtomicLong();
    private volatile Optional<String> missingRight = Optional.empty();

    /** By partition; most share one channel. */
    private final Map<Integer, Lane> lanes = new HashMap<>();

    private long beats;
    private List<Integer> told = List.of();

    /** A channel, and since when. */
    private record Lane(ConfirmingChannel<Integer> channel, long openedNanos) {

        boolean isOpen() {
            return channel.isOpen();
        }

        /** It may take its time, which the next ticks have not. */
        void closeLater() {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(channel::close);
        }
    }

    /**
     * Makes one.
     *
     * @param onReturned is told of a partition whose queue is gone
     * @param onConfirmedAgain is told of a partition whose ticks are confirmed after they were not for a while
     */
    public Ticker(
            Link publishing,
            Topology topology,
            String instance,
            InstanceBook instances,
            Clock clock,
            IntConsumer onReturned,
            IntConsumer onConfirmedAgain) {
        this.publishing = publishing;
        this.topology = topology;
        this.instance = instance;
        this.instances = instances;
        this.clock = clock;
        this.onReturned = onReturned;
        this.onConfirmedAgain = onConfirmedAgain;
    }

    /** Sends one tick to each partition, if the broker takes messages. */
    public void tick() {
        if (missingRight.isPresent() && ++beats % BEATS_WITHOUT_RIGHT != 0) {
            return;
        }
        Optional<Connection> current = publishing.current();
        if (current.isEmpty() || publishing.isBlocked()) {
            instances.excuse();
            return;
        }
        leaveOverdueLanes();
        try {
            openLanes(current.get());
            lanes.forEach((partition, lane) -> send(lane.channel, partition));
        } catch (IOException | RuntimeException e) {
            LOG.debug("no tick was sent", e);
        }
    }

    private void leaveOverdueLanes() {
        long now = System.nanoTime();
        List<Integer> overdue = partitions()
                .filter(partition -> instances.isOverdue(partition, now))
                .boxed()
                .toList();
        if (!overdue.isEmpty() && !overdue.equals(told)) {
            LOG.warn("partitions {}: {}", overdue, OVERDUE);
        }
        told = overdue;
        for (int partition : overdue) {
            Lane lane = lanes.get(partition);
            if (lane != null && now - lane.openedNanos >= InstanceBook.CONFIRM_LIMIT.toNanos()) {
                lanes.remove(partition);
                if (!lanes.containsValue(lane)) {
                    lane.closeLater();
                }
            }
        }
    }

    /** One for all that have none. */
    private void openLanes(Connection connection) throws IOException {
        lanes.values().removeIf(lane -> !lane.isOpen());
        if (lanes.size() < topology.partitions()) {
            Lane opened = new Lane(new ConfirmingChannel<>(connection, this), System.nanoTime());
            partitions().forEach(partition -> lanes.putIfAbsent(partition, opened));
        }
    }

    private IntStream partitions() {
        return IntStream.range(0, topology.partitions());
    }

    private void send(ConfirmingChannel<Integer> open, int partition) {
        Instant now = clock.instant();
        long next = number.incrementAndGet();
        ControlMessage tick = ControlMessage.tick(new Input.Tick(now), instance, instances.epoch(partition));
        instances.sent(partition, System.nanoTime());
        open.publish(
                partition,
                new Outbound(
                        topology.readingsExchange(),
                        Integer.toString(partition),
                        ControlCodec.CONTENT_TYPE,
                        "tick-" + instance + "-" + next,
                        now,
                        Optional.empty(),
                        Map.of(NUMBER_HEADER, next),
                        codec.encode(tick)));
    }

    @Override
    public void settled(List<Integer> partitions, PublishResult result) {
        missingRight = Optional.empty();
        switch (result) {
            case CONFIRMED -> partitions.forEach(this::confirmed);
            case RETURNED -> partitions.forEach(onReturned::accept);
            case NACKED -> LOG.debug("the broker refused a tick of the partitions {}", partitions);
        }
    }

    private void confirmed(int partition) {
        if (instances.confirmed(partition, System.nanoTime())) {
            LOG.info("partition {}: ticks are confirmed again", partition);
            onConfirmedAgain.accept(partition);
        }
    }

    @Override
    public void lost(List<Integer> partitions, Throwable cause) {
        LOG.debug("the channel of ticks broke", cause);
        Optional<String> right = MissingRight.inWords(cause);
        if (right.isPresent() && missingRight.isEmpty()) {
            LOG.warn("no ticks can be sent: {}", right.get());
        }
        missingRight = right;
        if (right.isPresent()) {
            instances.excuse();
        }
    }

    /** The health of a partition, and why it gets no ticks from here, if it says nothing else. */
    public PartitionHealth and(PartitionHealth health) {
        Optional<String> right = missingRight;
        if (right.isPresent()) {
            return health.orBecause(PartitionHealth.Cause.RIGHT_MISSING, "no ticks can be sent: " + right.get());
        }
        return instances.isOverdue(health.partition(), System.nanoTime())
                ? health.orBecause(PartitionHealth.Cause.NOT_CONFIRMED, OVERDUE)
                : health;
    }
}
