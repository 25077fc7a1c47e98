package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GracefulCloseIT {

    private static final int CLOSES = 20;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void closesUnderLoadRepeatReorderAndLeaveNothing(QueueType type) throws Exception {
        Topology topology = Topology.partitioned(1).withQueueType(type);
        Map<Verdict, Integer> verdicts = new ConcurrentHashMap<>();
        AmqpMetrics counting = new AmqpMetrics() {
            @Override
            public void reading(Verdict verdict) {
                verdicts.merge(verdict, 1, Integer::sum);
            }
        };
        HeartRateAmqp active = started(topology, counting);
        List<Reading> all = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory());
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                        .build()) {
            publisher.start();
            Ward ward = new Ward(System.nanoTime(), 30);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    List<Reading> more = ward.readings(4);
                    all.addAll(more);
                    Ward.publish(publisher, more);
                }
            });
            for (int i = 0; i < CLOSES; i++) {
                HeartRateAmqp standby = started(topology, counting);
                int alerts = sink.alerts().size();
                org.awaitility.Awaitility.await().until(() -> sink.alerts().size() > alerts + 20);
                active.close();
                active = standby;
            }
            enough.set(true);
            load.join();
            sink.awaitExactly(Ward.expected(all), Duration.ofSeconds(20));
            assertThat(sink.repeats()).isZero();
        } finally {
            enough.set(true);
            active.close();
        }
        assertThat(verdicts).containsOnlyKeys(Verdict.ACCEPTED);
        assertThat(verdicts.get(Verdict.ACCEPTED)).isEqualTo(all.size());
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            assertThat(sink.leftIn(topology.readingQueues().get(0))).allMatch(ControlCodec.CONTENT_TYPE::equals);
        }
    }

    private static HeartRateAmqp started(Topology topology, AmqpMetrics metrics) {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .broker(Broker.of(rabbit.connectionFactory()))
                .topology(topology)
                .metrics(metrics)
                .build();
        instance.start();
        return instance;
    }
}
