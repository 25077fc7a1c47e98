package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue without a leader costs its own partition, and no other: RabbitMQ closes connections over such a queue. */
class LeaderlessQueueIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Topology TOPOLOGY = Topology.partitioned(2);
    private static final String READINGS_0 = TOPOLOGY.readingsQueue(0);
    private static final String STATE_0 = TOPOLOGY.stateQueue(0);
    private static final String OF_PARTITION_1 = Stream.iterate(0, i -> i + 1)
            .map(i -> "patient-" + i)
            .filter(id -> TOPOLOGY.partitionOf(id) == 1)
            .findFirst()
            .orElseThrow();

    @RegisterExtension
    final RabbitMq rabbit = RabbitMq.dedicated();

    private final List<String> reconnects = new CopyOnWriteArrayList<>();
    private final List<PartitionHealth> ofPartition1 = new CopyOnWriteArrayList<>();

    /** Of the only member of a queue; the name is RabbitMQ's own. */
    private void member(String queue, String action) {
        rabbit.node().eval("ra:" + action + "(quorum_queues, {'%2F_" + queue + "', node()}).");
    }

    private HeartRateAmqp started() {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(TOPOLOGY)
                .metrics(new AmqpMetrics() {
                    @Override
                    public void reconnected(String connection) {
                        reconnects.add(connection);
                    }
                })
                .onHealthChange(health -> ofPartition1.add(health.partitions().get(1)))
                .build();
        instance.start();
        return instance;
    }

    private static Status status(HeartRateAmqp instance, int partition) {
        return instance.health().partitions().get(partition).status();
    }

    private static void awaitFailures(HeartRateAmqp instance, int times) {
        List<String> reasons = new ArrayList<>();
        await().atMost(BOUND).until(() -> {
            PartitionHealth health = instance.health().partitions().get(0);
            health.reason().filter(reason -> reason.contains("541")).ifPresent(reasons::add);
            return health.status() == Status.DOWN && reasons.size() >= times;
        });
    }

    @Test
    void otherPartitionsNoticeAtMostOnceThatAQueueLosesItsLeader() throws Exception {
        try (HeartRateAmqp instance = started();
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            assertThat(instance.awaitActive(BOUND)).isTrue();

            member(READINGS_0, "stop_server");
            awaitFailures(instance, 2);
            await().atMost(BOUND).until(() -> status(instance, 1) == Status.ACTIVE);
            reconnects.clear();
            ofPartition1.clear();
            awaitFailures(instance, 10);
            List<Reading> run = IntStream.range(0, 3)
                    .mapToObj(i -> new Reading(OF_PARTITION_1, Instant.now().minusSeconds(10 - i), 140))
                    .toList();
            Ward.publish(instance.publisher(), run);
            sink.awaitExactly(Ward.expected(run), Duration.ofSeconds(10));
            assertThat(status(instance, 1)).isEqualTo(Status.ACTIVE);

            member(READINGS_0, "restart_server");
            await().atMost(BOUND).until(() -> status(instance, 0) == Status.ACTIVE);
            assertThat(ofPartition1).allMatch(health -> health.status() == Status.ACTIVE);
            assertThat(ofPartition1).allMatch(health -> health.reason().isEmpty());
            assertThat(reconnects).isEmpty();
        }
    }

    @Test
    void instanceThatStartsBesideAQueueWithoutALeaderWatchesTheOthers() throws Exception {
        try (HeartRateAmqp first = started()) {
            assertThat(first.awaitActive(BOUND)).isTrue();
        }
        member(READINGS_0, "stop_server");
        try (HeartRateAmqp second = started()) {
            await().atMost(BOUND).until(() -> status(second, 1) == Status.ACTIVE);
            awaitFailures(second, 3);
            await().atMost(BOUND).until(() -> status(second, 1) == Status.ACTIVE);
            reconnects.clear();
            awaitFailures(second, 10);
            assertThat(status(second, 1)).isEqualTo(Status.ACTIVE);
            assertThat(reconnects).isEmpty();
            member(READINGS_0, "restart_server");
            await().atMost(BOUND).until(() -> status(second, 0) == Status.ACTIVE);
        }
    }

    /** Its snapshots are read by basic.get, which RabbitMQ answers like a subscription. */
    @Test
    void otherPartitionsNoticeAtMostOnceThatAStateQueueHasNoLeaderWhenItIsRead() throws Exception {
        try (HeartRateAmqp first = started()) {
            assertThat(first.awaitActive(BOUND)).isTrue();
        }
        member(STATE_0, "stop_server");
        try (HeartRateAmqp second = started()) {
            awaitFailures(second, 2);
            await().atMost(BOUND).until(() -> status(second, 1) == Status.ACTIVE);
            reconnects.clear();
            ofPartition1.clear();
            awaitFailures(second, 10);
            assertThat(status(second, 1)).isEqualTo(Status.ACTIVE);
            member(STATE_0, "restart_server");
            await().atMost(BOUND).until(() -> status(second, 0) == Status.ACTIVE);
            assertThat(ofPartition1).allMatch(health -> health.status() == Status.ACTIVE);
            assertThat(ofPartition1).allMatch(health -> health.reason().isEmpty());
            assertThat(reconnects).isEmpty();
        }
    }
}
