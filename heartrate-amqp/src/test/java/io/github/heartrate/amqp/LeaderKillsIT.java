package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.RabbitMqNode;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaderKillsIT {

    private static final int KILLS = 3;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.cluster();

    @Test
    void queueLeaderOfAClusterKilledThreeTimesLosesAndInventsNothing() throws Exception {
        Topology topology = Topology.partitioned(1);
        List<Reading> all = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        HeartRateAmqp.Builder builder = HeartRateAmqp.builder().topology(topology);
        rabbit.nodes().forEach(node -> builder.uri(node.uri()));
        // The publisher knows one broker, which is killed last and comes back.
        try (HeartRateAmqp instance = builder.build();
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                        .build()) {
            publisher.start();
            instance.start();
            Ward ward = new Ward(System.nanoTime(), 30);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    List<Reading> more = ward.readings(1);
                    all.addAll(more);
                    publishUntilConfirmed(publisher, more);
                }
            });
            for (int kill = 0; kill < KILLS; kill++) {
                awaitActive(instance);
                RabbitMqNode leader = leader();
                leader.kill();
                leader.start();
            }
            awaitActive(instance);
            enough.set(true);
            load.get(2, TimeUnit.MINUTES); // RabbitMQ takes 65 s to refuse a reading for want of a leader
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                sink.awaitNoBacklog(topology);
                sink.awaitExactly(Ward.expected(all), Duration.ofSeconds(30));
                assertThat(sink.distinct()).hasSizeGreaterThan(100);
            }
        } finally {
            enough.set(true);
        }
    }

    /** A quorum queue that has lost its leader may refuse a reading. It has not stored it, nor a newer one of the patient. */
    private static void publishUntilConfirmed(ReadingPublisher publisher, List<Reading> readings) {
        List<Reading> left = readings;
        while (!left.isEmpty()) {
            Map<Reading, CompletableFuture<PublishResult>> results = new LinkedHashMap<>();
            left.forEach(reading -> results.put(reading, publisher.publish(reading)));
            assertThat(results.values())
                    .allSatisfy(result -> assertThat(result.join()).isNotEqualTo(PublishResult.RETURNED));
            left = left.stream()
                    .filter(reading -> results.get(reading).join() == PublishResult.NACKED)
                    .toList();
        }
    }

    private static void awaitActive(HeartRateAmqp instance) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> instance.health().partitions().get(0).status() == Status.ACTIVE);
    }

    /** Any running node can tell. */
    private static RabbitMqNode leader() {
        String leaders = rabbit.node().ctl("list_queues", "--silent", "name", "leader");
        return rabbit.nodes().stream()
                .filter(node -> leaders.lines()
                        .anyMatch(line -> line.startsWith("heartrate.readings.0") && line.contains(node.name())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(leaders));
    }
}
