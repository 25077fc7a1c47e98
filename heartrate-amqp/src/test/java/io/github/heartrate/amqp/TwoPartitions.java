package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An instance with two partitions: queues of partition 0 lose their leader, and partition 1 is to notice it at most once. */
final class TwoPartitions implements AutoCloseable {

    static final Topology TOPOLOGY = Topology.partitioned(2);
    static final Duration BOUND = Duration.ofMinutes(2);

    private static final String OF_PARTITION_1 = Stream.iterate(0, i -> i + 1)
            .map(i -> "patient-" + i)
            .filter(id -> TOPOLOGY.partitionOf(id) == 1)
            .findFirst()
            .orElseThrow();

    private final List<String> reconnects = new CopyOnWriteArrayList<>();
    private final List<PartitionHealth> ofPartition1 = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final HeartRateAmqp instance;

    /** Started. */
    TwoPartitions(String uri) {
        instance = HeartRateAmqp.builder()
                .uri(uri)
                .topology(TOPOLOGY)
                .metrics(new AmqpMetrics() {
                    @Override
                    public void reconnected(String connection) {
                        reconnects.add(connection);
                    }

                    @Override
                    public void sessionFailed(int partition) {
                        if (partition == 0) {
                            failures.incrementAndGet();
                        }
                    }
                })
                .onHealthChange(health -> ofPartition1.add(health.partitions().get(1)))
                .build();
        instance.start();
    }

    private PartitionHealth health(int partition) {
        return instance.health().partitions().get(partition);
    }

    void awaitActive(int partition) {
        await().atMost(BOUND).until(() -> health(partition).status() == Status.ACTIVE);
    }

    /** Waits until so many sessions of partition 0 have ended, and its health names RabbitMQ's reply code. */
    void awaitFailures(int times) {
        int before = failures.get();
        await().atMost(BOUND)
                .until(() -> failures.get() >= before + times
                        && health(0)
                                .reason()
                                .filter(reason -> reason.contains("541"))
                                .isPresent());
    }

    /** From now on partition 1 must notice nothing. */
    void forgetWhatHappened() {
        reconnects.clear();
        ofPartition1.clear();
    }

    void assertPartition1NoticedNothing() {
        assertThat(health(1).status()).isEqualTo(Status.ACTIVE);
        assertThat(ofPartition1).allMatch(health -> health.status() == Status.ACTIVE);
        assertThat(ofPartition1).allMatch(health -> health.reason().isEmpty());
        assertThat(reconnects).isEmpty();
    }

    /** A run of partition 1 is judged. */
    void assertPartition1Raises(AlertSink sink) {
        List<Reading> run = IntStream.range(0, 3)
                .mapToObj(i -> new Reading(OF_PARTITION_1, Instant.now().minusSeconds(10 - i), 140))
                .toList();
        Ward.publish(instance.publisher(), run);
        sink.awaitExactly(Ward.expected(run), Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        instance.close();
    }
}
