package io.github.heartrate.toolkit.bridge;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where a bridge puts what it has decoded: readings to their partitions, bad ones to the parking. Thread-safe. */
final class Outlet implements AutoCloseable {

    private final ReadingPublisher publisher;
    private final ParkedMessages parked;
    private final String from;

    Outlet(Broker broker, Topology topology, String name, String from) {
        this.publisher = ReadingPublisher.builder(broker, topology).name(name).build();
        this.parked = new ParkedMessages(broker, topology, "heartrate parking " + name);
        this.from = from;
    }

    void start() {
        publisher.start();
    }

    /**
     * Publishes what a message held, in its order. Bad readings are parked before this returns.
     *
     * @return complete once the broker has confirmed every reading; exceptional, with an {@link IOException}, if it has
     *     not, which does not say that it has none of them
     */
    CompletableFuture<Void> put(ReadingBatch batch, String contentType, Instant now) {
        List<CompletableFuture<PublishResult>> results =
                new ArrayList<>(batch.readings().size());
        try {
            for (Reading reading : batch.readings()) {
                results.add(publisher.publish(reading));
            }
            for (BadReading bad : batch.bad()) {
                parked.park(bad.body(), contentType, "reading " + bad.index() + ": " + bad.reason(), from, now);
            }
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenCompose(all -> results.stream()
                        .map(CompletableFuture::join)
                        .filter(result -> result != PublishResult.CONFIRMED)
                        .findFirst()
                        .map(result -> CompletableFuture.<Void>failedFuture(
                                new IOException("the broker's answer to a reading was " + result)))
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    /** Parks a message as it came. */
    void park(byte[] body, String contentType, String reason, Instant now) throws IOException {
        parked.park(body, contentType, reason, from, now);
    }

    @Override
    public void close() {
        publisher.close();
        parked.close();
    }
}
