package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.Alert;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a session publishes to {@link Topology#alertsExchange}: alerts as JSON, and signs of life. */
public final class AlertMessages {

    private static final AlertCodec CODEC = new AlertCodec();

    private AlertMessages() {}

    /** An alert; its {@code message_id} is the alert's id. */
    public static Outbound of(Topology topology, Alert alert, Map<String, Object> headers) {
        return new Outbound(
                topology.alertsExchange(),
                Topology.routingKey(alert),
                AlertCodec.CONTENT_TYPE,
                alert.id(),
                alert.time(),
                Optional.empty(),
                headers,
                CODEC.encode(alert));
    }

    /** Says that a partition is being watched. */
    public static Outbound alive(Topology topology, int partition, Instant now) {
        return new Outbound(
                topology.alertsExchange(),
                SystemMessage.ROUTING_KEY,
                SystemMessage.CONTENT_TYPE,
                "alive-" + partition + "-" + now.toEpochMilli(),
                now,
                Optional.of(SystemMessage.SILENCE),
                Map.of(),
                new SystemMessage(partition, now).encode());
    }
}
