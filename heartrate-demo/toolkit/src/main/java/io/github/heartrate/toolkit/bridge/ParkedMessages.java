package io.github.heartrate.toolkit.bridge;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to the exchange of parked messages, as the library does: persistent, mandatory, with a confirm, and with the
 * reason in the header {@code x-heartrate-reason}. It connects when it is first needed. Safe for use by several threads.
 */
final class ParkedMessages implements AutoCloseable {

    private static final String REASON_HEADER = "x-heartrate-reason";
    private static final String QUEUE_HEADER = "x-heartrate-queue";
    private static final int REASON_CHARACTERS = 500;
    private static final int PERSISTENT = 2;
    private static final long CONFIRM_LIMIT_MS = 10_000;

    private final Broker broker;
    private final Topology topology;
    private final String name;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private final AtomicBoolean returned = new AtomicBoolean();

    ParkedMessages(Broker broker, Topology topology, String name) {
        this.broker = broker;
        this.topology = topology;
        this.name = name;
    }

    /**
     * Parks a message and waits until the broker has it.
     *
     * @param from the queue or the listener that it came from
     * @throws IOException if it is not parked; it may be tried again
     */
    synchronized void park(byte[] body, String contentType, String reason, String from, Instant now)
            throws IOException {
        String line = reason.length() <= REASON_CHARACTERS ? reason : reason.substring(0, REASON_CHARACTERS);
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(contentType)
                .deliveryMode(PERSISTENT)
                .timestamp(Date.from(now))
                .headers(Map.of(REASON_HEADER, line, QUEUE_HEADER, from))
                .build();
        try {
            Channel open = open();
            returned.set(false);
            open.basicPublish(topology.parkedExchange(), "", true, properties, body);
            if (!open.waitForConfirms(CONFIRM_LIMIT_MS) || returned.get()) {
                throw new IOException("a message could not be parked: no queue is bound to " + topology.parkedExchange()
                        + ", or it refused");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a message was parked", e);
        } catch (TimeoutException | RuntimeException e) {
            close();
            throw new IOException("a message could not be parked: " + e.getMessage(), e);
        }
    }

    private Channel open() throws IOException, TimeoutException {
        Channel open = channel;
        if (open == null || !open.isOpen()) {
            close();
            Connection fresh = broker.connect(name);
            connection = fresh;
            open = fresh.createChannel();
            open.confirmSelect();
            open.addReturnListener(unroutable -> returned.set(true));
            channel = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.abort((int) CONFIRM_LIMIT_MS);
            connection = null;
            channel = null;
        }
    }
}
