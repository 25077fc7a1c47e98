package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.internal.link.PatientChannel;
import io.github.heartrate.amqp.internal.session.AlertMessages;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Publishes alerts as a session does, with a future for each. */
final class TestAlerts implements AutoCloseable, PatientChannel.Fate<CompletableFuture<PublishResult>> {

    private final PatientChannel<CompletableFuture<PublishResult>> channel;

    TestAlerts(Connection connection) throws IOException {
        channel = new PatientChannel<>(connection, "test alerts", this);
    }

    CompletableFuture<PublishResult> publish(Alert alert) {
        return publish(alert, Map.of());
    }

    CompletableFuture<PublishResult> publish(Alert alert, Map<String, Object> headers) {
        return publish(List.of(alert.patientId()), AlertMessages.of(Topology.partitioned(1), alert, headers));
    }

    CompletableFuture<PublishResult> alive(int partition, Instant now) {
        return publish(List.of(), AlertMessages.alive(Topology.partitioned(1), partition, now));
    }

    private CompletableFuture<PublishResult> publish(List<String> patients, Outbound out) {
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        channel.publish(result, patients, out);
        return result;
    }

    @Override
    public void settled(CompletableFuture<PublishResult> message, PublishResult result) {
        message.complete(result);
    }

    @Override
    public void lost(CompletableFuture<PublishResult> message, AmqpException cause) {
        message.completeExceptionally(cause);
    }

    @Override
    public void drained() {}

    @Override
    public void close() {
        channel.close();
    }
}
