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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes an instance's ticks. A tick that can't be sent now is not sent later: then its time would be behind the
 * readings' that came meanwhile. Used by one thread.
 */
public final class Ticker implements ConfirmingChannel.Fate<Integer> {

    /** Counts an instance's ticks. */
    static final String NUMBER_HEADER = "x-heartrate-number";

    /** Each try without the right costs a channel, and a line in the broker's log. */
    private static final int BEATS_WITHOUT_RIGHT = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Link publishing;
    private final Topology topology;
    private final String instance;
    private final InstanceBook instances;
    private final Clock clock;
    private final IntConsumer onReturned;
    private final ControlCodec codec = new ControlCodec();
    private final AtomicLong number = new AtomicLong();
    private volatile Optional<String> missingRight = Optional.empty();
    private Optional<ConfirmingChannel<Integer>> channel = Optional.empty();
    private long beats;

    public Ticker(
            Link publishing,
            Topology topology,
            String instance,
            InstanceBook instances,
            Clock clock,
            IntConsumer onReturned) {
        this.publishing = publishing;
        this.topology = topology;
        this.instance = instance;
        this.instances = instances;
        this.clock = clock;
        this.onReturned = onReturned;
    }

    /** Sends one tick to each partition, if the broker takes messages. */
    public void tick() {
        if (missingRight.isPresent() && ++beats % BEATS_WITHOUT_RIGHT != 0) {
            return;
        }
        Optional<Connection> current = publishing.current();
        if (current.isEmpty() || publishing.isBlocked()) {
            return;
        }
        try {
            if (channel.filter(ConfirmingChannel::isOpen).isEmpty()) {
                channel = Optional.of(new ConfirmingChannel<>(current.get(), this));
            }
            for (int partition = 0; partition < topology.partitions(); partition++) {
                send(channel.get(), partition);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("no tick was sent", e);
        }
    }

    private void send(ConfirmingChannel<Integer> open, int partition) {
        Instant now = clock.instant();
        long next = number.incrementAndGet();
        ControlMessage tick = ControlMessage.tick(new Input.Tick(now), instance, instances.epoch(partition));
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
            case CONFIRMED -> partitions.forEach(instances::confirmed);
            case RETURNED -> partitions.forEach(onReturned::accept);
            case NACKED -> LOG.debug("the broker refused a tick of the partitions {}", partitions);
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
    }

    /** The health of a partition, and why it gets no ticks from here, if it says nothing else. */
    public PartitionHealth and(PartitionHealth health) {
        Optional<String> right = missingRight;
        return right.isEmpty() || health.cause().isPresent()
                ? health
                : new PartitionHealth(
                        health.partition(),
                        health.status(),
                        Optional.of(PartitionHealth.Cause.RIGHT_MISSING),
                        right.map(why -> "no ticks can be sent: " + why),
                        health.lag(),
                        health.lastCommit(),
                        health.wrongClocks());
    }
}
