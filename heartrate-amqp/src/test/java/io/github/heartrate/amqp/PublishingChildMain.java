package io.github.heartrate.amqp;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A gateway in a JVM of its own: publishes its journal from the beginning, as it has to after a crash. */
final class PublishingChildMain {

    static final String URI_OF_BROKER = "CHILD_URI";
    static final String PARTITIONS = "CHILD_PARTITIONS";
    static final String JOURNAL = "CHILD_JOURNAL";
    static final String DONE = "all confirmed";

    private PublishingChildMain() {}

    static void write(Path journal, List<Reading> readings) throws IOException {
        Files.write(
                journal,
                readings.stream()
                        .map(reading -> reading.patientId() + " " + reading.timestamp() + " " + reading.bpm())
                        .toList());
    }

    private static Reading read(String line) {
        String[] fields = line.split(" ", -1);
        return new Reading(fields[0], Instant.parse(fields[1]), Double.parseDouble(fields[2]));
    }

    public static void main(String[] args) throws IOException {
        Topology topology = Topology.partitioned(Integer.parseInt(System.getenv(PARTITIONS)));
        try (ReadingPublisher publisher = ReadingPublisher.builder(
                                Broker.of(URI.create(System.getenv(URI_OF_BROKER))), topology)
                        .build();
                Stream<String> lines = Files.lines(Path.of(System.getenv(JOURNAL)))) {
            publisher.start();
            List<CompletableFuture<PublishResult>> results =
                    lines.map(line -> publisher.publish(read(line))).toList();
            results.forEach(result -> result.join().orThrow());
        }
        System.out.println(DONE);
    }
}
