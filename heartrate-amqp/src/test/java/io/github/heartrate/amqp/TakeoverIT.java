package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Input;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag(RabbitMq.OLDEST)
class TakeoverIT {

    private static final AlarmPolicy POLICY =
            AlarmPolicy.builder().staleAfter(Duration.ofSeconds(4)).build();
    private static final Topology TOPOLOGY = Topology.partitioned(1);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private static HeartRateAmqp.Builder builder() {
        return HeartRateAmqp.builder().topology(TOPOLOGY).policy(POLICY);
    }

    private static boolean is(Killable one, Status status) {
        return one.instance().health().partitions().get(0).status() == status;
    }

    @Test
    void standbyTakesOverWithinTwoSecondsWithRunsEpisodesAndAcknowledgementsAndNoticesSilence() throws Exception {
        try (Killable active = Killable.start(rabbit.connectionFactory(), builder());
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), TOPOLOGY)
                        .build();
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            publisher.start();
            await().until(() -> is(active, Status.ACTIVE));
            try (Killable standby = Killable.start(rabbit.connectionFactory(), builder())) {
                await().until(() -> is(standby, Status.STANDBY));
                Instant start = Instant.now();
                for (int i = 0; i < 3; i++) {
                    Ward.publish(publisher, List.of(new Reading("acknowledged", start.plusMillis(i), 140)));
                }
                Ward.publish(publisher, List.of(new Reading("silent", start, 70)));
                Ward.publish(publisher, List.of(new Reading("running", start, 30)));
                Ward.publish(publisher, List.of(new Reading("running", start.plusMillis(1), 31)));
                await().until(() -> sink.distinct().size() == 1);
                Alert raised = sink.distinct().get(0);
                Ward.publish(publisher, List.of(Input.Acknowledge.of(raised, "a nurse", Instant.now())));
                await().until(() -> sink.distinct().size() == 2);

                active.kill();
                Ward.publish(publisher, List.of(new Reading("running", start.plusMillis(2), 32)));

                await().atMost(Duration.ofSeconds(2))
                        .pollInterval(Duration.ofMillis(10))
                        .untilAsserted(
                                () -> assertThat(raisedBy(sink, "running")).isPresent());
                assertThat(raisedBy(sink, "running").orElseThrow().onset()).isEqualTo(start);
                assertThat(standby.instance()
                                .status("acknowledged")
                                .orElseThrow()
                                .activeAlarms())
                        .extracting(PatientStatus.ActiveAlarm::acknowledged)
                        .containsExactly(true);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> sink.distinct().stream()
                                .anyMatch(alert -> alert.patientId().equals("silent")
                                        && alert.condition() == Condition.SIGNAL_LOSS));
                assertThat(sink.distinct())
                        .extracting(Alert::patientId, Alert::condition, Alert::phase)
                        .doesNotHaveDuplicates()
                        .hasSizeLessThanOrEqualTo(6);
            }
        }
    }

    private static Optional<Alert> raisedBy(AlertSink sink, String patient) {
        return sink.distinct().stream()
                .filter(alert -> alert.patientId().equals(patient) && alert.phase() == Phase.RAISED)
                .findFirst();
    }

    @Test
    void instanceThatIsActiveOnMoreThanItsShareHandsTheSurplusOver() throws Exception {
        HeartRateAmqp.Builder four = HeartRateAmqp.builder().partitions(4).policy(POLICY);
        try (Killable first = Killable.start(rabbit.connectionFactory(), four)) {
            await().until(() -> active(first) == 4);
            try (Killable second = Killable.start(
                    rabbit.connectionFactory(),
                    HeartRateAmqp.builder().partitions(4).policy(POLICY))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> active(first) == 2 && active(second) == 2);
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> active(first) == 4);
        }
    }

    private static long active(Killable one) {
        return one.instance().health().partitions().stream()
                .filter(health -> health.status() == Status.ACTIVE)
                .count();
    }
}
