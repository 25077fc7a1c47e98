package io.github.heartrate.toolkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class PolicyAnalysisTest {

    private static final Duration CAP = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property(tries = 500)
    void figuresAreThoseOfWholeAlarmsLaidSideBySide(
            @ForAll("streams") List<Reading> readings,
            @ForAll("policies") AlarmPolicy policy,
            @ForAll("policies") AlarmPolicy reference) {
        IntervalOracle oracle = new IntervalOracle(readings, CAP);
        AnalysisResult result = analyze(readings, reference, policy, reference);
        PolicyFigures figures = result.policies().get(0);

        assertThat(figures.alarms()).isEqualTo(oracle.alarms(policy).size());
        assertThat(result.referenceEpisodes())
                .isEqualTo(oracle.alarms(reference).size());
        assertThat(figures.alarmsRemoved()).isEqualTo(result.referenceEpisodes() - figures.alarms());
        assertThat(figures.episodesMissed()).isEqualTo(oracle.missed(policy, reference));
        assertThat(figures.reAlarms()).isEqualTo(oracle.reAlarms(policy));
        assertThat(figures.signalLosses()).isEqualTo(oracle.signalLosses(policy));
        assertThat(result.monitored()).isEqualTo(oracle.monitored());
        List<Duration> added = oracle.added(policy, reference);
        assertThat(figures.medianTimeAdded()).isEqualTo(median(added));
        if (!result.monitored().isZero()) {
            double share = oracle.inAlarm(policy).toMillis()
                    / (double) result.monitored().toMillis();
            assertThat(figures.alarmTimeShare()).isCloseTo(share, within(1e-9));
        }
        assertThat(result.policies().get(1).episodesMissed()).isZero();
        assertThat(result.policies().get(1)).isEqualTo(result.reference());
    }

    @Provide
    Arbitrary<List<Reading>> streams() {
        Arbitrary<Integer> seconds =
                Arbitraries.frequency(Tuple.of(20, 10), Tuple.of(2, 60), Tuple.of(1, 300), Tuple.of(1, 301));
        Arbitrary<Double> rates = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(40.0, 48.0, 75.0, 104.0, 104.0, 118.0, 140.0, 140.0)),
                Tuple.of(1, Arbitraries.of(50.0, 60.0, 75.0, 100.0)));
        Arbitrary<String> patients = Arbitraries.of("a", "a", "a", "b");
        return Combinators.combine(patients, seconds, rates)
                .as((patient, gap, bpm) -> new Reading(patient, Instant.ofEpochSecond(gap), bpm))
                .list()
                .ofMaxSize(60)
                .map(steps -> {
                    List<Reading> readings = new ArrayList<>();
                    Instant time = START;
                    for (Reading step : steps) {
                        time = time.plusSeconds(step.timestamp().getEpochSecond());
                        readings.add(new Reading(step.patientId(), time, step.bpm()));
                    }
                    return readings;
                });
    }

    @Provide
    Arbitrary<AlarmPolicy> policies() {
        Arbitrary<Duration> staleAfter =
                Arbitraries.of(Duration.ofSeconds(15), Duration.ofMillis(45_500), AlarmPolicy.UNLIMITED);
        return Combinators.combine(detection(), staleAfter)
                .as((policy, silence) -> policy.toBuilder().staleAfter(silence).build());
    }

    private static Arbitrary<AlarmPolicy> detection() {
        return Combinators.combine(
                        Arbitraries.of(45.0, 50.0),
                        Arbitraries.of(100.0, 110.0, 130.0),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(0.0, 5.0),
                        Arbitraries.of(0, 15),
                        Arbitraries.of(30L, Long.MAX_VALUE),
                        Arbitraries.of(120.0, Double.POSITIVE_INFINITY))
                .as((low, high, onset, clear, margin, delay, gap, extreme) -> AlarmPolicy.builder()
                        .limits(new AlarmLimits(
                                low, high, Double.NEGATIVE_INFINITY, extreme > high ? extreme : high + 1))
                        .onsetCount(onset)
                        .clearCount(clear)
                        .clearMarginBpm(margin)
                        .conditionDelay(Duration.ofSeconds(delay))
                        .maxGap(Duration.ofSeconds(gap))
                        .build());
    }

    @Test
    void ratesAreByMonitoredTimeOfEachPatientAndGapsAreNotMonitored() {
        List<Reading> readings = new ArrayList<>();
        for (int hour = 0; hour < 2; hour++) {
            for (int second = 0; second < 3_600; second += 60) {
                Instant time = START.plusSeconds(hour * 86_400L + second);
                readings.add(new Reading("sick", time, second % 600 < 180 ? 120 : 70));
                readings.add(new Reading("well", time, 70));
            }
        }

        AnalysisResult result = analyze(readings, AlarmPolicy.DEFAULT, AlarmPolicy.DEFAULT);
        PolicyFigures figures = result.policies().get(0);

        assertThat(result.monitored()).isEqualTo(Duration.ofMinutes(4 * 59));
        assertThat(figures.alarms()).isEqualTo(12);
        assertThat(figures.maxPerPatientDay()).isCloseTo(12 * 86_400.0 / (2 * 59 * 60), within(1e-9));
        assertThat(figures.medianPerPatientDay()).isCloseTo(figures.maxPerPatientDay() / 2, within(1e-9));
        assertThat(figures.worstTenthShare()).isEqualTo(1);
        assertThat(figures.medianDuration()).contains(Duration.ofSeconds(60));
        assertThat(figures.floods()).isZero();
    }

    @Test
    void tenAlarmsInTenMinutesAreOneFloodUntilTheyBecomeRare() {
        List<Reading> readings = new ArrayList<>();
        AlarmPolicy eager = AlarmPolicy.builder().onsetCount(1).build();
        for (int i = 0; i < 9 * 2; i++) {
            readings.add(new Reading("p", START.plusSeconds(30L * i), i % 2 == 0 ? 120 : 70));
        }
        assertThat(analyze(readings, eager, eager).policies().get(0).floods()).isZero();
        for (int i = 18; i < 60; i++) {
            readings.add(new Reading("p", START.plusSeconds(30L * i), i % 2 == 0 ? 120 : 70));
        }
        assertThat(analyze(readings, eager, eager).policies().get(0).floods()).isEqualTo(1);
        for (int i = 0; i < 40; i++) {
            readings.add(new Reading("p", START.plusSeconds(86_400 + 30L * i), i % 2 == 0 ? 120 : 70));
        }
        assertThat(analyze(readings, eager, eager).policies().get(0).floods()).isEqualTo(2);
    }

    @Test
    void repeatedLateAndImplausibleReadingsAreCountedAndHaveNoEffect() {
        AlarmPolicy policy = AlarmPolicy.builder().plausibleBpm(20, 300).build();
        List<Reading> readings = List.of(
                new Reading("p", START.plusSeconds(2), 120),
                new Reading("p", START.plusSeconds(2), 120),
                new Reading("p", START.plusSeconds(2), 121),
                new Reading("p", START, 120),
                new Reading("p", START.plusSeconds(3), 400));

        AnalysisResult result = analyze(readings, policy, policy);

        assertThat(result.readings())
                .containsEntry(Verdict.ACCEPTED, 1L)
                .containsEntry(Verdict.DUPLICATE, 1L)
                .containsEntry(Verdict.CONFLICT, 1L)
                .containsEntry(Verdict.LATE, 1L)
                .containsEntry(Verdict.IMPLAUSIBLE, 1L);
        assertThat(result.policies().get(0).alarmsPerPatientDay()).isNaN();
        assertThat(result.policies().get(0).medianDuration()).isEmpty();
    }

    @Test
    void argumentsThatCantBeAreRefused() {
        assertThatThrownBy(() -> new PolicyAnalysis(List.of(), AlarmPolicy.DEFAULT, CAP))
                .hasMessage("policies must not be empty");
        assertThatThrownBy(() -> new PolicyAnalysis(List.of(AlarmPolicy.DEFAULT), AlarmPolicy.DEFAULT, Duration.ZERO))
                .hasMessage("monitored gap must be positive and at most 366d: 0s");
        AlarmPolicy other = AlarmPolicy.builder().plausibleBpm(20, 300).build();
        assertThatThrownBy(() -> new PolicyAnalysis(List.of(other), AlarmPolicy.DEFAULT, CAP))
                .hasMessage("policies must have the reference's plausible range: 20..300, 0..");
        PolicyAnalysis ended = new PolicyAnalysis(List.of(other), other, CAP);
        ended.result();
        assertThatThrownBy(() -> ended.accept(new Reading("p", START, 72))).hasMessage("accept after result");
    }

    @Test
    void percentilesAreExactForFewAndCloseForMany() {
        Percentiles few = new Percentiles();
        List.of(5, -1, 3, 4).forEach(seconds -> few.add(Duration.ofSeconds(seconds)));
        assertThat(few.at(0.5)).contains(Duration.ofMillis(3_500));
        assertThat(few.at(1)).contains(Duration.ofSeconds(5));
        assertThat(new Percentiles().at(0.5)).isEmpty();

        Percentiles many = new Percentiles();
        for (int i = -20_000; i <= 80_000; i++) {
            many.add(Duration.ofSeconds(i));
        }
        assertThat(many.at(0.5).orElseThrow().toSeconds()).isCloseTo(30_000, within(40L));
        assertThat(many.at(0.9).orElseThrow().toSeconds()).isCloseTo(70_000, within(80L));
        assertThat(many.at(0.1).orElseThrow().toSeconds()).isCloseTo(-10_000, within(15L));
    }

    @Test
    void gridCombinesLeavesOutContradictionsAndDropsDuplicates() {
        PolicyGrid grid = PolicyGrid.of(
                AlarmPolicy.DEFAULT,
                Map.of(
                        PolicyField.LOW, List.of(50.0, 110.0, 50.0),
                        PolicyField.HIGH, List.of(100.0, 120.0),
                        PolicyField.ONSET, List.of(1, 2),
                        PolicyField.CLEAR_MARGIN, List.of(0.0, 30.0)));

        assertThat(grid.policies()).hasSize(2 * 2 * 2 + 2).doesNotHaveDuplicates();
        assertThat(grid.duplicates()).isEqualTo(8);
        assertThat(grid.contradictions())
                .containsOnly(
                        "low must be below high: 110.0, 100.0",
                        "clearMargin must be from 0 to high - low (10.0): 30.0");
    }

    @Test
    void heatMapsLayOutLimitsByReadingsToConfirmAndMarkTheParetoFront() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readings.add(new Reading("p", START.plusSeconds(i), i % 10 < 4 ? 115 : 70));
        }
        AlarmPolicy n3 = AlarmPolicy.DEFAULT;
        AlarmPolicy n5 = AlarmPolicy.builder().onsetCount(5).build();
        AlarmPolicy high = AlarmPolicy.builder().limits(AlarmLimits.of(50, 120)).build();
        AnalysisResult result = analyze(readings, n3, n3, n5, high);

        assertThat(HeatMap.of(result)).singleElement().satisfies(map -> {
            assertThat(map.limits()).containsExactly(AlarmLimits.of(50, 100), AlarmLimits.of(50, 120));
            assertThat(map.onsetCounts()).containsExactly(3, 5);
            assertThat(map.cells().get(0).get(0)).hasValueSatisfying(cell -> {
                assertThat(cell.episodesMissed()).isZero();
                assertThat(cell.paretoBest()).isTrue();
            });
            assertThat(map.cells().get(0).get(1)).hasValueSatisfying(cell -> {
                assertThat(cell.episodesMissed()).isEqualTo(10);
                assertThat(cell.alarmsPerPatientDay()).isZero();
                assertThat(cell.paretoBest()).isTrue();
            });
            assertThat(map.cells().get(1).get(1)).isEmpty();
        });
    }

    private static Optional<Duration> median(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        Duration below = sorted.get((sorted.size() - 1) / 2);
        return Optional.of(below.plus(sorted.get(sorted.size() / 2)).dividedBy(2));
    }

    private static AnalysisResult analyze(List<Reading> readings, AlarmPolicy reference, AlarmPolicy... policies) {
        PolicyAnalysis analysis = new PolicyAnalysis(List.of(policies), reference, CAP);
        readings.forEach(analysis::accept);
        return analysis.result();
    }
}
