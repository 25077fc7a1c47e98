package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.testkit.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the encoding, for good: {@code snapshot-v1.hex} was written once and is never written again. It holds
 * every state, signal and policy option.
 */
class SnapshotGoldenTest {

    /** A patient: the options of its policy, what was fed before the snapshot, what is fed after it and the alerts then. */
    private record Case(String patientId, String options, String before, String after, String alerts) {}

    private static final List<Case> CASES = List.of(
            new Case("normal", "", "72x2", "104@2x3 72", "T+4 T-5"),
            new Case("normal after an alarm", "", "72 104x3 80 72.125", "104@4x1 44@6x3", "B+8"),
            new Case("pending high", "", "120x2", "120@2", "T+2"),
            new Case("pending low", "N4 delay9", "40x4", "40@9", "B+9"),
            new Case("pending, extreme", "N4 extreme", "110 140x2", "140@3 140", "T+3 T^4"),
            new Case("active", "", "44x3", "44@3 72", "B-4"),
            new Case("active, acknowledged", "remind5", "110x3 ack", "tick@60 72", "T-61"),
            new Case("active, reminded", "remind5", "110x3 tick@7 tick@12", "tick@16 tick@17 ack", "T?17 T*18"),
            new Case("active at high", "extreme M2", "140x3", "140@3 110 110 72 72", "Tv5 T-7"),
            new Case("active after a de-escalation", "extreme N2", "140x2 110 ack", "110@4 140 140", "T^6"),
            new Case("escalating", "extreme", "35@0 45 45 35x2", "35@5", "B^5"),
            new Case("recovering", "M3", "120x3 72x2", "72@5", "T-5"),
            new Case("recovering, other side pending", "M9", "120x3 72 40x2", "40@6", "T!6 B+6"),
            new Case("recovering at high", "extreme M2", "140x3 110", "72@4 72", "Tv4 T-5"),
            new Case("signal lost", "stale10", "72 tick@11", "72@12", "S-12"),
            new Case("signal lost, alarm active", "stale10 remind5", "120x3 tick@13", "tick@18 72", "S?18 S-19 T-19"),
            new Case("signal lost since admission", "stale10", "admit tick@11", "72@12", "S-12"),
            new Case("awaited", "stale10", "admit", "tick@10 tick@11", "S+11"),
            new Case("discharged", "stale10", "120x3 discharge", "120@0x3 tick@90 120@91x3", "T+93"),
            new Case("never heard from", "N1", "", "tick@99 120", "T+100"),
            new Case("every option", "N2 M2 margin5 delay1 gap3 extreme stale10 remind5", "140x2 97 95", "95@4", "T-4"),
            new Case("nanoseconds, no thousandths", "N2", "120.0001@1.000000001", "130@2", "T+2"),
            new Case("\u00fcn\u00efc\u00f6de \ud83d\ude00 \u0000", "", "120x2", "120@2", "T+2"),
            new Case("plausible", "plausible", "120x2 301", "301@3 120", "T+4"));

    private static AlarmPolicy policy(String options) {
        return options.equals("plausible")
                ? AlarmPolicy.builder().plausibleBpm(20, 300).build()
                : BoundaryCasesTest.policy(options);
    }

    private static MonitorSnapshot built() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (Case patient : CASES) {
            if (!patient.options.isEmpty()) {
                monitor.setPolicy(patient.patientId, policy(patient.options), Feed.START.minusSeconds(1));
            }
            // Alone, since a tick is for all patients.
            HeartRateMonitor alone = HeartRateMonitor.builder()
                    .restore(only(monitor.snapshot(), patient.patientId))
                    .build();
            Scenario.of(patient.before).ofPatient(patient.patientId).run(alone::apply);
            monitor = HeartRateMonitor.builder()
                    .restore(with(monitor.snapshot(), alone.snapshot(), patient.patientId))
                    .build();
        }
        List<DetectorSnapshot> sorted = monitor.snapshot().patients().stream()
                .sorted(Comparator.comparing(DetectorSnapshot::patientId))
                .toList();
        return new MonitorSnapshot(AlarmPolicy.DEFAULT, sorted);
    }

    private static MonitorSnapshot only(MonitorSnapshot all, String patientId) {
        return new MonitorSnapshot(
                all.policy(),
                all.patients().stream()
                        .filter(patient -> patient.patientId().equals(patientId))
                        .toList());
    }

    private static MonitorSnapshot with(MonitorSnapshot all, MonitorSnapshot one, String patientId) {
        List<DetectorSnapshot> others = all.patients().stream()
                .filter(patient -> !patient.patientId().equals(patientId))
                .toList();
        return new MonitorSnapshot(
                all.policy(),
                Stream.concat(others.stream(), one.patients().stream()).toList());
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SnapshotGoldenTest.class.getResourceAsStream("/snapshot-v1.hex")) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    @Test
    void versionOneIsReadAsItWasMeant() throws IOException {
        assertThat(MonitorSnapshot.fromBytes(golden())).isEqualTo(built());
    }

    @Test
    void versionOneIsWrittenAsItWas() throws IOException {
        assertThat(HexFormat.of().formatHex(built().toBytes()))
                .isEqualTo(HexFormat.of().formatHex(golden()));
    }

    @Test
    void everyStateAndSignalIsInTheFile() throws IOException {
        assertThat(MonitorSnapshot.fromBytes(golden()).patients())
                .extracting(patient -> patient.state.getClass().getSimpleName())
                .contains("Normal", "Pending", "Active", "Escalating", "Recovering");
        assertThat(MonitorSnapshot.fromBytes(golden()).patients())
                .extracting(patient -> patient.signal.getClass().getSimpleName())
                .contains("Present", "Awaited", "Lost", "Unwatched");
    }

    @Test
    void everyPatientGoesOnFromVersionOne() throws IOException {
        MonitorSnapshot golden = MonitorSnapshot.fromBytes(golden());
        for (Case patient : CASES) {
            HeartRateMonitor monitor = HeartRateMonitor.builder()
                    .restore(only(golden, patient.patientId))
                    .build();
            assertAlerts(monitor::apply, Scenario.of(patient.after).ofPatient(patient.patientId), patient.alerts);
        }
    }
}
