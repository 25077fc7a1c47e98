package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Input;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.internal.link.ConfirmingChannel;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.Outbound;
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

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Link publishing;
    private final Topology topology;
    private final String instance;
    private final InstanceBook instances;
    private final Clock clock;
    private final IntConsumer onReturned;
    private final ControlCodec codec = new ControlCodec();
    private final AtomicLong number = new AtomicLong();
    private Optional<ConfirmingChannel<Integer>> channel = Optional.empty();

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
        if (result == PublishResult.RETURNED) {
            partitions.forEach(onReturned::accept);
        }
    }

    @Override
    public void lost(List<Integer> partitions, Throwable cause) {
        LOG.debug("the channel of ticks broke", cause);
    }
}
