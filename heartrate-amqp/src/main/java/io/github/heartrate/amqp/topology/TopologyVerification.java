package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.internal.link.Quoted;
import io.github.heartrate.amqp.topology.BrokerProbe.Declared;
import io.github.heartrate.amqp.topology.BrokerProbe.Refusal;
import io.github.heartrate.amqp.topology.Layout.Exchange;
import io.github.heartrate.amqp.topology.Layout.Partition;
import io.github.heartrate.amqp.topology.Layout.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a broker with a layout. AMQP can't list a queue's arguments: what is there is declared again, which a broker
 * refuses if the arguments differ, and needs the right to configure it.
 */
final class TopologyVerification {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyVerification.class);

    private final Topology topology;
    private final Layout layout;
    private final BrokerProbe broker;
    private final SlowQueues slow;
    private final List<Mismatch> mismatches = new ArrayList<>();

    private TopologyVerification(Topology topology, BrokerDialect dialect, BrokerProbe broker) {
        this.topology = topology;
        this.layout = Layout.of(topology, dialect);
        this.slow = new SlowQueues(topology, dialect);
        this.broker = broker;
    }

    /**
     * What was found.
     *
     * @param mismatches with what must be changed
     * @param warnings of what works, but not as well as it could
     */
    record Findings(List<Mismatch> mismatches, List<Mismatch> warnings) {}

    static Findings of(Connection connection, Topology topology) {
        try (BrokerProbe broker = new BrokerProbe(connection)) {
            return new TopologyVerification(topology, BrokerDialect.of(connection), broker).run();
        }
    }

    private Findings run() {
        layout.exchanges().forEach(this::verify);
        layout.shared().forEach(this::verify);
        Optional<Mismatch> otherNumber = DeclaredPartitions.mismatch(broker, topology, layout);
        otherNumber.ifPresent(mismatches::add);
        layout.partitions().stream()
                .filter(partition -> otherNumber.isEmpty() || !DeclaredPartitions.isMissing(broker, partition))
                .forEach(this::verify);
        slow.log();
        return new Findings(List.copyOf(mismatches), slow.warning().stream().toList());
    }

    private void verify(Exchange exchange) {
        Optional<Refusal> missing = broker.refusal(channel -> channel.exchangeDeclarePassive(exchange.name()));
        missing.filter(no -> no.code() == AMQP.ACCESS_REFUSED).ifPresent(no -> {
            throw no.of("looking for the exchange " + Quoted.name(exchange.name()));
        });
        if (missing.isPresent()) {
            mismatches.add(new Mismatch(
                    exchange.name(),
                    "is no exchange here (" + missing.get().text() + ")",
                    "declare the topology, or create a durable "
                            + exchange.type().getType() + " exchange and bind " + bindings(exchange)));
            return;
        }
        broker.refusal(channel -> channel.exchangeDeclare(exchange.name(), exchange.type(), true))
                .ifPresent(refusal -> differs(exchange.name(), refusal));
    }

    private String bindings(Exchange exchange) {
        return layout.bindingsTo(exchange).stream()
                .map(binding -> Quoted.name(binding.queue()) + " to it by the key " + binding.routingKey())
                .collect(Collectors.joining(", "));
    }

    private void verify(Partition partition) {
        for (Queue state : partition.states()) {
            if (!broker.exists(state.name())
                    && broker.exists(partition.readings().name())) {
                mismatches.add(partition.lostState());
            } else {
                verify(state);
            }
        }
        verify(partition.readings());
    }

    private void verify(Queue queue) {
        if (broker.exists(queue.name())) {
            Optional<Mismatch> wrongType = ExclusiveConsumers.mismatch(broker, topology, queue);
            wrongType.ifPresentOrElse(mismatches::add, () -> compare(queue));
        } else {
            mismatches.add(new Mismatch(
                    queue.name(),
                    "is missing",
                    "declare the topology, or create the durable queue with the arguments " + queue.arguments()));
        }
    }

    private void compare(Queue queue) {
        Declared declared = broker.declare(queue);
        declared.refusal()
                .ifPresentOrElse(
                        refusal -> differs(queue.name(), refusal), () -> slow.add(queue, declared.arguments()));
    }

    private void differs(String name, Refusal refusal) {
        if (refusal.code() == AMQP.ACCESS_REFUSED) {
            LOG.info("\"{}\" is there; its arguments were not compared, which needs the right to configure it", name);
            return;
        }
        mismatches.add(new Mismatch(
                name,
                "differs (" + refusal.text() + ")",
                "stop all instances, drain it, delete it and declare the topology again"));
    }
}
