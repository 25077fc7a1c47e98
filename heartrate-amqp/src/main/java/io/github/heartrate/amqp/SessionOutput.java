package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Publishes a session's alerts and parked messages, and tells the session once all are confirmed, or that one is not. */
final class SessionOutput implements AutoCloseable, ConfirmingChannel.Fate<CompletableFuture<PublishResult>> {

    /** Headers of a parked message. */
    static final String REASON_HEADER = "x-heartrate-reason";

    static final String QUEUE_HEADER = "x-heartrate-queue";

    private static final int REASON_CHARACTERS = 500;

    private final AlertPublisher alerts;
    private final ConfirmingChannel<CompletableFuture<PublishResult>> parking;
    private final Consumer<SessionEvent> events;
    private final AmqpMetrics metrics;

    private final Object lock = new Object();
    private int unsettled;
    private boolean isAwaited;

    SessionOutput(Connection connection, Consumer<SessionEvent> events, AmqpMetrics metrics) throws IOException {
        this.alerts = new AlertPublisher(connection);
        this.parking = new ConfirmingChannel<>(connection, this);
        this.events = events;
        this.metrics = metrics;
    }

    void publish(Alert alert, Map<String, Object> headers) {
        begin();
        long started = System.nanoTime();
        metrics.alert(alert.condition(), alert.phase());
        follow("alert " + alert.id(), alerts.publish(alert, headers).whenComplete((result, failure) -> {
            if (result == PublishResult.CONFIRMED) {
                metrics.alertConfirmed(Duration.ofNanos(System.nanoTime() - started));
            }
        }));
    }

    /** Says that the partition is watched; nobody waits for the confirm, but a refusal ends the session. */
    void alive(int partition, Instant now) {
        CompletableFuture<PublishResult> unused = alerts.alive(partition, now).whenComplete((result, failure) -> {
            if (failure == null && result != PublishResult.CONFIRMED) {
                events.accept(new SessionEvent.PublishRefused("system.alive was " + result));
            }
        });
    }

    void park(String queue, BasicProperties properties, byte[] body, String reason) {
        begin();
        metrics.parked();
        String id = properties.getMessageId() == null ? "none" : properties.getMessageId();
        Map<String, Object> headers = new HashMap<>(TraceParent.of(properties));
        headers.put(REASON_HEADER, reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS)));
        headers.put(QUEUE_HEADER, queue);
        Instant time = properties.getTimestamp() == null
                ? Instant.EPOCH
                : properties.getTimestamp().toInstant();
        String contentType =
                properties.getContentType() == null ? "application/octet-stream" : properties.getContentType();
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        follow("parked message " + id, result);
        parking.publish(
                result,
                new Outbound(Topology.PARKED_EXCHANGE, "", contentType, id, time, Optional.empty(), headers, body));
    }

    private void begin() {
        synchronized (lock) {
            unsettled++;
        }
    }

    private void follow(String what, CompletableFuture<PublishResult> published) {
        CompletableFuture<PublishResult> unused =
                published.whenComplete((result, failure) -> settled(what, result, failure));
    }

    private void settled(String what, @Nullable PublishResult result, @Nullable Throwable failure) {
        if (failure != null) {
            events.accept(new SessionEvent.ChannelClosed(what + ": " + Failures.describe(failure)));
        } else if (result != PublishResult.CONFIRMED) {
            events.accept(new SessionEvent.PublishRefused(what + " was " + result));
        } else {
            boolean isLast;
            synchronized (lock) {
                unsettled--;
                isLast = unsettled == 0 && isAwaited;
                isAwaited &= !isLast;
            }
            if (isLast) {
                events.accept(new SessionEvent.ConfirmsSettled());
            }
        }
    }

    /** Posts {@code ConfirmsSettled} once nothing is unconfirmed; never, if something was refused. */
    void settle() {
        boolean isSettled;
        synchronized (lock) {
            isSettled = unsettled == 0;
            isAwaited = !isSettled;
        }
        if (isSettled) {
            events.accept(new SessionEvent.ConfirmsSettled());
        }
    }

    @Override
    public void settled(List<CompletableFuture<PublishResult>> messages, PublishResult result) {
        messages.forEach(message -> message.complete(result));
    }

    @Override
    public void lost(List<CompletableFuture<PublishResult>> messages, Throwable cause) {
        messages.forEach(message -> message.completeExceptionally(cause));
    }

    /** Closes the channels; what is unconfirmed is not known to anybody. */
    @Override
    public void close() {
        alerts.close();
        parking.close();
    }
}
