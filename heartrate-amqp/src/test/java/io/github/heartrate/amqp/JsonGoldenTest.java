package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Latch;
import io.github.heartrate.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JSON that travels, for good: {@code json-v1.txt} and {@code json-v2.txt} hold one message per line, {@code
 * definitions-v1.json} a file for {@code rabbitmqctl}. They were written once and are never written again. The second has
 * what came later: fields of alerts and policies, and pauses.
 */
class JsonGoldenTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATIENT = "\u00fc \ud83d\ude00 \"1\" \\ \u0000 \u2028 </a>";
    private static final AlarmPolicy LIMITED = AlarmPolicy.builder()
            .limits(new AlarmLimits(49.5, 110, 30, 150))
            .maxGap(Duration.ofSeconds(90))
            .staleAfter(Duration.ofMinutes(2))
            .reminderInterval(Duration.ofMillis(90_500))
            .plausibleBpm(10, 350)
            .build();

    private static final AlarmPolicy CAREFUL = AlarmPolicy.BEDSIDE.toBuilder()
            .clearDelay(Duration.ofSeconds(2))
            .acknowledgementLimit(Duration.ofMinutes(5))
            .latch(Latch.ALL)
            .build();

    private static final List<ControlMessage> LATER_CONTROLS = List.of(
            ControlMessage.of(new Input.Pause(PATIENT, TIME.plusSeconds(120), TIME)),
            ControlMessage.of(new Input.ChangePolicy("a", CAREFUL, TIME)));

    private static final List<Reading> READINGS = List.of(
            new Reading(PATIENT, TIME, 72),
            new Reading("a", TIME.plusNanos(1), 0.1),
            new Reading("a", TIME, 1e-300),
            new Reading("a", TIME, 12_345_678.9),
            new Reading("a", Instant.MAX, Double.MAX_VALUE));

    private static final List<ControlMessage> CONTROLS = List.of(
            ControlMessage.tick(new Input.Tick(TIME), "i-1", Long.MAX_VALUE),
            ControlMessage.of(new Input.Acknowledge(PATIENT, "episode", "event", "a nurse", TIME)),
            ControlMessage.of(new Input.Admit(PATIENT, TIME)),
            ControlMessage.of(new Input.Discharge(PATIENT, TIME)),
            ControlMessage.of(new Input.ChangePolicy("a", AlarmPolicy.DEFAULT, TIME)),
            ControlMessage.of(new Input.ChangePolicy("a", LIMITED, TIME)));

    private final JsonReadingCodec readings = new JsonReadingCodec();
    private final ControlCodec controls = new ControlCodec();
    private final AlertCodec alerts = new AlertCodec();

    private static List<Alert> someAlerts() {
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(LIMITED).listener(told::add).build();
        double[] rates = {111, 112.5, 113, 114, 72};
        for (int i = 0; i < rates.length; i++) {
            monitor.accept(new Reading(PATIENT, TIME.plusSeconds(i), rates[i]));
        }
        monitor.apply(new Input.Tick(TIME.plusSeconds(1_000)));
        monitor.apply(Input.Acknowledge.of(told.get(told.size() - 1), "a nurse", TIME.plusSeconds(1_001)));
        return told;
    }

    /** As it was before alerts told of the last reading. */
    private static Alert withoutLastReading(Alert alert) {
        return new Alert(
                alert.id(),
                alert.episodeId(),
                alert.patientId(),
                alert.condition(),
                alert.phase(),
                alert.number(),
                alert.priority(),
                alert.onset(),
                alert.raisedAt(),
                alert.time(),
                alert.limitBpm(),
                alert.evidence(),
                alert.peakBpm(),
                alert.clearReason(),
                alert.acknowledgedBy(),
                Optional.empty(),
                false,
                Optional.empty(),
                alert.lostSignal());
    }

    /** A run when the signal goes in a pause, late readings, and a HIGH alarm that ends unseen. */
    private static List<Alert> laterAlerts() {
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(CAREFUL).listener(told::add).build();
        monitor.accept(new Reading(PATIENT, TIME, 111));
        monitor.accept(new Reading(PATIENT, TIME.plusSeconds(1), 112.5));
        monitor.pause(PATIENT, TIME.plusSeconds(300), TIME.plusSeconds(2));
        monitor.accept(new Reading(PATIENT, TIME.minusSeconds(9), 30));
        monitor.accept(new Reading(PATIENT, TIME.minusSeconds(8), 31));
        monitor.tick(TIME.plusSeconds(100));
        monitor.accept(new Reading(PATIENT, TIME.plusSeconds(101), 0));
        monitor.accept(new Reading(PATIENT, TIME.plusSeconds(102), 72));
        monitor.accept(new Reading(PATIENT, TIME.plusSeconds(104), 72));
        monitor.tick(TIME.plusSeconds(300));
        return told;
    }

    private static List<String> golden() {
        return Golden.lines("/json-v1.txt");
    }

    private static List<String> laterGolden() {
        return Golden.lines("/json-v2.txt");
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void messagesAreWrittenAsTheyWere() {
        List<String> written = Stream.of(
                        READINGS.stream().map(readings::encode),
                        CONTROLS.stream().map(controls::encode),
                        someAlerts().stream()
                                .map(JsonGoldenTest::withoutLastReading)
                                .map(alerts::encode),
                        Stream.of(new SystemMessage(3, TIME).encode()))
                .flatMap(bodies -> bodies)
                .map(JsonGoldenTest::text)
                .toList();

        assertThat(written).isEqualTo(golden());
    }

    @Test
    void laterMessagesAreWrittenAsTheyWere() {
        List<String> written = Stream.of(
                        LATER_CONTROLS.stream().map(controls::encode),
                        someAlerts().stream().map(alerts::encode),
                        laterAlerts().stream().map(alerts::encode))
                .flatMap(bodies -> bodies)
                .map(JsonGoldenTest::text)
                .toList();

        assertThat(written).isEqualTo(laterGolden());
        assertThat(laterAlerts()).extracting(Alert::latched).contains(true, false);
        assertThat(laterAlerts()).extracting(Alert::paused).contains(true, false);
        assertThat(laterAlerts())
                .anySatisfy(alert -> assertThat(alert.lostSignal()).hasValueSatisfying(lost -> {
                    assertThat(lost.runTowards()).contains(Condition.TACHYCARDIA);
                    assertThat(lost.lateReadings()).isEqualTo(2);
                }));
    }

    @Test
    void laterMessagesAreReadAsTheyWereMeant() {
        List<String> lines = laterGolden();
        int later = LATER_CONTROLS.size();

        assertThat(lines.subList(0, later))
                .extracting(line -> controls.decode(utf8(line)))
                .isEqualTo(LATER_CONTROLS);
        assertThat(lines.subList(later, lines.size()))
                .extracting(line -> alerts.decode(utf8(line)))
                .isEqualTo(Stream.concat(someAlerts().stream(), laterAlerts().stream())
                        .toList());
    }

    @Test
    void messagesAreReadAsTheyWereMeant() {
        List<String> lines = golden();
        int alertsFrom = READINGS.size() + CONTROLS.size();

        assertThat(lines.subList(0, READINGS.size()))
                .extracting(line -> readings.decode(utf8(line), "q"))
                .isEqualTo(READINGS);
        assertThat(lines.subList(READINGS.size(), alertsFrom))
                .extracting(line -> controls.decode(utf8(line)))
                .isEqualTo(CONTROLS);
        assertThat(lines.subList(alertsFrom, lines.size() - 1))
                .extracting(line -> alerts.decode(utf8(line)))
                .isEqualTo(someAlerts().stream()
                        .map(JsonGoldenTest::withoutLastReading)
                        .toList());
        assertThat(SystemMessage.decode(utf8(lines.get(lines.size() - 1)))).isEqualTo(new SystemMessage(3, TIME));
    }

    @Test
    void definitionsAreWrittenAsTheyWere() {
        String written = Topology.partitioned(2)
                .definitions(new BrokerDialect(BrokerDialect.Product.RABBITMQ, 3, 10), "ward \"7\"");

        assertThat(written.lines()).isEqualTo(Golden.lines("/definitions-v1.json"));
    }
}
