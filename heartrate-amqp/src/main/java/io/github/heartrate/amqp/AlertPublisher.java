package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes alerts to {@link Topology#ALERTS_EXCHANGE} as JSON: persistent, mandatory, with confirms, {@code message_id}
 * = the alert's id. Safe for use by several threads.
 */
public final class AlertPublisher implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 1_000;

    private final AlertCodec codec = new AlertCodec();
    private final ConfirmingChannel channel;

    /**
     * Opens a channel to publish on.
     *
     * @param connection not used for consuming
     * @throws IOException if the channel can't be opened
     */
    public AlertPublisher(Connection connection) throws IOException {
        channel = new ConfirmingChannel(connection, MAX_IN_FLIGHT);
    }

    /**
     * Publishes an alert.
     *
     * @param alert what to publish
     * @return what became of it; completed exceptionally with an {@link AmqpException} if that is unknown
     */
    public CompletableFuture<PublishResult> publish(Alert alert) {
        return channel.publish(
                Topology.ALERTS_EXCHANGE,
                Topology.routingKey(alert),
                alert.id(),
                "application/json",
                codec.encode(alert));
    }

    /** Closes the channel. Doing it twice is no error. */
    @Override
    public void close() {
        channel.close();
    }
}
