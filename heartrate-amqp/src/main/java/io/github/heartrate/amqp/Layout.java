package io.github.heartrate.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
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
    record Partition(int number, Queue readings, List<Queue> states) {}

    record Binding(String exchange, String queue, String routingKey) {}

    /** Every queue. */
    List<Queue> queues() {
        return Stream.concat(
                        shared.stream(),
                        partitions.stream().flatMap(p -> Stream.concat(p.states().stream(), Stream.of(p.readings()))))
                .toList();
    }

    List<Binding> bindingsTo(Exchange exchange) {
        return bindings.stream()
                .filter(b -> b.exchange().equals(exchange.name()))
                .toList();
    }
}
