package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.internal.link.PatientChannel;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Publishes a session's alerts and parked messages, and tells the session once all are confirmed, or that one is not. */
public final class SessionOutput implements AutoCloseable, PatientChannel.Fate<SessionOutput.Sent> {

    /** Headers of a parked message. */
    public static final String REASON_HEADER = "x-heartrate-reason";

    public static final String QUEUE_HEADER = "x-heartrate-queue";

    private static final int REASON_CHARACTERS = 500;

    /** What a session has sent. */
    record Sent(Kind kind, String id, long sinceNanos) {

        enum Kind {
            ALERT,
            ALIVE,
            PARKED
        }

        String inWords() {
            return switch (kind) {
                case ALERT -> "alert " + id;
                case ALIVE -> "sign of life " + id;
                case PARKED -> "parked message " + id;
            };
        }
    }

    private final PatientChannel<Sent> channel;
    private final Topology topology;
    private final Consumer<SessionEvent> events;
    private final AmqpMetrics metrics;
    private final AtomicBoolean isAwaited = new AtomicBoolean();

    SessionOutput(Connection connection, Topology topology, Consumer<SessionEvent> events, AmqpMetrics metrics)
            throws IOException {
        this.topology = topology;
        this.events = events;
        this.metrics = metrics;
        this.channel = new PatientChannel<>(connection, "heartrate alerts", this);
    }

    void publish(Alert alert, Map<String, Object> headers) {
        metrics.alert(alert.condition(), alert.phase());
        publish(Sent.Kind.ALERT, List.of(alert.patientId()), AlertMessages.of(topology, alert, headers));
    }

    /** Says that the partition is watched; a refusal ends the session. */
    void alive(int partition, Instant now) {
        publish(Sent.Kind.ALIVE, List.of(), AlertMessages.alive(topology, partition, now));
    }

    void park(String queue, Inbound.Parked parked) {
        metrics.parked();
        BasicProperties properties = parked.properties();
        String reason = parked.reason();
        String id = properties.getMessageId() == null ? "none" : properties.getMessageId();
        Map<String, Object> headers = new HashMap<>(TraceParent.of(properties));
        headers.put(REASON_HEADER, reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS)));
        headers.put(QUEUE_HEADER, queue);
        Instant time = properties.getTimestamp() == null
                ? Instant.EPOCH
                : properties.getTimestamp().toInstant();
        String contentType =
                properties.getContentType() == null ? "application/octet-stream" : properties.getContentType();
        Outbound out = new Outbound(
                topology.parkedExchange(), "", contentType, id, time, Optional.empty(), headers, parked.body());
        publish(Sent.Kind.PARKED, List.of(), out);
    }

    private void publish(Sent.Kind kind, List<String> patients, Outbound out) {
        channel.publish(new Sent(kind, out.messageId(), System.nanoTime()), patients, out);
    }

    /** Posts {@code ConfirmsSettled} once nothing is unconfirmed; never, if something was refused or lost. */
    void settle() {
        isAwaited.set(true); // before it asks, so that a confirm in between is not missed
        if (channel.isDrained()) {
            drained();
        }
    }

    @Override
    public void drained() {
        if (isAwaited.compareAndSet(true, false)) {
            events.accept(new SessionEvent.ConfirmsSettled());
        }
    }

    @Override
    public void settled(Sent sent, PublishResult result) {
        if (result != PublishResult.CONFIRMED) {
            events.accept(new SessionEvent.PublishRefused(sent.inWords() + " was " + result));
        } else if (sent.kind() == Sent.Kind.ALERT) {
            metrics.alertConfirmed(Duration.ofNanos(System.nanoTime() - sent.sinceNanos()));
        }
    }

    @Override
    public void lost(Sent sent, AmqpException cause) {
        events.accept(SessionEvent.ChannelClosed.by(sent.inWords() + ": ", cause));
    }

    /** Closes the channel; what is unconfirmed is not known to anybody. */
    @Override
    public void close() {
        channel.close();
    }
}
