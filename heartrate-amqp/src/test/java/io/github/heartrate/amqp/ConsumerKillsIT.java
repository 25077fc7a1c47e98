package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills at each step of the protocol and at random ones, while readings come. */
class ConsumerKillsIT {

    private static final List<String> EFFECTS = List.of(
            "loadState", "saveLoaded", "discardOlder", "process", "settleConfirms", "saveCurrent", "acknowledge");
    private static final int RANDOM_KILLS = 50;
    private static final int STEPS = 1_500;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void killsBeforeAndAfterEachStepAndAtRandomLoseAndInventNothing(QueueType type) throws Exception {
        long seed = System.nanoTime();
        Topology topology = Topology.partitioned(1).withQueueType(type);
        Ward ward = new Ward(seed, 50);
        List<Reading> all = new ArrayList<>();
        try (Killable first = Killable.start(rabbit.connectionFactory(), builder(topology))) {
            first.kill(); // it has declared the topology
        }
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory());
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                        .packing(Packing.NEVER) // steps are counted per message
                        .build()) {
            publisher.start();
            for (FaultPoint point : points(new Random(seed))) {
                List<Reading> more = ward.readings(12);
                all.addAll(more);
                try (Killable next = Killable.start(rabbit.connectionFactory(), point, builder(topology))) {
                    Ward.publish(publisher, more);
                    await(point + ", seed " + seed)
                            .atMost(Duration.ofSeconds(20))
                            .pollInterval(Duration.ofMillis(5))
                            .until(next::isKilled);
                }
            }
            try (Killable survivor = Killable.start(rabbit.connectionFactory(), builder(topology))) {
                sink.awaitExactly(Ward.expected(all), Duration.ofSeconds(30));
                assertThat(survivor.isKilled()).isFalse();
            }
            assertThat(sink.repeats()).as("kills that had an effect").isPositive();
            assertThat(sink.leftIn(topology.readingQueues().get(0))).allMatch(ControlCodec.CONTENT_TYPE::equals);
            assertThat(sink.messages("heartrate.parked")).isZero();
        }
    }

    private static List<FaultPoint> points(Random random) {
        List<FaultPoint> points = new ArrayList<>();
        for (String effect : EFFECTS) {
            for (int count : new int[] {1, effect.equals("process") ? 77 : 1}) {
                points.add(new FaultPoint(effect, false, count));
                points.add(new FaultPoint(effect, true, count));
            }
        }
        for (int i = 0; i < RANDOM_KILLS; i++) {
            points.add(new FaultPoint(
                    "", random.nextBoolean(), 1 + random.nextInt(random.nextBoolean() ? 12 : STEPS / 3)));
        }
        return points;
    }

    private static HeartRateAmqp.Builder builder(Topology topology) {
        return HeartRateAmqp.builder().topology(topology);
    }
}
