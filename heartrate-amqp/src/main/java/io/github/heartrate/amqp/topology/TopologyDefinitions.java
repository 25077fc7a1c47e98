package io.github.heartrate.amqp.topology;

import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a layout as the definitions file that {@code rabbitmqctl import_definitions} reads. */
final class TopologyDefinitions {

    private TopologyDefinitions() {}

    static String of(Layout layout, Optional<QueuePolicy> policy, String virtualHost) {
        JsonObject json = new JsonObject()
                .put(
                        "exchanges",
                        layout.exchanges().stream()
                                .map(exchange -> exchange(exchange, virtualHost))
                                .toList())
                .put(
                        "queues",
                        layout.queues().stream()
                                .map(queue -> queue(queue, virtualHost))
                                .toList())
                .put(
                        "bindings",
                        layout.bindings().stream()
                                .map(binding -> binding(binding, virtualHost))
                                .toList())
                .put(
                        "policies",
                        policy.map(ours -> ours.json(virtualHost)).stream().toList());
        return Json.indented(json) + "\n";
    }

    private static JsonObject exchange(Layout.Exchange exchange, String virtualHost) {
        return new JsonObject()
                .put("name", exchange.name())
                .put("vhost", virtualHost)
                .put("type", exchange.type().getType())
                .put("durable", true)
                .put("auto_delete", false)
                .put("internal", false)
                .put("arguments", new JsonObject());
    }

    private static JsonObject queue(Layout.Queue queue, String virtualHost) {
        JsonObject arguments = new JsonObject();
        new TreeMap<>(queue.arguments()).forEach(arguments::put);
        return new JsonObject()
                .put("name", queue.name())
                .put("vhost", virtualHost)
                .put("durable", true)
                .put("auto_delete", false)
                .put("arguments", arguments);
    }

    private static JsonObject binding(Layout.Binding binding, String virtualHost) {
        return new JsonObject()
                .put("source", binding.exchange())
                .put("vhost", virtualHost)
                .put("destination", binding.queue())
                .put("destination_type", "queue")
                .put("routing_key", binding.routingKey())
                .put("arguments", new JsonObject());
    }
}
