package io.github.heartrate.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator alone, under Flink's own harness. */
class HeartRateAlertsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .staleAfter(Duration.ofSeconds(30))
            .reminderInterval(Duration.ofSeconds(40))
            .build();

    @Test
    void runGoesOnBehindACheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = open()) {
            before.feed("a", 0, 120);
            before.feed("b", 0, 120);
            before.feed("a", 1, 120);
            state = before.snapshot(1, 1);
        }

        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.feed("a", 2, 120);

            assertThat(after.alerts()).containsExactly("a RAISED TACHYCARDIA");
        }
    }

    @Test
    void timersTellSilenceAndRemind() throws Exception {
        try (Harness harness = open()) {
            for (int second = 0; second < 3; second++) {
                harness.feed("a", second, 120);
            }
            harness.processWatermark(START.plusSeconds(35).toEpochMilli());
            assertThat(harness.alerts()).containsExactly("a RAISED TACHYCARDIA");

            harness.processWatermark(START.plusSeconds(60).toEpochMilli());

            assertThat(harness.alerts())
                    .containsExactly("a RAISED TACHYCARDIA", "a RAISED SIGNAL_LOSS", "a REMINDER TACHYCARDIA");
        }
    }

    @Test
    void patientWhoIsIdleLeavesNothing() throws Exception {
        try (Harness harness = open()) {
            harness.feed("a", 0, 72);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

            harness.processWatermark(START.plus(Duration.ofDays(3)).toEpochMilli());

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void endOfTheInputIsNoSilence() throws Exception {
        try (Harness harness = open()) {
            harness.feed("a", 0, 72);

            harness.processWatermark(Long.MAX_VALUE);

            assertThat(harness.alerts()).isEmpty();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void readingsThatWereNotJudgedGoAside() throws Exception {
        try (Harness harness = open()) {
            harness.feed("a", 1, 72);
            harness.feed("a", 1, 72);
            harness.feed("a", 1, 80);
            harness.feed("a", 0, 72);

            assertThat(harness.getSideOutput(HeartRateAlerts.NOT_JUDGED))
                    .extracting(record -> record.getValue().bpm())
                    .containsExactly(80.0, 72.0);
        }
    }

    private static Harness open() throws Exception {
        Harness harness = new Harness();
        harness.open();
        return harness;
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<String, Reading, PatientAlert> {

        Harness() throws Exception {
            super(new KeyedProcessOperator<>(new HeartRateAlerts(() -> POLICY)), Reading::patientId, Types.STRING);
        }

        void feed(String patientId, int second, double bpm) throws Exception {
            Instant time = START.plusSeconds(second);
            processElement(new Reading(patientId, time, bpm), time.toEpochMilli());
        }

        List<String> alerts() {
            return extractOutputValues().stream()
                    .map(alert -> alert.patientId() + " " + alert.phase() + " " + alert.condition())
                    .toList();
        }
    }
}
