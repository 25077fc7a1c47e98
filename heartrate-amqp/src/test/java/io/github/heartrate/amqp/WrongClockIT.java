package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two instances, one of them with a wrong clock, under load; then the right one leaves. The oracle is the core, fed the
 * same inputs, and at the end one tick that finds everybody silent.
 */
class WrongClockIT {

    private static final AlarmPolicy POLICY =
            AlarmPolicy.builder().staleAfter(Duration.ofSeconds(10)).build();
    private static final AlarmPolicy OF_A_CHILD =
            POLICY.toBuilder().limits(AlarmLimits.of(60, 160)).build();
    private static final Topology TOPOLOGY = Topology.partitioned(2);
    private static final int PATIENTS = 30;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    /** What an instance's metrics were told of clocks. */
    private static final class ClockMetrics implements AmqpMetrics {
        private final Map<String, Long> refused = new ConcurrentHashMap<>();
        private final AtomicLong ownHoursAhead = new AtomicLong();

        @Override
        public void tickRefused(String instance, Duration ahead) {
            refused.merge(instance, 1L, Long::sum);
        }

        @Override
        public void clockDifference(Duration ahead) {
            ownHoursAhead.set(hours(ahead));
        }

        private long refused(String name) {
            return refused.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(name))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    private final Random random = new Random(7);
    private final List<Input.OfPatient> inputs = new ArrayList<>();

    private static long hours(Duration ahead) {
        return Math.round(ahead.toSeconds() / 3_600.0);
    }

    private static HeartRateAmqp instance(String name, long hoursAhead, AmqpMetrics metrics) {
        return HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(TOPOLOGY)
                .policy(POLICY)
                .instanceName(name)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(hoursAhead)))
                .metrics(metrics)
                .build();
    }

    private static long active(HeartRateAmqp instance) {
        return instance.health().partitions().stream()
                .filter(health -> health.status() == Status.ACTIVE)
                .count();
    }

    private void publish(ReadingPublisher publisher, Input.OfPatient input) {
        inputs.add(input);
        Ward.publish(publisher, List.of(input));
    }

    private void round(ReadingPublisher publisher) {
        List<Reading> readings = new ArrayList<>();
        Instant now = Instant.now();
        for (int patient = 0; patient < PATIENTS; patient++) {
            readings.add(new Reading("patient-" + patient, now, random.nextInt(4) == 0 ? 72 : 120));
        }
        inputs.addAll(readings);
        Ward.publish(publisher, readings);
    }

    /** Round after round, until something has come about. */
    private void load(ReadingPublisher publisher, Callable<Boolean> until) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            round(publisher);
            return until.call();
        });
    }

    private Set<String> expected() {
        HeartRateMonitor oracle = HeartRateMonitor.builder().policy(POLICY).build();
        Set<String> ids = new TreeSet<>();
        inputs.forEach(input -> oracle.apply(input).alerts().forEach(alert -> ids.add(alert.id())));
        Instant everybodyIsSilent = Instant.now().plus(Duration.ofHours(1));
        oracle.tick(everybodyIsSilent).alerts().forEach(alert -> ids.add(alert.id()));
        return ids;
    }

    /** Where it is active it names the wrong clock, and nobody else's. */
    private static boolean showsWrongClock(HeartRateAmqp instance, long hoursAhead) {
        return instance.health().partitions().stream()
                .filter(health -> health.status() == Status.ACTIVE)
                .allMatch(health -> health.wrongClocks().size() == 1
                        && health.wrongClocks().entrySet().stream()
                                .allMatch(entry ->
                                        entry.getKey().startsWith("wrong-") && hours(entry.getValue()) == hoursAhead));
    }

    @ParameterizedTest
    @ValueSource(longs = {48, -24, 1})
    void wrongClockLosesAndInventsNothingForgetsNobodyAndIsShown(long hoursAhead) throws Exception {
        ClockMetrics ofRight = new ClockMetrics();
        ClockMetrics ofWrong = new ClockMetrics();
        try (LogCapture log = LogCapture.ofEverything();
                HeartRateAmqp right = instance("right", 0, ofRight);
                HeartRateAmqp wrong = instance("wrong", hoursAhead, ofWrong);
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), TOPOLOGY)
                        .build()) {
            publisher.start();
            right.start();
            await().atMost(LIMIT).until(() -> active(right) == 2);
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                publish(publisher, new Input.ChangePolicy("child", OF_A_CHILD, Instant.now()));
                publish(publisher, new Reading("child", Instant.now(), 120));
                publish(publisher, new Reading("quiet", Instant.now(), 120));
                publish(publisher, new Reading("quiet", Instant.now(), 121));

                wrong.start();
                load(publisher, () -> active(right) == 1 && active(wrong) == 1);
                load(publisher, () -> showsWrongClock(right, hoursAhead) && showsWrongClock(wrong, hoursAhead));
                assertThat(ofRight.refused("wrong-")).isPositive();
                assertThat(ofWrong.refused("wrong-")).isPositive();
                assertThat(ofWrong.ownHoursAhead).hasValue(hoursAhead);

                leave(right);
                publish(publisher, new Reading("silent", Instant.now(), 72));
                load(publisher, () -> active(wrong) == 2 && isLost("silent", sink));
                // Not at each tick. A session that had to begin anew learns it anew, and says so in between.
                int saidAnew = count(log, "the ticks of this instance are heeded again, or it has gone");
                assertThat(count(log, "the clock of this instance is ")).isEqualTo(1 + saidAnew);
                assertThat(ofRight.refused("right-")).isZero();

                publish(publisher, new Reading("child", Instant.now(), 120));
                publish(publisher, new Reading("quiet", Instant.now(), 122));
                sink.awaitExactly(expected(), LIMIT);
                assertThat(sink.distinct())
                        .filteredOn(alert -> alert.patientId().equals("quiet"))
                        .extracting(alert -> alert.condition())
                        .contains(Condition.TACHYCARDIA);
            }
        }
    }

    private static int count(LogCapture log, String text) {
        return log.everything().split(Pattern.quote(text), -1).length - 1;
    }

    /** In the middle of the block that closes it at its end. */
    private static void leave(HeartRateAmqp instance) {
        instance.close();
    }

    private static boolean isLost(String patient, AlertSink sink) {
        return sink.distinct().stream()
                .anyMatch(alert -> alert.patientId().equals(patient) && alert.condition() == Condition.SIGNAL_LOSS);
    }
}
