package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DetectorPropertiesTest {

    /** Few rates, so that runs are long; both limits and their nearest neighbours are among them. */
    private static final Arbitrary<Double> RATES = Arbitraries.of(
            0.0, 30.0, 49.0, Math.nextDown(50.0), 50.0, 75.0, 100.0, Math.nextUp(100.0), 101.0, 150.0, 300.0);

    @Provide
    Arbitrary<List<Reading>> everySecond() {
        return RATES.list()
                .ofMaxSize(60)
                .map(rates -> readings(rates, rates.stream().map(rate -> 1).toList()));
    }

    @Provide
    Arbitrary<List<Reading>> streams() {
        Arbitrary<List<Integer>> steps = Arbitraries.of(1, 1, 1, 2, 3).list().ofSize(40);
        return Combinators.combine(RATES.list().ofMaxSize(40), steps).as(DetectorPropertiesTest::readings);
    }

    @Provide
    Arbitrary<AlarmPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(0.0, 25.0, 50.0),
                        Arbitraries.of(0, 0, 2, 4),
                        Arbitraries.of(Duration.ofSeconds(1), Duration.ofSeconds(2), AlarmPolicy.UNLIMITED))
                .as((onset, clear, margin, delay, gap) -> new AlarmPolicy(
                        AlarmLimits.ADULT,
                        onset,
                        clear,
                        margin,
                        Duration.ofSeconds(delay),
                        gap,
                        0,
                        Double.POSITIVE_INFINITY));
    }

    private static List<Reading> readings(List<Double> rates, List<Integer> steps) {
        List<Reading> readings = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < rates.size(); i++) {
            readings.add(Streams.at(second, rates.get(i)));
            second += steps.get(i);
        }
        return readings;
    }

    @Property
    void plainRuleIsARegularExpression(
            @ForAll("everySecond") List<Reading> readings, @ForAll @IntRange(min = 1, max = 6) int onsetCount) {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(onsetCount).build();
        String symbols = RegexOracle.symbols(readings, AlarmLimits.ADULT);
        assertThat(Streams.story(Streams.alerts(policy, readings))).isEqualTo(RegexOracle.story(symbols, onsetCount));
    }

    @Property
    void wholeRuleIsWhatTheStreamSoFarSays(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        assertThat(Streams.story(Streams.alerts(policy, readings))).isEqualTo(WindowOracle.story(policy, readings));
    }

    @Property
    void readingsFedAgainChangeNothing(
            @ForAll("policies") AlarmPolicy policy,
            @ForAll("streams") List<Reading> readings,
            @ForAll @Size(40) List<@IntRange(min = 0, max = 1000) Integer> which) {
        ConsecutiveThresholdDetector detector = Streams.detector(policy);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            alerts.addAll(detector.accept(readings.get(i)).alerts());
            Reading again = readings.get(which.get(i) % (i + 1));
            Reading revised = new Reading(again.patientId(), again.timestamp(), again.bpm() + 60);
            assertThat(detector.accept(again).disposition())
                    .isEqualTo(again.equals(readings.get(i)) ? Disposition.DUPLICATE : Disposition.LATE);
            assertThat(detector.accept(revised).alerts()).isEmpty();
        }
        assertThat(alerts).isEqualTo(Streams.alerts(policy, readings));
    }

    @Property
    void interleavingLeavesEachPatientsAlertsAlone(
            @ForAll("policies") AlarmPolicy policy,
            @ForAll("streams") List<Reading> mine,
            @ForAll("streams") List<Reading> others,
            @ForAll @Size(80) List<Boolean> turns) {
        List<Reading> theirs = others.stream()
                .map(reading -> new Reading("q", reading.timestamp(), reading.bpm()))
                .toList();
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy).listener(told::add).build();
        int i = 0;
        int j = 0;
        for (boolean myTurn : turns) {
            if (i < mine.size() && (myTurn || j == theirs.size())) {
                monitor.accept(mine.get(i++));
            } else if (j < theirs.size()) {
                monitor.accept(theirs.get(j++));
            }
        }
        assertThat(told).filteredOn(alert -> alert.patientId().equals("p")).isEqualTo(Streams.alerts(policy, mine));
        assertThat(told).filteredOn(alert -> alert.patientId().equals("q")).isEqualTo(Streams.alerts(policy, theirs));
    }

    @Property(tries = 300)
    void restoringAtAnyCutIsAsIfThereWereNoCut(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        List<Alert> whole = Streams.alerts(policy, readings);
        for (int cut = 0; cut <= readings.size(); cut++) {
            ConsecutiveThresholdDetector before = Streams.detector(policy);
            List<Alert> alerts = new ArrayList<>(Streams.feed(before, readings.subList(0, cut)));
            ConsecutiveThresholdDetector after = ConsecutiveThresholdDetector.restore(before.snapshot(), policy);
            alerts.addAll(Streams.feed(after, readings.subList(Math.max(0, cut - 1), readings.size())));
            assertThat(alerts).isEqualTo(whole);
        }
    }

    @Property
    void raisedAndClearedAlternateAndOneAlarmIsActiveAtMost(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        Map<Condition, Alert> active = new EnumMap<>(Condition.class);
        for (Alert alert : Streams.alerts(policy, readings)) {
            if (alert.phase() == Phase.RAISED) {
                assertThat(active).isEmpty();
                active.put(alert.condition(), alert);
            } else {
                Alert raised = active.remove(alert.condition());
                assertThat(raised).isNotNull();
                assertThat(alert.episodeId()).isEqualTo(raised.episodeId());
                assertThat(alert.time()).isAfter(raised.time());
                assertThat(alert.evidence()).isEqualTo(raised.evidence());
            }
        }
    }

    @Property
    void evidenceIsInOrderAndAllOnTheSide(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        for (Alert alert : Streams.alerts(policy, readings)) {
            List<Reading> evidence = alert.evidence();
            assertThat(evidence).hasSize(policy.onsetCount());
            assertThat(readings).containsSubsequence(evidence);
            assertThat(evidence).extracting(Reading::timestamp).isSorted().doesNotHaveDuplicates();
            assertThat(evidence)
                    .allMatch(reading -> alert.condition() == Condition.TACHYCARDIA
                            ? reading.bpm() > 100 && reading.bpm() <= alert.peakBpm()
                            : reading.bpm() < 50 && reading.bpm() >= alert.peakBpm());
            assertThat(alert.onset()).isBeforeOrEqualTo(evidence.get(0).timestamp());
        }
    }

    @Property
    void mirroringTheRatesSwapsTheSides(
            @ForAll("policies") AlarmPolicy policy,
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 150) Integer> rates) {
        String there = Streams.story(Streams.alerts(policy, everySecond(rates, false)));
        String back = Streams.story(Streams.alerts(policy, everySecond(rates, true)));
        assertThat(back).isEqualTo(there.replace('T', '?').replace('B', 'T').replace('?', 'B'));
    }

    private static List<Reading> everySecond(List<Integer> rates, boolean mirrored) {
        List<Reading> readings = new ArrayList<>();
        for (int rate : rates) {
            readings.add(Streams.at(readings.size(), mirrored ? 150 - rate : rate));
        }
        return readings;
    }
}
