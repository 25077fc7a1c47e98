package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeartRateAmqpIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void alertsAreThoseThatTheCoreGivesAndNothingButTicksIsLeft() throws Exception {
        List<Reading> readings = new Ward(1, 20).readings(200);
        try (HeartRateAmqp heartRate = builder().build()) {
            heartRate.start();
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                Ward.publish(heartRate.publisher(), readings);

                sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(20));
                assertThat(sink.repeats()).isZero();
                assertThat(heartRate.health().partitions()).allMatch(health -> health.status() == Status.ACTIVE);
            }
        }
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            for (String queue : Topology.partitioned(4).readingQueues()) {
                assertThat(sink.leftIn(queue)).as(queue).allMatch(ControlCodec.CONTENT_TYPE::equals);
            }
        }
    }

    @Test
    void verdictsOnPausesAndOnInputsOfAnotherYearAreToldLikeOthers() {
        Queue<Outcome> verdicts = new ConcurrentLinkedQueue<>();
        Queue<Verdict> counted = new ConcurrentLinkedQueue<>();
        AmqpMetrics metrics = new AmqpMetrics() {
            @Override
            public void reading(Verdict verdict) {
                counted.add(verdict);
            }
        };
        try (HeartRateAmqp heartRate = builder()
                .metrics(metrics)
                .observer((input, outcome) -> {
                    if (!(input instanceof Input.Tick)) {
                        verdicts.add(outcome);
                    }
                })
                .build()) {
            heartRate.start();
            Instant now = Instant.now();
            Ward.publish(
                    heartRate.publisher(),
                    List.of(
                            new Reading("a", now, 72),
                            new Input.Admit("a", now.plus(Duration.ofDays(400))),
                            new Input.Admit("a", now.plusMillis(1))));
            assertThat(heartRate.pause("a", Duration.ofMinutes(2)).join().verdict())
                    .isEqualTo(Verdict.ACCEPTED);

            await().untilAsserted(() -> assertThat(verdicts)
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.ACCEPTED, Verdict.HELD, Verdict.ACCEPTED, Verdict.ACCEPTED));
            assertThat(counted).containsExactly(Verdict.ACCEPTED, Verdict.AHEAD);
            assertThat(heartRate.status("a").orElseThrow().pausedUntil()).isPresent();
        }
    }

    @Test
    void installationsOfTwoNamesOnOneVirtualHostDoNotHearEachOther() throws InterruptedException {
        Instant now = Instant.now();
        Queue<Alert> heardAtFirst = new ConcurrentLinkedQueue<>();
        Queue<Alert> heardAtSecond = new ConcurrentLinkedQueue<>();
        Topology first = Topology.partitioned(2).named("icu-1");
        Topology second = Topology.partitioned(3).named("icu-2");
        try (HeartRateAmqp one = builder().topology(first).build();
                HeartRateAmqp other = builder().topology(second).build();
                AlertConsumer atFirst = alerts(first, heardAtFirst);
                AlertConsumer atSecond = alerts(second, heardAtSecond)) {
            one.start();
            other.start();
            atFirst.start();
            atSecond.start();
            Ward.publish(one.publisher(), highReadings("a", now));
            Ward.publish(other.publisher(), highReadings("b", now));

            await().until(() -> !heardAtFirst.isEmpty() && !heardAtSecond.isEmpty());
            assertThat(heardAtFirst).extracting(Alert::patientId).containsOnly("a");
            assertThat(heardAtSecond).extracting(Alert::patientId).containsOnly("b");
            assertThat(one.status("b")).isEmpty();
            assertThat(other.status("a")).isEmpty();
            assertThat(atFirst.failure()).isEmpty();
            assertThat(atSecond.failure()).isEmpty();
        }
    }

    @Test
    void instanceSaysWhenItIsActiveAndWhomItWatches() throws InterruptedException {
        Queue<Health.Overall> told = new ConcurrentLinkedQueue<>();
        try (HeartRateAmqp heartRate =
                builder().onHealthChange(health -> told.add(health.overall())).build()) {
            assertThat(heartRate.watches("a")).isFalse();
            heartRate.start();

            assertThat(heartRate.awaitActive(Duration.ofSeconds(30))).isTrue();
            assertThat(heartRate.watches("a")).isTrue();
            assertThat(heartRate.status("a")).isEmpty();
            await().until(() -> told.contains(Health.Overall.ACTIVE));
        }
    }

    private static AlertConsumer alerts(Topology topology, Queue<Alert> heard) {
        return AlertConsumer.builder(Broker.of(URI.create(rabbit.uri())), heard::add)
                .queue(topology.alertsQueue())
                .build();
    }

    private static List<Reading> highReadings(String patientId, Instant now) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new Reading(patientId, now.plusMillis(i), 150))
                .toList();
    }

    private static HeartRateAmqp.Builder builder() {
        return HeartRateAmqp.builder().uri(rabbit.uri()).instanceName("test");
    }
}
