package io.github.heartrate.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedTelemetryTest {

    private static final Map<EventKind, Double> NOTHING = Map.of();

    @Test
    void sameSettingsGiveTheSameTelemetryAndAnotherSeedAnother() {
        assertThat(csv(settings(3, "PT5M", 7, NOTHING))).isEqualTo(csv(settings(3, "PT5M", 7, NOTHING)));
        assertThat(csv(settings(3, "PT5M", 7, NOTHING))).isNotEqualTo(csv(settings(3, "PT5M", 8, NOTHING)));
    }

    @Test
    void firstPeopleAreThoseThatDatafakerMakesUp() {
        assertThat(FirstPeople.SEED).isEqualTo(GeneratorSettings.DEFAULT.seed());
        assertThat(FirstPeople.ALL)
                .hasSizeGreaterThanOrEqualTo(GeneratorSettings.DEFAULT.patients())
                .isEqualTo(MadeUpPeople.generate(FirstPeople.SEED, FirstPeople.ALL.size()));
        assertThat(MadeUpPeople.generate(FirstPeople.SEED, 50)).startsWith(FirstPeople.ALL.toArray(Person[]::new));
    }

    @Test
    void patientKeepsTheirReadingsWhenOthersJoin() {
        List<Reading> alone = readings(settings(1, "PT1M", 7, NOTHING));
        List<Reading> together = readings(settings(4, "PT1M", 7, NOTHING)).stream()
                .filter(reading -> reading.patientId().equals("Patient_1"))
                .toList();

        assertThat(together).extracting(Reading::timestamp).isEqualTo(timestamps(alone));
        assertThat(new GeneratedTelemetry(settings(4, "PT1M", 7, NOTHING)).people())
                .extracting(Person::patientId)
                .containsExactly("Patient_1", "Patient_2", "Patient_3", "Patient_4");
    }

    @Test
    void everyScriptedEpisodeIsSeenByTheDefaultPolicyAndNothingElseIs() {
        GeneratorSettings settings =
                settings(20, "PT1H", 3, Map.of(EventKind.TACHYCARDIA, 24.0, EventKind.BRADYCARDIA, 24.0));
        List<ScriptedEvent> truth = truth(settings);
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(alerts::add).build();
        readings(settings).forEach(monitor::accept);
        List<Alert> raised =
                alerts.stream().filter(alert -> alert.phase() == Phase.RAISED).toList();

        assertThat(truth).hasSize(20 * 2);
        assertThat(raised).hasSize(truth.size());
        for (ScriptedEvent event : truth) {
            assertThat(raised)
                    .filteredOn(alert -> alert.patientId().equals(event.patientId())
                            && alert.condition()
                                    == (event.kind() == EventKind.TACHYCARDIA
                                            ? Condition.TACHYCARDIA
                                            : Condition.BRADYCARDIA)
                            && !alert.time().isBefore(event.start())
                            && !alert.time().isAfter(event.end()))
                    .as("%s", event)
                    .hasSize(1);
        }
    }

    @Test
    void dropOutsHaveNoReadingsAndArtefactsAreSingleSpikes() {
        GeneratorSettings settings = settings(2, "PT6H", 5, Map.of(EventKind.DROP_OUT, 12.0, EventKind.ARTEFACT, 40.0));
        List<ScriptedEvent> truth = truth(settings);
        List<Reading> readings = readings(settings);

        assertThat(truth)
                .filteredOn(event -> event.kind() == EventKind.DROP_OUT)
                .hasSize(2 * 3);
        assertThat(truth)
                .filteredOn(event -> event.kind() == EventKind.ARTEFACT)
                .hasSize(2 * 10);
        for (ScriptedEvent event : truth) {
            List<Reading> during = readings.stream()
                    .filter(reading -> reading.patientId().equals(event.patientId())
                            && !reading.timestamp().isBefore(event.start())
                            && (reading.timestamp().isBefore(event.end())
                                    || reading.timestamp().equals(event.start())))
                    .toList();
            if (event.kind() == EventKind.DROP_OUT) {
                assertThat(during).as("%s", event).isEmpty();
            } else if (!during.isEmpty()) {
                assertThat(during).as("%s", event).hasSize(1);
                assertThat(during.get(0).bpm()).isEqualTo(event.targetBpm());
            }
        }
        long spikes = readings.stream().filter(reading -> reading.bpm() > 200).count();
        assertThat(spikes).isBetween(1L, 20L);
    }

    @Test
    void restingRatesDifferByPersonFollowTheDayAndHangTogether() {
        GeneratorSettings settings = new GeneratorSettings(
                10,
                Duration.ofDays(1),
                Duration.ofSeconds(10),
                Instant.parse("2026-01-01T00:00:00Z"),
                1,
                IdStyle.NUMBERED,
                false,
                NOTHING);
        GeneratedTelemetry telemetry = new GeneratedTelemetry(settings);
        DoubleSummaryStatistics night = new DoubleSummaryStatistics();
        DoubleSummaryStatistics afternoon = new DoubleSummaryStatistics();
        double[] last = new double[10];
        DoubleSummaryStatistics steps = new DoubleSummaryStatistics();
        telemetry.generate(
                (time, bpm) -> {
                    int hour = (int) (time.getEpochSecond() / 3600 % 24);
                    for (int i = 0; i < bpm.length; i++) {
                        double aboveRest = bpm[i] - telemetry.people().get(i).restingBpm();
                        if (hour >= 2 && hour < 5) {
                            night.accept(aboveRest);
                        } else if (hour >= 14 && hour < 17) {
                            afternoon.accept(aboveRest);
                        }
                        if (last[i] > 0) {
                            steps.accept(Math.abs(bpm[i] - last[i]));
                        }
                        last[i] = bpm[i];
                    }
                },
                event -> {});

        assertThat(telemetry.people().stream().mapToInt(Person::restingBpm).distinct())
                .hasSizeGreaterThan(3);
        assertThat(afternoon.getAverage() - night.getAverage()).isBetween(8.0, 11.0);
        assertThat(steps.getAverage()).isBetween(0.5, 2.5);
    }

    @Test
    void uniformNoiseIsOfWholeNumbersFromFiveToTwoHundredAndFifty() {
        GeneratorSettings settings = new GeneratorSettings(
                2,
                Duration.ofHours(1),
                Duration.ofMillis(500),
                Instant.EPOCH,
                1,
                IdStyle.NUMBERED,
                true,
                GeneratorSettings.DEFAULT.perDay());
        DoubleSummaryStatistics rates =
                readings(settings).stream().mapToDouble(Reading::bpm).summaryStatistics();

        assertThat(rates.getMin()).isEqualTo(5);
        assertThat(rates.getMax()).isEqualTo(250);
        assertThat(rates.getAverage()).isBetween(125.0, 130.0);
        assertThat(rates.getCount()).isEqualTo(2 * 7_200);
        assertThat(truth(settings)).isEmpty();
    }

    @Test
    void settingsOutOfBoundsAreNamed() {
        assertThatThrownBy(() -> settings(0, "PT1M", 1, NOTHING)).hasMessage("patients must be from 1 to 1000000: 0");
        assertThatThrownBy(() -> settings(1, "PT0S", 1, NOTHING))
                .hasMessage("length must be from one interval to 36500 days: PT0S");
        assertThatThrownBy(() -> settings(1, "PT1M", 1, Map.of(EventKind.EXERCISE, -1.0)))
                .hasMessage("EXERCISE a day must be from 0 to 86400: -1.0");
    }

    private static GeneratorSettings settings(int patients, String length, long seed, Map<EventKind, Double> perDay) {
        return new GeneratorSettings(
                patients,
                Duration.parse(length),
                Duration.ofSeconds(1),
                GeneratorSettings.DEFAULT.start(),
                seed,
                IdStyle.NUMBERED,
                false,
                perDay);
    }

    private static List<Reading> readings(GeneratorSettings settings) {
        List<Reading> readings = new ArrayList<>();
        new GeneratedTelemetry(settings).read(readings::add);
        return readings;
    }

    private static List<Instant> timestamps(List<Reading> readings) {
        return readings.stream().map(Reading::timestamp).toList();
    }

    private static List<ScriptedEvent> truth(GeneratorSettings settings) {
        List<ScriptedEvent> truth = new ArrayList<>();
        new GeneratedTelemetry(settings).generate((time, bpm) -> {}, truth::add);
        return truth;
    }

    private static String csv(GeneratorSettings settings) {
        StringWriter out = new StringWriter();
        GeneratedTelemetry telemetry = new GeneratedTelemetry(settings);
        telemetry.generate(new TelemetryWriter(out, TelemetryWriter.Shape.WIDE, telemetry.people()), event -> {});
        return out.toString();
    }
}
