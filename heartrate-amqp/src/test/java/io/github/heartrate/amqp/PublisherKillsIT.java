package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.testing.ChildProcess;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that get SIGKILL with packed messages under way; the next one begins its journal again. */
class PublisherKillsIT {

    private static final int KILLS = Integer.getInteger("heartrate.campaign.kills", 3);
    private static final int PARTITIONS = 2;
    private static final int PATIENTS = 200;
    private static final int SECONDS = 500;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @TempDir
    private Path folder;

    private final AtomicInteger packed = new AtomicInteger();
    private final Topology topology = Topology.partitioned(PARTITIONS);

    /** An order that a kill had torn would show: what is repeated comes late then, and its alerts are missed. */
    @Test
    void publishersKilledWithPackedMessagesUnderWayLoseAndInventNothing() throws Exception {
        Random random = new Random(Campaign.SEED);
        List<Reading> readings = Ward.quiet(Campaign.SEED, PATIENTS).readings(SECONDS);
        Set<String> expected = Ward.expected(readings);
        Path journal = folder.resolve("journal");
        PublishingChildMain.write(journal, readings);
        String uri = rabbit.node().addVirtualHost("publisher-kills");
        Duration recovery;
        try (HeartRateAmqp instance =
                        HeartRateAmqp.builder().uri(uri).topology(topology).build();
                Connection connection = Broker.of(URI.create(uri)).connect("tap");
                Channel channel = connection.createChannel()) {
            instance.start();
            tap(channel);
            try (CampaignSink sink = new CampaignSink(rabbit.node().connectionFactory(uri), topology)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    int enough = packed.get() + 10 + random.nextInt(100);
                    try (Gateway gateway = new Gateway(uri, journal)) {
                        await("packed messages").atMost(LIMIT).until(() -> packed.get() >= enough);
                        gateway.killUnfinished();
                    }
                }
                long start = System.nanoTime();
                try (Gateway gateway = new Gateway(uri, journal)) {
                    await("alerts")
                            .atMost(LIMIT)
                            .untilAsserted(() -> assertThat(sink.missing(expected))
                                    .as(gateway::output)
                                    .isEmpty());
                    recovery = Duration.ofNanos(System.nanoTime() - start);
                    gateway.awaitDone();
                }
                assertThat(sink.invented(expected)).isEmpty();
                assertThat(sink.conflicts()).isEmpty();
                CampaignReport.add(new CampaignReport.Row(
                        "publisher killed with packed messages under way",
                        KILLS,
                        readings.size(),
                        expected.size(),
                        0,
                        0,
                        sink.repeats(),
                        recovery,
                        LIMIT));
            }
        }
    }

    /** Counts what is packed, beside the instance. */
    private void tap(Channel channel) throws IOException {
        String queue = channel.queueDeclare().getQueue();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            channel.queueBind(queue, topology.readingsExchange(), Integer.toString(partition));
        }
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> {
                    if (BatchCodec.CONTENT_TYPE.equals(message.getProperties().getContentType())) {
                        packed.incrementAndGet();
                    }
                },
                tag -> {});
    }

    private final class Gateway implements AutoCloseable {

        private final Path output;
        private final ChildProcess process;

        Gateway(String uri, Path journal) throws IOException {
            output = Files.createTempFile(folder, "gateway", ".log");
            process = ChildProcess.start(
                    Map.of(
                            PublishingChildMain.URI_OF_BROKER,
                            uri,
                            PublishingChildMain.PARTITIONS,
                            Integer.toString(PARTITIONS),
                            PublishingChildMain.JOURNAL,
                            journal.toString()),
                    output,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx" + CampaignChild.HEAP_MB + "m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            CampaignChild.classPath(),
                            PublishingChildMain.class.getName()));
        }

        String output() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void killUnfinished() {
            process.signal("KILL");
            process.awaitEnd();
            assertThat(output()).doesNotContain(PublishingChildMain.DONE);
        }

        void awaitDone() {
            process.awaitEnd();
            assertThat(output()).contains(PublishingChildMain.DONE);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
