package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes readings, each to its patient's queue: persistent, mandatory, with confirms. At most {@code maxInFlight} are
 * unconfirmed; a further one waits. Safe for use by several threads; readings of one patient keep the order in which
 * they are published by one thread.
 */
public final class ReadingPublisher implements AutoCloseable {

    private final Topology topology;
    private final ReadingCodec codec;
    private final ConfirmingChannel channel;

    /**
     * Opens a channel to publish on.
     *
     * @param connection not used for consuming: a broker short of memory stops reading from publishers
     * @param topology where readings go
     * @param codec how they are written
     * @param maxInFlight how many may be unconfirmed; at least 1
     * @throws IOException if the channel can't be opened
     * @throws IllegalArgumentException if {@code maxInFlight} is below 1
     */
    public ReadingPublisher(Connection connection, Topology topology, ReadingCodec codec, int maxInFlight)
            throws IOException {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1: " + maxInFlight);
        }
        this.topology = topology;
        this.codec = codec;
        this.channel = new ConfirmingChannel(connection, maxInFlight);
    }

    /**
     * Publishes a reading; blocks while too many are unconfirmed.
     *
     * @param reading what to publish
     * @return what became of it; completed exceptionally with an {@link AmqpException} if that is unknown
     */
    public CompletableFuture<PublishResult> publish(Reading reading) {
        String key = topology.routingKey(reading.patientId());
        return channel.publish(
                topology.readingsExchange(),
                key,
                reading.patientId() + "@" + reading.timestamp(),
                codec.contentType(),
                codec.encode(reading));
    }

    /** Waits until every reading published so far has its result. */
    public void flush() {
        channel.awaitAll();
    }

    /** Closes the channel; the results of readings still in flight are exceptional. Doing it twice is no error. */
    @Override
    public void close() {
        channel.close();
    }
}
