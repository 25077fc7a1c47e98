package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State that is kept, moved or divided patient by patient. */
class StateHandoverTest {

    private static final AlarmPolicy TWO = AlarmPolicy.builder().onsetCount(2).build();

    private final List<Alert> told = new ArrayList<>();
    private final HeartRateMonitor from =
            HeartRateMonitor.builder().policy(TWO).listener(told::add).build();
    private final HeartRateMonitor to = HeartRateMonitor.builder().policy(TWO).build();

    @Test
    void patientThatIsHandedOverGoesOnInTheOtherMonitor() {
        feed(from, "p", "120x2");
        feed(from, "q", "72 40");
        told.clear();

        to.restore(from.forget("p").orElseThrow());
        assertThat(told).as("an alarm that goes on elsewhere is not cleared").isEmpty();
        assertThat(from.patientIds()).containsExactly("q");
        assertThat(from.activeAlarms()).isEmpty();
        assertThat(to.activeAlarms()).hasSize(1);
        assertThat(Feed.story(feed(to, "p", "120@3 72"))).isEqualTo("T-4");
    }

    @Test
    void patientThatIsHandedOverIsUnknownAndItsReadingsAreStillCounted() {
        feed(from, "p", "72x3");
        from.forget("p");
        assertThat(from.readingCount(Verdict.ACCEPTED)).isEqualTo(3);
        assertThat(from.status("p")).isEmpty();
        assertThat(from.snapshot("p")).isEmpty();
        assertThat(from.forget("p")).isEmpty();
        assertThat(from.snapshot().newestReading()).contains(Feed.second(2));
    }

