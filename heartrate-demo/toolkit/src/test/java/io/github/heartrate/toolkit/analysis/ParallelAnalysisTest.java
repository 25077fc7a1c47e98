package io.github.heartrate.toolkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelAnalysisTest {

    private static final List<AlarmPolicy> POLICIES = PolicyGrid.of(
                    AlarmPolicy.DEFAULT,
                    Map.of(PolicyField.ONSET, List.of(1, 2, 3), PolicyField.HIGH, List.of(90.0, 100.0)))
            .policies();

    @Property(tries = 50)
    void figuresAreThoseOfOneThreadToTheLastDigit(@ForAll long seed) {
        Random random = new Random(seed);
        List<Reading> readings = readings(random, random.nextInt(20_000), 1 + random.nextInt(30));
        AnalysisResult expected = oneThread(readings);
        for (int threads : new int[] {0, 1, 2, 3, 8}) {
            assertThat(analyze(readings, threads)).as("%d threads", threads).isEqualTo(expected);
        }
    }

    @Test
    void moreDurationsThanAreKeptExactlyGiveTheSamePercentiles() {
        List<Reading> readings = readings(new Random(1), 150_000, 40);
        AnalysisResult expected = oneThread(readings);

        assertThat(expected.policies().get(0).alarms()).isGreaterThan(3 * 4_096);
        assertThat(analyze(readings, 3)).isEqualTo(expected);
    }

    @Test
    void takesNothingAfterItsResult() {
        try (ParallelAnalysis analysis = analysis(2)) {
            analysis.result();

            assertThatThrownBy(() -> analysis.accept(new Reading("p", Instant.EPOCH, 60)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("accept after result");
        }
    }

    @Test
    void hasNoResultAfterItWasClosed() {
        ParallelAnalysis analysis = analysis(2);
        analysis.accept(new Reading("p", Instant.EPOCH, 60));
        analysis.close();

        assertThatThrownBy(analysis::result)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("result after close");
    }

    @Test
    void refusesANegativeNumberOfThreads() {
        assertThatThrownBy(() -> analysis(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 0: -1");
    }

    /** Elapsed times begin in 1970 unless somebody says when, or before it; research data are shifted, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.000000001Z",
                "1969-12-31T20:00:00Z",
                "1900-01-01T00:00:00Z"
            })
    void figuresDoNotDependOnTheYear(String start) {
        List<Reading> readings = readings(new Random(3), 20_000, 5);
        Duration shift = Duration.between(readings.get(0).timestamp(), Instant.parse(start));
        List<Reading> shifted = readings.stream()
                .map(reading ->
                        new Reading(reading.patientId(), reading.timestamp().plus(shift), reading.bpm()))
                .toList();

        assertThat(analyze(shifted, 2)).isEqualTo(oneThread(shifted)).isEqualTo(oneThread(readings));
    }

    /** As lack of memory does, at whatever instruction. */
    @Test
    @Timeout(60)
    void deathOfAThreadEndsTheGiverWhoWouldWaitForIt() {
        try (ParallelAnalysis analysis = analysis(1)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            analysis.accept("p", Instant.ofEpochSecond(i), 60);
                            if (i == 10_000) {
                                Thread.getAllStackTraces().keySet().stream()
                                        .filter(thread -> thread.getName().equals("heartrate-analysis"))
                                        .forEach(Thread::interrupt);
                            }
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a thread of the analysis was interrupted");
        }
    }

    private static AnalysisResult oneThread(List<Reading> readings) {
        PolicyAnalysis analysis = new PolicyAnalysis(POLICIES, AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        readings.forEach(analysis::accept);
        return analysis.result();
    }

    private static AnalysisResult analyze(List<Reading> readings, int threads) {
        try (ParallelAnalysis analysis = analysis(threads)) {
            readings.forEach(analysis);
            return analysis.result();
        }
    }

    private static ParallelAnalysis analysis(int threads) {
        return new ParallelAnalysis(POLICIES, AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP, threads);
    }

    private static List<Reading> readings(Random random, int count, int patients) {
        List<Reading> readings = new ArrayList<>();
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < count; i++) {
            time = time.plusMillis(random.nextInt(3_000));
            readings.add(new Reading(
                    "p" + random.nextInt(patients), time, random.nextInt(3) == 0 ? 110 : 60 + random.nextInt(45)));
        }
        return readings;
    }
}
