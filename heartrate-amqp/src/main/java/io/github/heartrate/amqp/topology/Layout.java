package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.BuiltinExchangeType;
import io.github.heartrate.amqp.internal.link.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a topology consists of on one broker.
 *
 * @param exchanges all durable
 * @param shared the queues that are not a partition's
 * @param partitions in partition order
 * @param bindings of the queues to the exchanges
 */
record Layout(List<Exchange> exchanges, List<Queue> shared, List<Partition> partitions, List<Binding> bindings) {

    record Exchange(String name, BuiltinExchangeType type) {}

    /** A durable queue and what it may have been declared with; the first is what it is declared with today. */
    record Queue(String name, List<Map<String, Object>> acceptable) {
        Map<String, Object> arguments() {
            return acceptable.get(0);
        }
    }

    /** A partition's queues; {@code states} has one queue, or none if the state is kept elsewhere. */
    record Partition(int number, Queue readings, List<Queue> states) {

        /** There are readings, but the state is not there. */
        Mismatch lostState() {
            String own = Quoted.name(readings.name());
            return new Mismatch(
                    states.get(0).name(),
                    "is gone, but " + own + " exists: the alarm state of the partition is lost",
                    "find out who deleted it; to begin anew without the running episodes, stop all instances, delete "
                            + own + " too, and declare the topology again");
        }
    }

    record Binding(String exchange, String queue, String routingKey) {}

    /** What a topology needs on a broker of this dialect. */
    static Layout of(Topology topology, BrokerDialect dialect) {
        QueueType type = topology.queueType();
        List<Exchange> exchanges = new ArrayList<>(List.of(
                new Exchange(topology.alertsExchange(), BuiltinExchangeType.TOPIC),
                new Exchange(topology.parkedExchange(), BuiltinExchangeType.FANOUT)));
        List<Queue> shared = List.of(
                new Queue(topology.alertsQueue(), dialect.plainQueue(type)),
                new Queue(topology.parkedQueue(), dialect.plainQueue(type)));
        List<Binding> bindings = new ArrayList<>(List.of(
                new Binding(topology.alertsExchange(), topology.alertsQueue(), "#"),
                new Binding(topology.parkedExchange(), topology.parkedQueue(), "")));
        List<Partition> partitions = new ArrayList<>();
        for (int p = 0; p < topology.partitions(); p++) {
            partitions.add(partition(topology, dialect, p));
        }
        if (topology.hasStateQueues()) {
            exchanges.add(new Exchange(topology.stateExchange(), BuiltinExchangeType.DIRECT));
            partitions.forEach(partition -> partition
                    .states()
                    .forEach(state -> bindings.add(new Binding(
                            topology.stateExchange(), state.name(), Integer.toString(partition.number())))));
        }
        if (topology.isPartitioned()) {
            exchanges.add(new Exchange(topology.readingsExchange(), BuiltinExchangeType.DIRECT));
            partitions.forEach(partition -> bindings.add(new Binding(
                    topology.readingsExchange(), partition.readings().name(), Integer.toString(partition.number()))));
        }
        return new Layout(exchanges, shared, partitions, bindings);
    }

    private static Partition partition(Topology topology, BrokerDialect dialect, int number) {
        List<Map<String, Object>> readings = topology.isPartitioned()
                ? dialect.readingQueue(topology.queueType(), topology.parkedExchange())
                : ExclusiveConsumers.arguments(dialect);
        List<Queue> states = topology.hasStateQueues()
                ? List.of(new Queue(topology.stateQueue(number), dialect.stateQueue(topology.queueType())))
                : List.of();
        return new Partition(number, new Queue(topology.readingsQueue(number), readings), states);
    }

    /** Every queue. */
    List<Queue> queues() {
        return Stream.concat(
                        shared.stream(),
                        partitions.stream().flatMap(p -> Stream.concat(p.states().stream(), Stream.of(p.readings()))))
                .toList();
    }

    List<Binding> bindingsOf(Queue queue) {
        return bindings.stream().filter(b -> b.queue().equals(queue.name())).toList();
    }

    List<Binding> bindingsTo(Exchange exchange) {
        return bindings.stream()
                .filter(b -> b.exchange().equals(exchange.name()))
                .toList();
    }
}
