package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.AMQP;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.topology.Layout.Queue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layout of one queue per patient rests on exclusive consumers, and RabbitMQ has them on classic queues alone: others
 * take the flag and ignore it. A queue without a type gets the virtual host's, so the type is found out: a queue is
 * declared again as a classic one, which is refused if it is another.
 */
final class ExclusiveConsumers {

    private static final Map<String, Object> CLASSIC = Map.of("x-queue-type", "classic");

    private ExclusiveConsumers() {}

    /** What a patient's queue may have been declared with; it is declared without a type, as other programs do. */
    static List<Map<String, Object>> arguments(BrokerDialect dialect) {
        return dialect.product() == BrokerProduct.RABBITMQ ? List.of(Map.of(), CLASSIC) : List.of(Map.of());
    }

    /** Says why a queue that exists can't be consumed by one instance alone; empty also if it may not be configured. */
    static Optional<Mismatch> mismatch(BrokerProbe broker, Topology topology, Queue queue) {
        if (topology.isPartitioned() || !queue.acceptable().contains(CLASSIC)) {
            return Optional.empty();
        }
        return broker.refusal(channel -> channel.queueDeclare(queue.name(), true, false, false, CLASSIC))
                .filter(refusal -> refusal.code() == AMQP.PRECONDITION_FAILED)
                .map(refusal -> new Mismatch(
                        queue.name(),
                        "is no classic queue, so that no consumer is exclusive on it (" + refusal.text() + ")",
                        "use a virtual host whose default queue type is classic, and a queue that was declared there"
                                + " without a type"));
    }
}
