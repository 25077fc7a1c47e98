package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.heartrate.PatientStatus.RunStatus;
import io.github.heartrate.PatientStatus.SignalStatus;
import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Admission, discharge and changes of policy, fed once, again and out of order. */
class ControlInputsTest {

    private static final AlarmPolicy TWO = AlarmPolicy.builder().onsetCount(2).build();

    private static Instant second(long second) {
        return Feed.START.plusSeconds(second);
    }

    @Test
    void policySetBeforeTheFirstReadingOutlivesATick() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.setPolicy("p", TWO, second(0));
        monitor.tick(second(1));
        monitor.accept(Feed.at(2, 120));
        assertThat(monitor.accept(Feed.at(3, 120)).alerts()).hasSize(1);
    }

    @Test
    void policyOfAPatientsOwnIsForgottenOnlyAfterTheDischarge() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().idleLimit(Duration.ofSeconds(9)).build();
        monitor.setPolicy("p", TWO, second(0));
        monitor.tick(second(1_000));
        assertThat(monitor.status("p").orElseThrow().policy()).isEqualTo(TWO);
        monitor.discharge("p", second(1_000));
        monitor.tick(second(1_009));
        assertThat(monitor.patientCount()).isEqualTo(1);
        monitor.tick(second(1_010));
        assertThat(monitor.patientCount()).isZero();
    }

    @Test
    void equalPolicyFedAgainAfterAnEarlierOneChangesNothing() {
        ConsecutiveThresholdDetector detector = Feed.detector(AlarmPolicy.DEFAULT);
        Input.ChangePolicy later = new Input.ChangePolicy("p", AlarmPolicy.DEFAULT, second(5));
        Input.ChangePolicy earlier = new Input.ChangePolicy("p", TWO, second(3));
        detector.apply(later);
        assertThat(detector.apply(earlier).verdict()).isEqualTo(Verdict.LATE);
        assertThat(detector.apply(later).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(detector.snapshot().policy()).isEqualTo(AlarmPolicy.DEFAULT);
    }

    @Test
    void statusTellsTheRunTheAlarmsAndThePolicy() {
        AlarmPolicy policy = BoundaryCasesTest.policy("extreme stale10 M5");
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        assertThat(monitor.status("p")).isEmpty();
        Scenario.of("120x2").run(monitor::apply);
        PatientStatus pending = monitor.status("p").orElseThrow();
        assertThat(pending)
                .isEqualTo(new PatientStatus(
                        "p",
                        policy,
                        Optional.of(Feed.at(1, 120)),
                        new SignalStatus(SignalStatus.Kind.PRESENT, Optional.empty()),
                        Optional.of(new RunStatus(Condition.TACHYCARDIA, Priority.MEDIUM, 2, 3, second(0))),
                        List.of(),
                        List.of(),
                        false,
                        Optional.empty()));
        List<Alert> alerts = Scenario.of("120@2 ack 140x3 72 45 tick@30").run(monitor::apply);
        assertThat(Feed.story(alerts)).isEqualTo("T+2 T*3 T^6 S+30");
        PatientStatus active = monitor.status("p").orElseThrow();
        assertThat(active.run()).contains(new RunStatus(Condition.BRADYCARDIA, Priority.MEDIUM, 1, 3, second(8)));
        assertThat(active.signal()).isEqualTo(new SignalStatus(SignalStatus.Kind.LOST, Optional.of(second(8))));
        assertThat(active.activeAlarms()).hasSize(2).isEqualTo(monitor.activeAlarms());
        assertThat(active.activeAlarms())
                .filteredOn(alarm -> alarm.alert().kind() == AlarmKind.PHYSIOLOGICAL)
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.acknowledged()).isFalse();
                    assertThat(alarm.alert().id()).isEqualTo(alerts.get(2).id());
                    assertThat(alarm.alert().phase()).isEqualTo(Phase.ESCALATED);
                    assertThat(alarm.alert().violation().orElseThrow().peakBpm())
                            .isEqualTo(140);
                });
        monitor.acknowledge(alerts.get(2), "nurse", second(31));
        assertThat(monitor.status("p").orElseThrow().activeAlarms())
                .filteredOn(PatientStatus.ActiveAlarm::acknowledged)
                .hasSize(1);
    }

    @Test
    void activeAlarmIsTheRaisedOneWhereNothingEscalated() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        Alert raised = Scenario.of("120x3").run(monitor::apply).get(0);
        Scenario.of("130@3").run(monitor::apply);
        Alert active = monitor.activeAlarms().get(0).alert();
        assertThat(active.id()).isEqualTo(raised.id());
        assertThat(active.phase()).isEqualTo(Phase.RAISED);
        assertThat(active.violation().orElseThrow().peakBpm()).isEqualTo(130);
    }

    @Test
    void controlsAreJudgedByTheirTimesAndKinds() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        assertThat(monitor.discharge("p", second(0)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(monitor.acknowledge(
                                Scenario.of("120x3").run(AlarmPolicy.DEFAULT).get(0), "nurse", second(0))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(monitor.admit("p", second(5)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.admit("p", second(5)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.admit("p", second(4)).verdict()).isEqualTo(Verdict.LATE);
        assertThat(monitor.setPolicy("p", TWO, second(5)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.setPolicy("p", TWO, second(5)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.setPolicy("p", AlarmPolicy.DEFAULT, second(5)).verdict())
                .isEqualTo(Verdict.CONFLICT);
        assertThat(monitor.admit("p", second(5)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.discharge("p", second(5)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.discharge("p", second(5)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.setPolicy("p", TWO, second(5)).verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(monitor.admit("p", second(5)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.setPolicy("p", TWO, second(6)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.discharge("p", second(5)).verdict()).isEqualTo(Verdict.LATE);
        assertThat(monitor.discharge("p", second(6)).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void acknowledgementOfAnEventThatNeverWasIsUnknown() {
        ConsecutiveThresholdDetector detector = Feed.detector(AlarmPolicy.DEFAULT);
        Alert raised = Scenario.of("120x3").run(detector::apply).get(0);
        Input.Acknowledge made = new Input.Acknowledge("p", raised.episodeId(), "made up", "nurse", second(3));
        assertThat(detector.apply(made)).isEqualTo(Outcome.without(Verdict.UNKNOWN));
        assertThat(detector.apply(Input.Acknowledge.of(raised, "nurse", second(3)))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void controlOfAnotherPatientIsRefused() {
        ConsecutiveThresholdDetector detector = Feed.detector(AlarmPolicy.DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.apply(new Input.Discharge("q", second(0))))
                .withMessage("the input is another patient's");
    }

    @Test
    void statusTellsWhetherReadingsCome() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy("stale10"))
                .build();
        monitor.admit("p", second(0));
        assertThat(signal(monitor)).isEqualTo(new SignalStatus(SignalStatus.Kind.AWAITED, Optional.of(second(0))));
        monitor.accept(Feed.at(5, 72));
        assertThat(signal(monitor)).isEqualTo(new SignalStatus(SignalStatus.Kind.PRESENT, Optional.empty()));
        monitor.tick(second(16));
        assertThat(signal(monitor)).isEqualTo(new SignalStatus(SignalStatus.Kind.LOST, Optional.of(second(5))));
        monitor.discharge("p", second(20));
        assertThat(signal(monitor)).isEqualTo(new SignalStatus(SignalStatus.Kind.UNWATCHED, Optional.empty()));
        assertThat(monitor.status("p").orElseThrow().lastReading()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalStatus(SignalStatus.Kind.LOST, Optional.empty()))
                .withMessage("since belongs to AWAITED and LOST: LOST, Optional.empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunStatus(Condition.TACHYCARDIA, Priority.MEDIUM, 0, 3, second(0)))
                .withMessage("count must be at least 1: 0");
    }

    private static SignalStatus signal(HeartRateMonitor monitor) {
        return monitor.status("p").orElseThrow().signal();
    }

    @Test
    void statusTellsTheRunOfExtremeReadings() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy("extreme"))
                .build();
        Scenario.of("110 140 140").run(monitor::apply);
        PatientStatus status = monitor.status("p").orElseThrow();
        assertThat(status.run()).contains(new RunStatus(Condition.TACHYCARDIA, Priority.HIGH, 2, 3, second(1)));
    }

    @Test
    void dischargeTakesBackAPolicyOfThePatientsOwn() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.setPolicy("p", TWO, second(0));
        monitor.discharge("p", second(1));
        assertThat(monitor.status("p").orElseThrow().policy()).isEqualTo(AlarmPolicy.DEFAULT);
        assertAlerts(monitor::apply, Scenario.of("120@2x3"), "T+4");
    }

    @Test
    void changeOfPolicyRestartsRunsAndKeepsAnAlarm() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        Scenario.of("120x2").run(monitor::apply);
        monitor.setPolicy("p", TWO, second(1));
        assertAlerts(monitor::apply, Scenario.of("120@2 120"), "T+3");
        AlarmPolicy higher = TWO.toBuilder().limits(AlarmLimits.of(50, 150)).build();
        assertThat(monitor.setPolicy("p", higher, second(4)).alerts()).isEmpty();
        assertAlerts(monitor::apply, Scenario.of("120@5"), "T-5");
    }

    @Test
    void restoringUnderAnotherPolicyChangesItForPatientsWithoutTheirOwn() {
        HeartRateMonitor before = HeartRateMonitor.builder().build();
        AlarmPolicy four = AlarmPolicy.builder().onsetCount(4).build();
        before.setPolicy("own", four, second(0));
        Scenario.of("120x2").run(before::apply);
        Scenario.of("120x2").ofPatient("own").run(before::apply);
        HeartRateMonitor after = HeartRateMonitor.builder()
                .policy(TWO)
                .restore(before.snapshot())
                .build();
        assertAlerts(after::apply, Scenario.of("120@2 120"), "T+3");
        assertAlerts(after::apply, Scenario.of("120@2 120").ofPatient("own"), "T+3");
        assertThat(after.status("own").orElseThrow().policy()).isEqualTo(four);
    }

    @Test
    void patientsAreForgottenAfterTheIdleLimitAndNotBefore() {
        AlarmPolicy policy = BoundaryCasesTest.policy("stale5");
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy)
                .idleLimit(Duration.ofSeconds(20))
                .build();
        Scenario.of("120x3").ofPatient("active").run(monitor::apply);
        Scenario.of("72x3").ofPatient("normal").run(monitor::apply);
        Scenario.of("72 72 discharge").ofPatient("discharged").run(monitor::apply);
        Scenario.of("admit@2").ofPatient("admitted").run(monitor::apply);
        monitor.tick(second(10));
        Scenario.of("72@23").ofPatient("newest").run(monitor::apply);
        assertThat(monitor.tick(second(22)).alerts()).isEmpty();
        assertThat(monitor.patientCount()).isEqualTo(5);
        assertThat(monitor.tick(second(23)).alerts())
                .extracting(alert -> alert.patientId() + " " + Feed.story(List.of(alert)))
                .containsExactly("normal S~23");
        assertThat(monitor.patientCount()).isEqualTo(3);
        assertThat(monitor.activeAlarms())
                .extracting(alarm -> alarm.alert().patientId())
                .containsOnly("active", "admitted");
    }

    @Test
    void idleLimitIsPositive() {
        for (Duration limit : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeartRateMonitor.builder().idleLimit(limit))
                    .withMessage("idleLimit must be positive: " + limit);
        }
    }
}
