package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.Quoted;
import io.github.heartrate.amqp.topology.BrokerProbe.Declared;
import io.github.heartrate.amqp.topology.Layout.Binding;
import io.github.heartrate.amqp.topology.Layout.Exchange;
import io.github.heartrate.amqp.topology.Layout.Partition;
import io.github.heartrate.amqp.topology.Layout.Queue;
import java.util.List;
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
            exchanges(true).forEach(exchange -> declare(broker, exchange));
            List<Partition> partitions = layout.partitions();
            for (int i = partitions.size() - 1; i >= 0; i--) {
                declare(broker, partitions.get(i));
            }
            for (Exchange exchange : exchanges(false)) {
                declare(broker, exchange);
                layout.bindingsTo(exchange).forEach(binding -> bind(broker, binding));
            }
        }
        slow.log();
    }

    /**
     * That of the snapshots comes before the queues, which get theirs through it. The others come after the queues: a
     * publisher that waits for the exchange finds it bound soon after.
     */
    private List<Exchange> exchanges(boolean ofSnapshots) {
        return layout.exchanges().stream()
                .filter(exchange -> exchange.name().equals(topology.stateExchange()) == ofSnapshots)
                .toList();
    }

    private static void declare(BrokerProbe broker, Exchange exchange) {
        broker.require(
                "declaring the exchange " + Quoted.name(exchange.name()),
                channel -> channel.exchangeDeclare(exchange.name(), exchange.type(), true));
    }

    private static void bind(BrokerProbe broker, Binding binding) {
        broker.require(
                "binding " + Quoted.name(binding.queue()) + " to " + Quoted.name(binding.exchange()),
                channel -> channel.queueBind(binding.queue(), binding.exchange(), binding.routingKey()));
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
            layout.bindingsOf(state).forEach(binding -> bind(broker, binding));
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

    private void publishEmptySnapshot(Partition partition, Queue state) {
        new EmptySnapshot(topology, partition.number(), emptySnapshot.apply(partition.number()))
                .publish(connection, state.name());
    }
}