    @Test
    void inputThatIsHeldGoesWithThePatient() {
        from.tick(Feed.START);
        to.tick(Feed.START);
        feed(from, "p", "72");
        Reading farAhead = new Reading("p", Feed.START.plus(Duration.ofDays(30)), 72);
        assertThat(from.accept(farAhead).verdict()).isEqualTo(Verdict.HELD);
        to.restore(from.forget("p").orElseThrow());
        assertThat(from.readingCount(Verdict.AHEAD)).isZero();
        assertThat(to.accept(farAhead).verdict()).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void patientThatIsKnownIsNotRestored() {
        feed(from, "p", "120");
        feed(to, "p", "72");
        DetectorSnapshot other = from.snapshot("p").orElseThrow();
        assertThatIllegalStateException()
                .isThrownBy(() -> to.restore(other))
                .withMessage("the patient must not be known: forget it before you restore it");
        assertThat(to.snapshot("p")).isNotEqualTo(from.snapshot("p"));
        to.forget("p");
        to.restore(other);
        assertThat(to.snapshot("p")).isEqualTo(from.snapshot("p"));
    }

    @Test
    void restoredPatientFollowsTheMonitorIfThePolicyIsTheSameAndElseHasItsOwn() {
        HeartRateMonitor idle = HeartRateMonitor.builder()
                .policy(TWO)
                .idleLimit(Duration.ofMinutes(1))
                .build();
        ConsecutiveThresholdDetector own = new ConsecutiveThresholdDetector("own", AlarmPolicy.DEFAULT);
        own.accept(new Reading("own", Feed.START.minusSeconds(3_600), 72));
        idle.restore(own.snapshot());
        idle.restore(new ConsecutiveThresholdDetector("common", TWO).snapshot());
        assertThat(idle.status("own").orElseThrow().policy()).isEqualTo(AlarmPolicy.DEFAULT);
        idle.tick(Feed.START);
        assertThat(idle.patientIds()).containsExactly("own");
        assertThat(idle.discharge("own", Feed.second(1)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(idle.status("own").orElseThrow().policy()).isEqualTo(TWO);
    }

    @Test
    void statusesShowEachPatientOnce() {
        feed(from, "p", "120x2");
        feed(from, "q", "72");
        assertThat(from.statuses().filter(status -> !status.activeAlarms().isEmpty()))
                .hasSize(1);
        assertThat(from.statuses()).hasSize(2);
        assertThatThrownBy(() -> from.patientIds().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void snapshotIsDividedAndPutTogetherAgain() {
        from.tick(Feed.START);
        feed(from, "p", "120x2");
        feed(from, "q", "72x5");
        MonitorSnapshot whole = from.snapshot();
        MonitorSnapshot p = whole.filter(patient -> patient.patientId().equals("p"));
        MonitorSnapshot q = whole.filter(patient -> patient.patientId().equals("q"));
        assertThat(p.patient("p")).isEqualTo(from.snapshot("p"));
        assertThat(p.patient("q")).isEmpty();
        assertThat(p.lastTick()).contains(Feed.START);
        MonitorSnapshot both = p.merge(q);
        assertThat(both.patients()).containsExactlyInAnyOrderElementsOf(whole.patients());
        assertThat(both.lastTick()).isEqualTo(whole.lastTick());
        assertThat(both.newestReading()).contains(Feed.second(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole.merge(p))
                .withMessage("patients must be one each: 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> p.merge(MonitorSnapshot.empty(AlarmPolicy.DEFAULT)))
                .withMessageStartingWith("policies must be equal: ");
    }

    @Test
    void bytesUnderACommonPolicyAreShortAndReadWithThatPolicyOnly() {
        feed(from, "p", "72x2");
        DetectorSnapshot snapshot = from.snapshot("p").orElseThrow();
        byte[] bytes = snapshot.toBytes(TWO);
        assertThat(bytes).hasSizeLessThanOrEqualTo(26);
        assertThat(snapshot.toBytes()).hasSizeGreaterThan(100);
        assertThat(DetectorSnapshot.fromBytes(bytes, TWO)).isEqualTo(snapshot);
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(bytes, AlarmPolicy.DEFAULT))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessageStartingWith("the common policy must be the one that it was written with: ");
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(bytes)).isInstanceOf(SnapshotFormatException.class);
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(snapshot.toBytes(), TWO))
                .isInstanceOf(SnapshotFormatException.class);
    }

    @Test
    void bytesUnderACommonPolicyKeepAPolicyOfItsOwn() {
        DetectorSnapshot own = new ConsecutiveThresholdDetector("p", AlarmPolicy.BEDSIDE).snapshot();
        assertThat(DetectorSnapshot.fromBytes(own.toBytes(TWO), TWO)).isEqualTo(own);
    }

    @Test
    void idleDetectorHasNobodyWhoCountsOnIt() {
        Duration limit = Duration.ofMinutes(1);
        ConsecutiveThresholdDetector detector = Feed.detector(AlarmPolicy.DEFAULT);
        assertThat(detector.isIdle(Feed.START, limit)).as("never heard from").isTrue();
        detector.accept(Feed.at(0, 72));
        assertThat(detector.isIdle(Feed.second(60), limit)).isFalse();
        assertThat(detector.isIdle(Feed.second(61), limit)).isTrue();
        detector.apply(new Input.Admit(Feed.PATIENT, Feed.second(1)));
        assertThat(detector.isIdle(Feed.second(3_600), limit)).as("admitted").isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.isIdle(Feed.START, Duration.ZERO))
                .withMessage("limit must be positive: PT0S");
    }

    @Test
    void expiredDetectorHasNoAlarmAndKnowsNothing() {
        ConsecutiveThresholdDetector detector = Feed.detector(TWO);
        detector.accept(Feed.at(0, 120));
        detector.accept(Feed.at(1, 120));
        Outcome outcome = detector.expire(Feed.second(9));
        assertThat(outcome.alerts())
                .extracting(Alert::clearReason)
                .extracting(reason -> reason.orElseThrow())
                .containsExactly(ClearReason.EXPIRED);
        assertThat(detector.status().activeAlarms()).isEmpty();
        assertThat(detector.accept(Feed.at(9, 72)).verdict()).isEqualTo(Verdict.LATE);
        assertThat(detector.accept(Feed.at(10, 72)).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    private static List<Alert> feed(HeartRateMonitor monitor, String patientId, String scenario) {
        return Feed.feed(
                monitor::apply, Scenario.of(scenario).ofPatient(patientId).readings());
    }
}
