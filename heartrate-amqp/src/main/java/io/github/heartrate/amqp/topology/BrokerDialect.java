package io.github.heartrate.amqp.topology;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.BrokerProduct;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which queue arguments a broker understands, known from what it says of itself when a connection is opened. An
 * immutable value.
 *
 * <p>RabbitMQ counts returns of a message to a quorum queue. It never gets -1 as the limit: that means "no limit" from
 * 4.0 on, and before that a message is dropped at its first return; nor no limit at all, which means 20 from 4.0 on.
 * From 4.3 on a quorum queue waits 60 s for a consumer whose node is out of reach, and is told to wait 2.5 s. No queue
 * gets a consumer timeout (4.3 refuses it on classic queues): what is unacknowledged is committed every few seconds.
 * Apache Qpid Broker-J closes the connection at any {@code x-} argument but the single active consumer.
 *
 * @param product whose broker it is
 * @param major its major version; 0 if it does not say
 * @param minor its minor version; 0 if it does not say
 */
public record BrokerDialect(BrokerProduct product, int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");
    private static final int DELIVERY_LIMIT = 1_000_000;
    private static final int SNAPSHOTS_KEPT = 16;
    private static final int MAX_LENGTH = Integer.MAX_VALUE;
    private static final String DISCONNECTED_TIMEOUT = "consumer-disconnected-timeout";
    private static final int DISCONNECTED_TIMEOUT_MS = 2_500;
    private static final int DISCONNECTED_TIMEOUT_BEFORE_MS = 10_000;
    private static final int DISCONNECTED_TIMEOUT_OF_BROKER_MS = 60_000;

    /** Checks that the product is there. */
    public BrokerDialect {
        requireNonNull(product, "product");
    }

    /**
     * The dialect of the broker at the other end.
     *
     * @param connection an open connection
     * @return the broker's dialect
     */
    public static BrokerDialect of(Connection connection) {
        return of(connection.getServerProperties());
    }

    /**
     * The dialect of a broker that said this.
     *
     * @param serverProperties what the broker said when the connection was opened
     * @return the broker's dialect
     */
    public static BrokerDialect of(Map<String, Object> serverProperties) {
        Matcher version = VERSION.matcher(String.valueOf(serverProperties.get("version")));
        boolean known = version.matches();
        return new BrokerDialect(
                BrokerProduct.of(serverProperties),
                known ? Integer.parseInt(version.group(1)) : 0,
                known ? Integer.parseInt(version.group(2)) : 0);
    }

    /** What a queue of readings may have been declared with; the first is what it is declared with today. */
    List<Map<String, Object>> readingQueue(QueueType type, String deadLetterExchange) {
        if (product != BrokerProduct.RABBITMQ) {
            return List.of(Map.of("x-single-active-consumer", true));
        }
        return switch (type) {
            case CLASSIC ->
                List.of(Map.of(
                        "x-queue-type",
                        "classic",
                        "x-single-active-consumer",
                        true,
                        "x-dead-letter-exchange",
                        deadLetterExchange));
            case QUORUM ->
                quorum(Map.of(
                        "x-single-active-consumer",
                        true,
                        "x-dead-letter-exchange",
                        deadLetterExchange,
                        "x-dead-letter-strategy",
                        "at-least-once",
                        "x-overflow",
                        "reject-publish"));
        };
    }

    /** The same for a queue of snapshots, which keeps the last few. */
    List<Map<String, Object>> stateQueue(QueueType type) {
        Map<String, Object> bounded = Map.of("x-max-length", SNAPSHOTS_KEPT, "x-overflow", "drop-head");
        if (product != BrokerProduct.RABBITMQ) {
            return List.of(Map.of());
        }
        return switch (type) {
            case CLASSIC -> List.of(with(bounded, "x-queue-type", "classic"));
            case QUORUM -> quorum(bounded);
        };
    }

    /** The same for a queue that is nothing but durable. */
    List<Map<String, Object>> plainQueue(QueueType type) {
        if (product != BrokerProduct.RABBITMQ) {
            return List.of(Map.of());
        }
        return switch (type) {
            case CLASSIC -> List.of(Map.of("x-queue-type", "classic"));
            case QUORUM -> quorum(Map.of());
        };
    }

    private List<Map<String, Object>> quorum(Map<String, Object> arguments) {
        Map<String, Object> limited =
                with(with(arguments, "x-queue-type", "quorum"), "x-delivery-limit", DELIVERY_LIMIT);
        if (!waitsForLostNodes()) {
            return List.of(limited);
        }
        // Queues that were declared by another version of the library or before the broker's upgrade work, but wait
        // longer.
        return List.of(
                with(limited, "x-" + DISCONNECTED_TIMEOUT, DISCONNECTED_TIMEOUT_MS),
                with(limited, "x-" + DISCONNECTED_TIMEOUT, DISCONNECTED_TIMEOUT_BEFORE_MS),
                limited);
    }

    private boolean waitsForLostNodes() {
        return major > 4 || (major == 4 && minor >= 3);
    }

    /** How long a quorum queue that was declared so waits for a consumer whose node has died, if no policy says less. */
    static Duration waitForLostNode(Map<String, Object> arguments) {
        return arguments.get("x-" + DISCONNECTED_TIMEOUT) instanceof Integer declared
                ? Duration.ofMillis(declared)
                : Duration.ofMillis(DISCONNECTED_TIMEOUT_OF_BROKER_MS);
    }

    /**
     * What a policy on all queues of a topology says; empty if the broker has none. Each value leaves the arguments in
     * force, of which a policy can only lower the numbers.
     */
    Map<String, Object> policy(QueueType type) {
        if (product != BrokerProduct.RABBITMQ) {
            return Map.of();
        }
        return switch (type) {
            case CLASSIC -> Map.of("max-length", MAX_LENGTH);
            case QUORUM ->
                waitsForLostNodes()
                        ? Map.of("delivery-limit", DELIVERY_LIMIT, DISCONNECTED_TIMEOUT, DISCONNECTED_TIMEOUT_MS)
                        : Map.of("delivery-limit", DELIVERY_LIMIT);
        };
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put(name, value);
        return Map.copyOf(all);
    }
}
