package io.github.heartrate.amqp;

import io.github.heartrate.amqp.Layout.Binding;
import io.github.heartrate.amqp.Layout.Exchange;
import io.github.heartrate.amqp.Layout.Queue;
import java.util.TreeMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a layout as the definitions file that {@code rabbitmqctl import_definitions} reads. */
final class TopologyDefinitions {

    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private TopologyDefinitions() {}

    static String of(Layout layout, String virtualHost) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode exchanges = json.putArray("exchanges");
        for (Exchange exchange : layout.exchanges()) {
            exchanges
                    .addObject()
                    .put("name", exchange.name())
                    .put("vhost", virtualHost)
                    .put("type", exchange.type().getType())
                    .put("durable", true)
                    .put("auto_delete", false)
                    .put("internal", false)
                    .putObject("arguments");
        }
        ArrayNode queues = json.putArray("queues");
        for (Queue queue : layout.queues()) {
            queues.addObject()
                    .put("name", queue.name())
                    .put("vhost", virtualHost)
                    .put("durable", true)
                    .put("auto_delete", false)
                    .set("arguments", MAPPER.valueToTree(new TreeMap<>(queue.arguments())));
        }
        ArrayNode bindings = json.putArray("bindings");
        for (Binding binding : layout.bindings()) {
            bindings.addObject()
                    .put("source", binding.exchange())
                    .put("vhost", virtualHost)
                    .put("destination", binding.queue())
                    .put("destination_type", "queue")
                    .put("routing_key", binding.routingKey())
                    .putObject("arguments");
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
}
