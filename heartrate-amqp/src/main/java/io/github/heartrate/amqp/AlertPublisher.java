package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes alerts to {@link Topology#ALERTS_EXCHANGE} as JSON: persistent, mandatory, with confirms, {@code message_id}
 * = the alert's id. A patient has at most one alert under way; the next waits for its confirm. If the broker refuses an
 * alert, those of this patient that wait and any later one fail, so that none overtakes it.
 *
 * <p>It lives as long as its channel, and repeats nothing: whoever publishes alerts acknowledges the readings they came
 * from only after the confirm, and begins again where that fails. Safe for use by several threads.
 */
public final class AlertPublisher implements AutoCloseable {

    /** A header of an alert that is announced once more on request, though its id is known. */
    static final String AGAIN_HEADER = "x-heartrate-again";

    private static final Logger LOG = LoggerFactory.getLogger(AlertPublisher.class);
    private static final long IDLE_THREAD_SECONDS = 10;

    private final AlertCodec codec = new AlertCodec();
    private final ConfirmingChannel<Message> channel;

    /** Sends what was waiting, since the thread that brings confirms must not wait for a broker that does not read. */
    private final Executor follower;

    private final Object lock = new Object();
    private final PatientOrder order = new PatientOrder();
    private final Set<String> refusedPatients = new HashSet<>();
    private final Set<Message> pending = new HashSet<>();
    private Optional<Throwable> death = Optional.empty();

    private static final class Message extends PatientOrder.Place {
        private final String patientId;
        private final Outbound content;
        private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

        Message(String patientId, Outbound content) {
            super(List.of(patientId));
            this.patientId = patientId;
            this.content = content;
        }
    }

    /**
     * Opens a channel to publish on.
     *
     * @param connection not used for consuming
     * @throws IOException if the channel can't be opened
     */
    public AlertPublisher(Connection connection) throws IOException {
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), AlertPublisher::daemon);
        single.allowCoreThreadTimeOut(true);
        follower = single;
        channel = new ConfirmingChannel<>(connection, new Results());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "heartrate alerts");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Publishes an alert.
     *
     * @param alert what to publish
     * @return what became of it; completed exceptionally with an {@link AmqpException} if that is unknown, or if an
     *     earlier alert of the patient was refused
     */
    public CompletableFuture<PublishResult> publish(Alert alert) {
        return publish(alert, Map.of());
    }

    /**
     * Publishes an alert that was published before, for receivers that were not there then. It is marked, so that
     * receivers that know its id take it all the same.
     *
     * @param alert what to publish
     * @return as for {@link #publish}
     */
    public CompletableFuture<PublishResult> publishAgain(Alert alert) {
        return publish(alert, Map.of(AGAIN_HEADER, true));
    }

    /** With further headers. */
    CompletableFuture<PublishResult> publish(Alert alert, Map<String, Object> headers) {
        return publish(new Message(
                alert.patientId(),
                new Outbound(
                        Topology.ALERTS_EXCHANGE,
                        Topology.routingKey(alert),
                        AlertCodec.CONTENT_TYPE,
                        alert.id(),
                        alert.time(),
                        Optional.empty(),
                        headers,
                        codec.encode(alert))));
    }

    /**
     * Says that a partition is being watched.
     *
     * @param partition from 0
     * @param now the session's clock
     * @return as for {@link #publish}
     */
    CompletableFuture<PublishResult> alive(int partition, Instant now) {
        SystemMessage message = new SystemMessage(partition, now);
        return publish(new Message(
                "",
                new Outbound(
                        Topology.ALERTS_EXCHANGE,
                        SystemMessage.ROUTING_KEY,
                        SystemMessage.CONTENT_TYPE,
                        "alive-" + partition + "-" + now.toEpochMilli(),
                        now,
                        Optional.of(SystemMessage.SILENCE),
                        Map.of(),
                        message.encode())));
    }

    private CompletableFuture<PublishResult> publish(Message message) {
        boolean isFirst;
        synchronized (lock) {
            if (death.isPresent()) {
                return CompletableFuture.failedFuture(new AmqpException("the channel is closed", death.get()));
            }
            if (refusedPatients.contains(message.patientId)) {
                return CompletableFuture.failedFuture(earlierRefused());
            }
            pending.add(message);
            isFirst = order.add(message);
        }
        if (isFirst) {
            channel.publish(message, message.content);
        }
        return message.result;
    }

    private static AmqpException earlierRefused() {
        return new AmqpException("not published: the broker refused an earlier alert of the patient");
    }

    private final class Results implements ConfirmingChannel.Fate<Message> {

        @Override
        public void settled(List<Message> messages, PublishResult result) {
            messages.forEach(message -> settled(message, result));
        }

        private void settled(Message message, PublishResult result) {
            List<Message> next = new ArrayList<>();
            synchronized (lock) {
                pending.remove(message);
                for (PatientOrder.Place freed : order.remove(message)) {
                    next.add((Message) freed);
                }
                if (result != PublishResult.CONFIRMED && !message.patientId.isEmpty()) {
                    refusedPatients.add(message.patientId);
                }
            }
            message.result.complete(result);
            if (result == PublishResult.CONFIRMED || message.patientId.isEmpty()) {
                next.forEach(waiting -> follower.execute(() -> send(waiting)));
            } else {
                next.forEach(AlertPublisher.this::refuse);
            }
        }

        private void send(Message waiting) {
            try {
                channel.publish(waiting, waiting.content);
            } catch (Error e) {
                LOG.error("an alert could not be sent, and has failed", e); // as a result of the channel
            }
        }

        @Override
        public void lost(List<Message> messages, Throwable cause) {
            List<Message> left;
            synchronized (lock) {
                death = Optional.of(cause);
                left = List.copyOf(pending);
                pending.clear();
            }
            left.forEach(message -> message.result.completeExceptionally(
                    new AmqpException("the channel closed before the confirm", cause)));
        }
    }

    /** Fails a message that waits, and those that wait for it. */
    private void refuse(Message first) {
        Deque<Message> waiting = new ArrayDeque<>(List.of(first));
        while (!waiting.isEmpty()) {
            Message message = waiting.removeFirst();
            synchronized (lock) {
                pending.remove(message);
                for (PatientOrder.Place freed : order.remove(message)) {
                    waiting.add((Message) freed);
                }
            }
            message.result.completeExceptionally(earlierRefused());
        }
    }

    /** Closes the channel; the results of alerts under way are exceptional. Doing it twice is no error. */
    @Override
    public void close() {
        channel.close();
    }
}
