package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.Quoted;
import io.github.heartrate.amqp.topology.BrokerProbe.Declared;
import io.github.heartrate.amqp.topology.Layout.Binding;
import io.github.heartrate.amqp.topology.Layout.Exchange;
import io.github.heartrate.amqp.topology.Layout.Partition;
import io.github.heartrate.amqp.topology.Layout.Queue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Creates what is missing of a layout. The order makes it safe to be killed anywhere, and to run several times at once:
 *
 * <ul>
 *   <li>A partition's state queue gets its empty snapshot before its queue of readings exists. So a queue of readings
 *       says that its state was set up, and until then no session can have begun: a second empty snapshot is harmless.
 *       A queue of readings that was deleted is declared again over the state that there is.
 *   <li>The last partition comes first. So if any queue of readings is there but of the last partition there is nothing,
 *       the layout was declared with fewer partitions, and patients would move.
 * </ul>
 */
final class TopologyDeclaration {

    private static final int PERSISTENT = 2;
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);
    private static final long RETRY_MS = 100;

    private final Connection connection;
    private final Topology topology;
    private final Layout layout;
    private final IntFunction<byte[]> emptySnapshot;
    private final SlowQueues slow;

    TopologyDeclaration(Connection connection, Topology topology, IntFunction<byte[]> emptySnapshot) {
        this.connection = connection;
        this.topology = topology;
        BrokerDialect dialect = BrokerDialect.of(connection);
        this.layout = Layout.of(topology, dialect);
        this.emptySnapshot = emptySnapshot;
        this.slow = new SlowQueues(topology, dialect);
    }

    void run() {
        try (BrokerProbe broker = new BrokerProbe(connection)) {
            requireSamePartitions(broker);
            layout.shared().forEach(queue -> declare(broker, queue));
            List<Partition> partitions = layout.partitions();
            for (int i = partitions.size() - 1; i >= 0; i--) {
                declare(broker, partitions.get(i));
            }
            layout.exchanges().forEach(exchange -> declare(broker, exchange));
        }
        slow.log();
    }

    /** With its bindings, and after the queues: a publisher that waits for the exchange finds it bound soon after. */
    private void declare(BrokerProbe broker, Exchange exchange) {
        broker.require(
                "declaring the exchange " + Quoted.name(exchange.name()),
                channel -> channel.exchangeDeclare(exchange.name(), exchange.type(), true));
        for (Binding binding : layout.bindingsTo(exchange)) {
            broker.require(
                    "binding " + Quoted.name(binding.queue()) + " to " + Quoted.name(exchange.name()),
                    channel -> channel.queueBind(binding.queue(), exchange.name(), binding.routingKey()));
        }
    }

    /** For a layout whose queues were created by an operator: the snapshots that {@link #run} would have published. */
    void initialise() {
        try (BrokerProbe broker = new BrokerProbe(connection)) {
            for (Partition partition : layout.partitions()) {
                for (Queue state : partition.states()) {
                    requireNoConsumers(broker, partition.readings().name());
                    if (broker.isEmpty(state.name())) {
                        publishEmptySnapshot(partition, state);
                    }
                }
            }
        }
    }

    private static void requireNoConsumers(BrokerProbe broker, String queue) {
        broker.require("looking at " + Quoted.name(queue), channel -> {
            if (channel.consumerCount(queue) > 0) {
                throw new UnusableStateException(
                        Quoted.name(queue) + " is being consumed: stop its consumers before its state is initialised");
            }
        });
    }

    private void requireSamePartitions(BrokerProbe broker) {
        DeclaredPartitions.mismatch(broker, topology, layout).ifPresent(other -> {
            throw new UnusableStateException(other.toString());
        });
    }

    private void declare(BrokerProbe broker, Partition partition) {
        boolean isSetUp = !partition.states().isEmpty()
                && broker.exists(partition.readings().name());
        for (Queue state : partition.states()) {
            if (isSetUp && !broker.exists(state.name())) {
                throw new UnusableStateException(partition.lostState().toString());
            }
            declare(broker, state);
            if (!isSetUp && broker.isEmpty(state.name())) {
                publishEmptySnapshot(partition, state);
            }
        }
        declare(broker, partition.readings());
    }

    private void declare(BrokerProbe broker, Queue queue) {
        Declared declared = broker.declare(queue);
        ExclusiveConsumers.mismatch(broker, topology, queue).ifPresent(mismatch -> {
            throw new UnusableStateException(mismatch.toString());
        });
        declared.refusal().ifPresent(refusal -> {
            throw refusal.of("declaring the queue " + Quoted.name(queue.name()));
        });
        slow.add(queue, declared.arguments());
    }

    /** Tries again when it is refused: a quorum queue that another instance is creating takes nothing at first. */
    private void publishEmptySnapshot(Partition partition, Queue state) {
        long deadline = System.nanoTime() + CONFIRM_LIMIT.toNanos();
        try (Channel channel = connection.createChannel()) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(message -> returned.set(true));
            channel.confirmSelect();
            BasicProperties properties = new BasicProperties.Builder()
                    .deliveryMode(PERSISTENT)
                    .contentType("application/octet-stream")
                    .build();
            byte[] snapshot = emptySnapshot.apply(partition.number());
            boolean isConfirmed = false;
            while (!isConfirmed) {
                returned.set(false);
                channel.basicPublish("", state.name(), true, properties, snapshot);
                isConfirmed = channel.waitForConfirms(CONFIRM_LIMIT.toMillis()) && !returned.get();
                if (!isConfirmed && System.nanoTime() > deadline) {
                    throw new RefusedException(
                            RefusedException.Kind.NACKED,
                            Quoted.name(state.name()) + " refused the empty snapshot for " + CONFIRM_LIMIT);
                }
                if (!isConfirmed) {
                    Thread.sleep(RETRY_MS);
                }
            }
        } catch (IOException | TimeoutException e) {
            throw new BrokerUnreachableException(
                    "publishing the empty snapshot into " + Quoted.name(state.name()) + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnreachableException(
                    "interrupted before the empty snapshot in " + Quoted.name(state.name()) + " was confirmed", e);
        }
    }
}
