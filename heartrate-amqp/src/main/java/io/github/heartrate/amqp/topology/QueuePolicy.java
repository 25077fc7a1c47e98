package io.github.heartrate.amqp.topology;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The policy that a topology's queues should have on RabbitMQ. A queue has one policy, that of the highest priority, so
 * this one keeps an operator's policy for all queues off them. On RabbitMQ 4.3 or later it also shortens the wait for a
 * node that has died, of queues that exist already, at once. It changes nothing else. An operator policy ({@code
 * set_operator_policy}) is beyond its reach.
 *
 * <p>AMQP can't set a policy. An operator does so with {@link #command}, or with {@link Topology#definitions}, which hold
 * it. An immutable value.
 *
 * @param name of the policy: the topology's
 * @param pattern a regular expression that the names of the topology's queues match, and no others
 * @param definition unmodifiable; what it sets
 */
public record QueuePolicy(String name, String pattern, Map<String, Object> definition) {

    /** Above those of policies for all queues, which have none or a low one. */
    public static final int PRIORITY = 100;

    private static final String APPLIES_TO = "queues";

    /** Checks that nothing is missing and copies the map. */
    public QueuePolicy {
        requireNonNull(name, "name");
        requireNonNull(pattern, "pattern");
        definition = Map.copyOf(definition);
    }

    /**
     * The policy of a topology.
     *
     * @param topology any; the queues of {@link Topology#queuePerPatient} that are named after patients are not covered
     * @param dialect the broker it is for
     * @return empty if the broker is no RabbitMQ
     */
    public static Optional<QueuePolicy> of(Topology topology, BrokerDialect dialect) {
        String queues = "^" + topology.name().replace(".", "\\.") + "\\.(readings|state|alerts|parked)(\\.[0-9]+)?$";
        return Optional.of(dialect.policy(topology.queueType()))
                .filter(definition -> !definition.isEmpty())
                .map(definition -> new QueuePolicy(topology.name(), queues, definition));
    }

    /**
     * The command that sets it. It may be run again, and while instances run.
     *
     * @param virtualHost an existing virtual host
     * @return one line for a shell
     */
    public String command(String virtualHost) {
        return String.join(
                " ",
                "rabbitmqctl set_policy -p",
                quoted(virtualHost),
                "--priority",
                Integer.toString(PRIORITY),
                "--apply-to",
                APPLIES_TO,
                quoted(name),
                quoted(pattern),
                quoted(new String(Json.write(sorted()), StandardCharsets.UTF_8)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** As {@code rabbitmqctl import_definitions} reads it. */
    JsonObject json(String virtualHost) {
        return new JsonObject()
                .put("name", name)
                .put("vhost", virtualHost)
                .put("pattern", pattern)
                .put("apply-to", APPLIES_TO)
                .put("definition", sorted())
                .put("priority", PRIORITY);
    }

    private JsonObject sorted() {
        JsonObject json = new JsonObject();
        new TreeMap<>(definition).forEach(json::put);
        return json;
    }
}
