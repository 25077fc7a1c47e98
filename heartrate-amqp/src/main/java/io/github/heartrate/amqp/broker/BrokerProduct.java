package io.github.heartrate.amqp.broker;

import com.rabbitmq.client.Connection;
import java.util.Map;

/** Brokers that behave differently. */
public enum BrokerProduct {
    /** RabbitMQ 3.10 or later. */
    RABBITMQ,
    /** Apache Qpid Broker-J. */
    QPID,
    /** Another broker that speaks AMQP 0-9-1; it is treated like Qpid. */
    OTHER;

    /**
     * The product at the other end.
     *
     * @param connection an open connection
     * @return the broker's product
     */
    public static BrokerProduct of(Connection connection) {
        return of(connection.getServerProperties());
    }

    /**
     * Knows Qpid by a {@code qpid.} key or by the lack of capabilities, since a repackaged one does not name its
     * product.
     *
     * @param serverProperties what the broker said when the connection was opened
     * @return the broker's product
     */
    public static BrokerProduct of(Map<String, Object> serverProperties) {
        if (String.valueOf(serverProperties.get("product")).equals("RabbitMQ")) {
            return RABBITMQ;
        }
        boolean qpid = serverProperties.keySet().stream().anyMatch(key -> key.startsWith("qpid."));
        return qpid || !serverProperties.containsKey("capabilities") ? QPID : OTHER;
    }
}
