package io.github.heartrate.amqp;

import java.util.Map;

/** Which queue arguments a broker understands. */
public enum BrokerDialect {
    /** RabbitMQ: quorum queues, one active consumer. */
    RABBITMQ,
    /** Apache Qpid Broker-J: closes the connection at any {@code x-} argument but single active consumer. */
    QPID;

    private static final Map<String, Object> QUORUM_QUEUE = Map.of("x-queue-type", "quorum");
    private static final Map<String, Object> QUORUM_READING_QUEUE = Map.of(
            "x-queue-type",
            "quorum",
            "x-single-active-consumer",
            true,
            "x-delivery-limit",
            1_000_000,
            "x-overflow",
            "reject-publish");
    private static final Map<String, Object> PLAIN_READING_QUEUE = Map.of("x-single-active-consumer", true);

    /**
     * Knows Qpid by a {@code qpid.} key, since a repackaged one does not name its product.
     *
     * @param serverProperties what the broker said when the connection was opened
     * @return the broker's dialect
     */
    public static BrokerDialect of(Map<String, Object> serverProperties) {
        boolean qpid = serverProperties.keySet().stream().anyMatch(key -> key.startsWith("qpid."));
        return qpid ? QPID : RABBITMQ;
    }

    Map<String, Object> queueArguments() {
        return switch (this) {
            case RABBITMQ -> QUORUM_QUEUE;
            case QPID -> Map.of();
        };
    }

    Map<String, Object> readingQueueArguments() {
        return switch (this) {
            case RABBITMQ -> QUORUM_READING_QUEUE;
            case QPID -> PLAIN_READING_QUEUE;
        };
    }
}
