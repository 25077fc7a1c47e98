package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.testkit.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each version of the encoding, for good: {@code snapshot-v1.hex} and {@code snapshot-v2.hex} were written once and are
 * never written again. Each holds every state, signal and policy option of its time.
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
            new Case(
                    "signal lost, alarm active",
                    "stale10 remind5",
                    "120x3 tick@13",
                    "tick@18 72",
                    "S?18 T?18 S-19 T-19"),
            new Case("signal lost since admission", "stale10", "admit tick@11", "72@12", "S-12"),
            new Case("awaited", "stale10", "admit", "tick@10 tick@11", "S+11"),
            new Case("discharged", "stale10", "120x3 discharge", "120@0x3 tick@90 120@91x3", "T+93"),
            new Case("never heard from", "N1", "", "tick@99 120", "T+100"),
            new Case("every option", "N2 M2 margin5 delay1 gap3 extreme stale10 remind5", "140x2 97 95", "95@4", "T-4"),
            new Case("nanoseconds, no thousandths", "N2", "120.0001@1.000000001", "130@2", "T+2"),
            new Case("\u00fcn\u00efc\u00f6de \ud83d\ude00 \u0000", "", "120x2", "120@2", "T+2"),
            new Case("plausible", "plausible", "120x2 301", "301@3 120", "T+4"));

    private static final Instant FAR_AHEAD = Feed.START.plus(Duration.ofDays(3));

    /** What version 2 brought. */
    private static final List<Case> NEW_CASES = List.of(
            new Case("latched", "latchHigh extreme remind5", "140x3 72", "72@9 ack", "T?9L T*10L"),
            new Case("latched loss", "latchAll stale10 remind5", "72 tick@11 72", "72@20", "S?20L"),
            new Case("paused", "N2 remind5", "120x2 pause60", "120@20 120@62", "T?20P T?62"),
            new Case("pause told before", "", "72 pause60 pause0", "pause60@1 120x3", "T+4"),
            new Case("acknowledged", "again8 worse20", "101x3 ack", "121@9", "T^9"),
            new Case("acknowledgement ended", "again8", "101x3 ack 101@12", "101@13 72", "T-14"),
            new Case("late", "stale10", "72@5 72@3 72@2", "tick@16", "S+16"),
            new Case("recovering by time", "calm4", "120x3 72", "72@7", "T-7"),
            new Case("extreme at once", "X1 N4 extreme", "120x2", "140@2", "T++2"),
            new Case("discharge is the last", "", "120x2 discharge@9", "120@5x3 120@10x3", "T+12"),
            new Case("urgent loss", "stale10 lossHigh", "72 tick@11", "72@12", "S-12"));

    private static AlarmPolicy policy(String options) {
        return options.equals("plausible")
                ? AlarmPolicy.builder().plausibleBpm(20, 300).build()
                : BoundaryCasesTest.policy(options);
    }

    private static MonitorSnapshot built() {
        List<Case> all = new ArrayList<>(CASES);
        all.addAll(NEW_CASES);
        MonitorSnapshot snapshot = MonitorSnapshot.empty(AlarmPolicy.DEFAULT);
        for (Case patient : all) {
            // Alone, since a tick is for all patients.
            HeartRateMonitor alone = HeartRateMonitor.builder().build();
            if (!patient.options.isEmpty()) {
                alone.setPolicy(patient.patientId, policy(patient.options), Feed.START.minusSeconds(1));
            }
            Scenario.of(patient.before).ofPatient(patient.patientId).run(alone::apply);
            snapshot = with(snapshot, alone.snapshot());
        }
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .restore(new MonitorSnapshot(
                        snapshot.policy(),
                        snapshot.patients(),
                        Optional.of(Feed.START),
                        Optional.empty(),
                        snapshot.newestReading()))
                .build();
        holdInputs(monitor);
        MonitorSnapshot built = monitor.snapshot();
        return new MonitorSnapshot(
                built.policy(),
                built.patients().stream()
                        .sorted(Comparator.comparing(DetectorSnapshot::patientId))
                        .toList(),
                built.lastTick(),
                Optional.of(FAR_AHEAD),
                built.newestReading());
    }

    /** One of each kind. */
    private static void holdInputs(HeartRateMonitor monitor) {
        List<String> patients = List.of("held discharge", "held pause", "held acknowledgement");
        for (String patientId : patients) {
            Scenario.of("120x3").ofPatient(patientId).run(monitor::apply);
        }
        Alert seen = monitor.status(patients.get(2))
                .orElseThrow()
                .activeAlarms()
                .get(0)
                .alert();
        List<Input> inputs = List.of(
                new Reading("held reading", FAR_AHEAD, 0),
                new Input.Admit("held admission", FAR_AHEAD),
                new Input.ChangePolicy("held policy", policy("N2 latchAll"), FAR_AHEAD),
                new Input.Discharge(patients.get(0), FAR_AHEAD),
                new Input.Pause(patients.get(1), FAR_AHEAD.plusSeconds(60), FAR_AHEAD),
                Input.Acknowledge.of(seen, "nurse", FAR_AHEAD));
        for (Input input : inputs) {
            assertThat(monitor.apply(input).verdict()).isEqualTo(Verdict.HELD);
        }
    }

    private static MonitorSnapshot only(MonitorSnapshot all, String patientId) {
        return new MonitorSnapshot(
                all.policy(),
                all.patients().stream()
                        .filter(patient -> patient.patientId().equals(patientId))
                        .toList());
    }

    private static MonitorSnapshot with(MonitorSnapshot all, MonitorSnapshot one) {
        return new MonitorSnapshot(
                all.policy(),
                Stream.concat(all.patients().stream(), one.patients().stream()).toList());
    }

    private static byte[] golden(int version) throws IOException {
        try (InputStream in = SnapshotGoldenTest.class.getResourceAsStream("/snapshot-v" + version + ".hex")) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    @Test
    void versionTwoIsReadAsItWasMeant() throws IOException {
        assertThat(MonitorSnapshot.fromBytes(golden(2))).isEqualTo(built());
    }

    @Test
    void versionTwoIsWrittenAsItWas() throws IOException {
        assertThat(HexFormat.of().formatHex(built().toBytes()))
                .isEqualTo(HexFormat.of().formatHex(golden(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyStateAndSignalIsInTheFile(int version) throws IOException {
        assertThat(MonitorSnapshot.fromBytes(golden(version)).patients())
                .extracting(patient -> patient.state.getClass().getSimpleName())
                .contains("Normal", "Pending", "Active", "Escalating", "Recovering");
        assertThat(MonitorSnapshot.fromBytes(golden(version)).patients())
                .extracting(patient -> patient.signal.getClass().getSimpleName())
                .contains("Present", "Awaited", "Lost", "Unwatched");
    }

    @Test
    void everyPatientGoesOnFromVersionOne() throws IOException {
        assertEachGoesOn(MonitorSnapshot.fromBytes(golden(1)), CASES);
    }

    @Test
    void everyPatientGoesOnFromVersionTwo() throws IOException {
        MonitorSnapshot golden = MonitorSnapshot.fromBytes(golden(2));
        assertEachGoesOn(golden, CASES);
        assertEachGoesOn(golden, NEW_CASES);
    }

    private static void assertEachGoesOn(MonitorSnapshot golden, List<Case> cases) {
        for (Case patient : cases) {
            HeartRateMonitor monitor = HeartRateMonitor.builder()
                    .restore(only(golden, patient.patientId))
                    .build();
            assertAlerts(monitor::apply, Scenario.of(patient.after).ofPatient(patient.patientId), patient.alerts);
        }
    }

    /** What it did not say is read as what tells somebody: an admission is kept, an alarm that was HIGH latches. */
    @Test
    void versionOneWrittenAgainIsVersionTwoWithTheSameMeaning() throws IOException {
        MonitorSnapshot golden = MonitorSnapshot.fromBytes(golden(1));
        byte[] again = golden.toBytes();
        assertThat(again[3]).isEqualTo((byte) 2);
        assertThat(MonitorSnapshot.fromBytes(again)).isEqualTo(golden);
        assertThat(golden.patients())
                .filteredOn(patient -> patient.care.admitted())
                .extracting(DetectorSnapshot::patientId)
                .contains("awaited", "signal lost since admission");
    }

    /** Which version 1 took: what was known goes on, and no longer under an id that nobody can write. */
    @Test
    void idWithHalfASurrogatePairInVersionOneIsMadeWhole() throws IOException {
        String hex = HexFormat.of().formatHex(golden(1));
        String halved = hex.replace("edb880", "e282ac"); // the second half of an emoji becomes a euro sign
        assertThat(halved).isNotEqualTo(hex);
        byte[] content = HexFormat.of().parseHex(halved.substring(0, halved.length() - 8));
        MonitorSnapshot snapshot = MonitorSnapshot.fromBytes(SnapshotEncodingTest.sealed(content));
        assertThat(snapshot.patients())
                .extracting(DetectorSnapshot::patientId)
                .contains("\u00fcn\u00efc\u00f6de \ufffd\u20ac \u0000");
        assertThat(MonitorSnapshot.fromBytes(snapshot.toBytes())).isEqualTo(snapshot);
    }

    @Test
    void inputsThatAreHeldTakeEffectAfterARestore() throws IOException {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .restore(MonitorSnapshot.fromBytes(golden(2)))
                .build();
        assertThat(monitor.accept(new Reading("held reading", FAR_AHEAD.plusSeconds(1), 0))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.status("held reading")
                        .orElseThrow()
                        .run()
                        .orElseThrow()
                        .count())
                .isEqualTo(2);
        List<Alert> alerts = monitor.tick(FAR_AHEAD).alerts();
        assertThat(alerts).isEmpty();
        alerts = monitor.tick(FAR_AHEAD.plusSeconds(1)).alerts();
        assertThat(alerts)
                .filteredOn(alert -> alert.patientId().startsWith("held"))
                .extracting(alert -> alert.patientId() + " " + alert.phase())
                .containsExactlyInAnyOrder("held discharge CLEARED", "held acknowledgement ACKNOWLEDGED");
        assertThat(monitor.status("held pause").orElseThrow().pausedUntil()).contains(FAR_AHEAD.plusSeconds(60));
        assertThat(monitor.status("held admission").orElseThrow().admitted()).isTrue();
        assertThat(monitor.status("held policy").orElseThrow().policy()).isEqualTo(policy("N2 latchAll"));
    }
}
