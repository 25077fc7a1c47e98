package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerKillsIT {

    private static final int KILLS = 3;

    @RegisterExtension
    final RabbitMq rabbit = RabbitMq.dedicated();

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void brokerKilledAndRestartedUnderLoadLosesAndInventsNothing(QueueType type) throws Exception {
        Topology topology = Topology.partitioned(2).withQueueType(type);
        List<Reading> all = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        try (HeartRateAmqp one = started(topology);
                HeartRateAmqp two = started(topology);
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                        .build()) {
            publisher.start();
            Ward ward = new Ward(System.nanoTime(), 30);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    List<Reading> more = ward.readings(1);
                    all.addAll(more);
                    Ward.publish(publisher, more);
                }
            });
            for (int kill = 0; kill < KILLS; kill++) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> commits(one) + commits(two) > 0 && active(one, two) == 2);
                rabbit.node().kill();
                rabbit.node().start();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> active(one, two) == 2);
            enough.set(true);
            load.join();
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                sink.awaitNoBacklog(topology);
                sink.awaitExactly(new TreeSet<>(Ward.expected(all)), Duration.ofSeconds(30));
                assertThat(sink.distinct()).hasSizeGreaterThan(100);
            }
        } finally {
            enough.set(true);
        }
    }

    private static long commits(HeartRateAmqp instance) {
        return instance.health().partitions().stream()
                .filter(health -> health.lastCommit().isPresent())
                .count();
    }

    private static long active(HeartRateAmqp... instances) {
        return List.of(instances).stream()
                .flatMap(instance -> instance.health().partitions().stream())
                .filter(health -> health.status() == Status.ACTIVE)
                .count();
    }

    private HeartRateAmqp started(Topology topology) {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .broker(Broker.of(rabbit.connectionFactory()))
                .topology(topology)
                .build();
        instance.start();
        return instance;
    }
}
