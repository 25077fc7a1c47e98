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
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.topology.BrokerDialect;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JSON that travels, for good: each {@code json-v*.txt} holds one message per line, {@code definitions-v*.json} is a
 * file for {@code rabbitmqctl}. They were written once and are never written again. The second has what came later: fields
 * of alerts and policies, and pauses. The third has alerts alone, with {@code patient_id} and {@code highest_priority};
 * those of the first and the second are still read. The second file of definitions has the exchange of snapshots
 * and the policy.
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
        return alert.toBuilder().lastReading(null).build();
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

    /** An alarm that escalates and is taken back, after the alerts of the second file. */
    private static List<Alert> latestAlerts() {
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(LIMITED).listener(told::add).build();
        double[] rates = {111, 112, 113, 151, 152, 153, 111, 72};
        for (int i = 0; i < rates.length; i++) {
            monitor.accept(new Reading("a", TIME.plusSeconds(i), rates[i]));
        }
        return Stream.of(someAlerts(), laterAlerts(), told)
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> golden(int version) {
        return Golden.lines("/json-v" + version + ".txt");
    }

    private static boolean isAlert(String line) {
        return line.startsWith("{\"id\":");
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void messagesAreWrittenAsTheyWere() {
        Stream<byte[]> written = Stream.of(
                        READINGS.stream().map(readings::encode),
                        CONTROLS.stream().map(controls::encode),
                        Stream.of(new SystemMessage(3, TIME).encode()))
                .flatMap(bodies -> bodies);

        assertThat(written.map(JsonGoldenTest::text))
                .containsExactlyElementsOf(
                        golden(1).stream().filter(line -> !isAlert(line)).toList());
    }

    @Test
    void laterControlsAreWrittenAsTheyWere() {
        assertThat(LATER_CONTROLS.stream().map(controls::encode).map(JsonGoldenTest::text))
                .containsExactlyElementsOf(
                        golden(2).stream().filter(line -> !isAlert(line)).toList());
    }

    @Test
    void alertsAreWrittenAsTheyWere() {
        assertThat(latestAlerts().stream().map(alerts::encode).map(JsonGoldenTest::text))
                .containsExactlyElementsOf(golden(3));
        assertThat(latestAlerts()).extracting(Alert::latched).contains(true, false);
        assertThat(latestAlerts()).extracting(Alert::paused).contains(true, false);
        assertThat(latestAlerts()).anyMatch(alert -> alert.highestPriority() != alert.priority());
        assertThat(latestAlerts())
                .anySatisfy(alert -> assertThat(alert.lostSignal()).hasValueSatisfying(lost -> {
                    assertThat(lost.runTowards()).contains(Condition.TACHYCARDIA);
                    assertThat(lost.lateReadings()).isEqualTo(2);
                }));
    }

    @Test
    void messagesAreReadAsTheyWereMeant() {
        List<String> lines = golden(1);
        int alertsFrom = READINGS.size() + CONTROLS.size();

        assertThat(lines.subList(0, READINGS.size()))
                .extracting(line -> readings.decode(utf8(line), "q"))
                .isEqualTo(READINGS);
        assertThat(lines.subList(READINGS.size(), alertsFrom))
                .extracting(line -> controls.decode(utf8(line)))
                .isEqualTo(CONTROLS);
        assertThat(golden(2).stream().filter(line -> !isAlert(line)))
                .extracting(line -> controls.decode(utf8(line)))
                .isEqualTo(LATER_CONTROLS);
        assertThat(SystemMessage.decode(utf8(lines.get(lines.size() - 1)))).isEqualTo(new SystemMessage(3, TIME));
    }

    @Test
    void alertsOfAllVersionsAreReadAsTheyWereMeant() {
        List<Alert> first =
                someAlerts().stream().map(JsonGoldenTest::withoutLastReading).toList();
        List<Alert> second =
                Stream.concat(someAlerts().stream(), laterAlerts().stream()).toList();

        assertThat(alertsOf(1)).isEqualTo(first);
        assertThat(alertsOf(2)).isEqualTo(second);
        assertThat(alertsOf(3)).isEqualTo(latestAlerts());
    }

    private List<Alert> alertsOf(int version) {
        return golden(version).stream()
                .filter(JsonGoldenTest::isAlert)
                .map(line -> alerts.decode(utf8(line)))
                .toList();
    }

    @Test
    void definitionsAreWrittenAsTheyWere() {
        String written =
                Topology.partitioned(2).definitions(new BrokerDialect(BrokerProduct.RABBITMQ, 3, 10), "ward \"7\"");

        assertThat(written.lines()).isEqualTo(Golden.lines("/definitions-v2.json"));
    }
}
