package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much an instance takes: long backlogs, many patients, many partitions. Larger in the full campaign. */
class LimitsIT {

    private static final int BATCH = 100;
    private static final int BACKLOG_PATIENTS = 1_000;
    private static final int BACKLOG = Campaign.IS_FULL ? 1_000_000 : 100_000;
    private static final Duration BACKLOG_LIMIT = Duration.ofMinutes(5);
    private static final int PATIENTS = Campaign.IS_FULL ? 10_000 : 1_000;
    private static final int PARTITIONS = Campaign.IS_FULL ? 64 : 16;
    private static final long PAUSE_MS = Campaign.IS_FULL ? 4_000 : 1_000;
    private static final Duration PATIENTS_LIMIT = Duration.ofMinutes(2);

    /** An instance hands over one partition in 5 s. */
    private static final Duration BALANCE_LIMIT = Duration.ofMinutes(8);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void slowListenerWithALongBacklogNeedsNoMoreThanASmallHeap() throws Exception {
        String uri = rabbit.node().addVirtualHost("backlog");
        Topology topology = Topology.partitioned(2);
        Broker broker = Broker.of(URI.create(uri));
        try (Connection connection = broker.connect("backlog topology")) {
            topology.declare(connection);
        }
        Set<String> expected = publishBacklog(broker, topology);
        long start = System.nanoTime();
        try (CampaignSink sink = new CampaignSink(rabbit.node().connectionFactory(uri), topology);
                CampaignChild child =
                        CampaignChild.launch(uri, 2, Map.of(CampaignChildMain.LISTENER_MICROS, "10000"))) {
            await("backlog").atMost(BACKLOG_LIMIT).untilAsserted(() -> {
                assertThat(child.isAlive()).as(child::output).isTrue();
                assertThat(sink.missing(expected)).hasSize(0);
            });
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            child.terminate();

            assertThat(sink.invented(expected)).isEmpty();
            assertThat(sink.conflicts()).isEmpty();
            CampaignReport.add(new CampaignReport.Row(
                    "backlog in batches of " + BATCH + ", a listener that takes 10 ms an alert, heap of "
                            + CampaignChild.HEAP_MB + " MB",
                    1,
                    BACKLOG,
                    expected.size(),
                    0,
                    0,
                    sink.repeats(),
                    taken,
                    BACKLOG_LIMIT));
        }
    }

    /** Publishes a quiet ward's readings, and tells the ids of the alerts that the core gives. */
    private static Set<String> publishBacklog(Broker broker, Topology topology) {
        Ward ward = Ward.quiet(Campaign.SEED, BACKLOG_PATIENTS);
        Set<String> expected = new TreeSet<>();
        HeartRateMonitor oracle = HeartRateMonitor.builder()
                .policy(AlarmPolicy.DEFAULT)
                .listener(alert -> expected.add(alert.id()))
                .build();
        List<CompletableFuture<PublishResult>> results = new ArrayList<>();
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker, topology).build()) {
            publisher.start();
            for (int second = 0; second < BACKLOG / BACKLOG_PATIENTS; second++) {
                List<Reading> round = ward.readings(1);
                round.forEach(oracle::accept);
                batches(round, topology).forEach(batch -> results.add(publisher.publishBatch(batch)));
            }
            results.forEach(result -> assertThat(result.join()).isEqualTo(PublishResult.CONFIRMED));
        }
        return expected;
    }

    private static List<List<Reading>> batches(List<Reading> readings, Topology topology) {
        Collection<List<Reading>> partitions = readings.stream()
                .collect(Collectors.groupingBy(reading -> topology.partitionOf(reading.patientId())))
                .values();
        List<List<Reading>> batches = new ArrayList<>();
        for (List<Reading> partition : partitions) {
            for (int from = 0; from < partition.size(); from += BATCH) {
                batches.add(partition.subList(from, Math.min(from + BATCH, partition.size())));
            }
        }
        return batches;
    }

    @Test
    void manyPatientsOnManyPartitionsAreEachWatchedByExactlyOneInstance() throws Exception {
        try (Campaign campaign = new Campaign(
                PATIENTS + " patients, " + PARTITIONS + " partitions, 2 instances",
                rabbit.node(),
                Topology.partitioned(PARTITIONS),
                PATIENTS,
                PAUSE_MS)) {
            List<HeartRateAmqp> instances = List.of(campaign.instance(), campaign.instance());
            campaign.awaitRunning();
            campaign.recoverFrom(PATIENTS_LIMIT, () -> campaign.loadFor(5 * PAUSE_MS));
            campaign.load().pause();
            campaign.awaitCaughtUp();
            await("one active instance for each partition")
                    .atMost(PATIENTS_LIMIT)
                    .untilAsserted(() -> assertThat(statuses(instances, PARTITIONS))
                            .allSatisfy(both -> assertThat(both).containsOnlyOnce(Status.ACTIVE, Status.STANDBY)));
            campaign.finish();
        }
    }

    /** For each partition, how the instances stand with it. */
    private static List<List<Status>> statuses(List<HeartRateAmqp> instances, int partitions) {
        List<List<PartitionHealth>> healths = instances.stream()
                .map(HeartRateAmqp::health)
                .map(Health::partitions)
                .toList();
        return IntStream.range(0, partitions)
                .mapToObj(p ->
                        healths.stream().map(health -> health.get(p).status()).toList())
                .toList();
    }

    @Test
    void instanceThatJoinsLateGetsItsShare() throws Exception {
        int partitions = Campaign.IS_FULL ? 16 : 4;
        try (Campaign campaign = new Campaign(
                "a second instance joins, " + partitions + " partitions",
                rabbit.node(),
                Topology.partitioned(partitions),
                100,
                100)) {
            List<HeartRateAmqp> instances = new ArrayList<>(List.of(campaign.instance()));
            campaign.awaitRunning();
            assertThat(active(instances.get(0))).isEqualTo(partitions);
            campaign.recoverFrom(
                    BALANCE_LIMIT,
                    () -> instances.add(campaign.instance()),
                    () -> instances.stream().allMatch(instance -> active(instance) == partitions / 2));
            campaign.finish();
        }
    }

    private static long active(HeartRateAmqp instance) {
        return instance.health().partitions().stream()
                .filter(health -> health.status() == Status.ACTIVE)
                .count();
    }
}
