package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Latch;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WardAcknowledgementTest {

    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(20))
            .build();

    private final TestWard test = new TestWard(POLICY);

    private final Ward ward = test.ward();

    @Test
    void alarmThatWasAcknowledgedBeforeTheWardWasOpenedIsSo() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        Instant time = test.now();
        for (int second = 0; second < 3; second++) {
            monitor.accept(new Reading("a", time.plusSeconds(second), 104));
        }
        Alert seen = monitor.status("a").orElseThrow().activeAlarms().get(0).alert();
        monitor.acknowledge(seen, "R. Meyer", time.plusSeconds(3));
        Reading later = new Reading("a", time.plusSeconds(4), 104);
        ward.observe(later, monitor.accept(later), monitor.status("a").orElseThrow());

        assertThat(test.alarm("a").acknowledgedBy()).isEqualTo("acknowledged earlier");
        assertThat(test.alarm("a").acknowledgedAt()).isNull();
    }

    @Test
    void acknowledgementSaysWhoAndWhen() {
        test.feed("a", "104x3");
        test.acknowledge("a", "R. Meyer");

        assertThat(test.alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        assertThat(test.alarm("a").acknowledgedAt()).isEqualTo(test.now().toEpochMilli());
    }

    @Test
    void escalationBreaksThroughAnAcknowledgement() {
        test.feed("a", "104x3");
        test.acknowledge("a", "R. Meyer");
        String before = test.alarm("a").event();
        test.feed("a", "135x3");

        assertThat(test.alarm("a").acknowledgedBy()).isNull();
        assertThat(test.alarm("a").event()).isNotEqualTo(before);
        assertThat(test.alarm("a").text()).isEqualTo("*** HR 135 > 130");
    }

    @Test
    void acknowledgementThatHasEndedIsTakenOffAndTheReminderIsToBeAcknowledged() {
        TestWard limited = new TestWard(AlarmPolicy.builder()
                .acknowledgementLimit(Duration.ofSeconds(60))
                .build());
        limited.feed("a", "104x3");
        String raised = limited.alarm("a").event();
        limited.acknowledge("a", "R. Meyer");
        limited.feed("a", "104x59");
        assertThat(limited.alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        limited.feed("a", "104");

        AlarmView again = limited.alarm("a");
        assertThat(again.acknowledgedBy()).isNull();
        assertThat(again.acknowledgedAt()).isNull();
        assertThat(again.event()).isNotEqualTo(raised).isEqualTo(limited.toAcknowledge("a"));
        assertThat(limited.ward().notice(again.episode(), again.event()))
                .map(Alert::phase)
                .contains(Phase.REMINDER);
    }

    @Test
    void worseningTakesTheAcknowledgementOffAtTheSamePriority() {
        TestWard worsening = new TestWard(AlarmPolicy.builder().worseningBpm(20).build());
        worsening.feed("a", "104x3");
        worsening.acknowledge("a", "R. Meyer");
        worsening.feed("a", "123");
        assertThat(worsening.alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        worsening.feed("a", "124");

        assertThat(worsening.alarm("a").acknowledgedBy()).isNull();
        assertThat(worsening.alarm("a").priority()).isEqualTo(Priority.MEDIUM);
        assertThat(worsening.alarm("a").event()).isEqualTo(worsening.toAcknowledge("a"));
    }

    @Test
    void alarmWhoseAcknowledgementEndedBeforeTheWardWasOpenedIsNotAcknowledged() {
        AlarmPolicy limited = AlarmPolicy.builder()
                .acknowledgementLimit(Duration.ofSeconds(60))
                .build();
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(limited).build();
        Instant time = test.now();
        for (int second = 0; second < 3; second++) {
            monitor.accept(new Reading("a", time.plusSeconds(second), 104));
        }
        monitor.acknowledge(monitor.activeAlarms().get(0).alert(), "R. Meyer", time.plusSeconds(3));
        monitor.accept(new Reading("a", time.plusSeconds(63), 104));
        PatientStatus.ActiveAlarm open = monitor.activeAlarms().get(0);
        ward.takeOver(open);

        assertThat(test.alarm("a").acknowledgedBy()).isNull();
        assertThat(test.alarm("a").event()).isEqualTo(open.alert().id());
        assertThat(test.alarm("a").reminders()).isEqualTo(1);
    }

    @Test
    void alarmThatIsOverUnseenStaysAsLatchedUntilItIsAcknowledged() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72");

        AlarmView latched = latching.alarm("a");
        assertThat(latched.latched()).isTrue();
        assertThat(latched.text()).isEqualTo("LATCHED *** HR 141 > 130");
        assertThat(latched.spoken()).isEqualTo("latched heart rate 141 above 130");
        assertThat(latched.breached()).isNull();
        assertThat(latched.cleared()).isEqualTo(latching.now().toEpochMilli());
        assertThat(latching.past()).isEmpty();
        latching.feed("a", "72x20");
        assertThat(latching.alarm("a").reminders()).isEqualTo(1);

        latching.acknowledgeLatched("a", "R. Meyer");
        assertThat(latching.tile("a").alarms()).isEmpty();
        assertThat(latching.past()).extracting(PastView::acknowledgedBy).containsExactly("R. Meyer");
        assertThat(latching.past()).extracting(PastView::reason).containsExactly("NORMALISED");
    }

    @Test
    void alarmThatSomebodyHasSeenIsNotLatched() {
        TestWard latching = latching();
        latching.feed("a", "141x3");
        latching.acknowledge("a", "R. Meyer");
        latching.feed("a", "72");

        assertThat(latching.tile("a").alarms()).isEmpty();
        assertThat(latching.past()).hasSize(1);
    }

    @Test
    void newAlarmOfTheConditionTakesTheLatchedOnesPlace() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72 104x3");

        assertThat(latching.tile("a").alarms())
                .extracting(AlarmView::condition, AlarmView::latched)
                .containsExactly(tuple(Condition.TACHYCARDIA, false));
        assertThat(latching.past()).extracting(PastView::acknowledgedBy).containsExactly((String) null);
    }

    @Test
    void latchedAlarmStandsBesideTheOneOfTheOtherSide() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72 44x3");

        assertThat(latching.tile("a").alarms())
                .extracting(AlarmView::condition, AlarmView::latched)
                .containsExactly(tuple(Condition.BRADYCARDIA, false), tuple(Condition.TACHYCARDIA, true));
    }

    @Test
    void latchedAlarmFromBeforeTheWardWasOpenedIsTakenOver() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(latchingPolicy()).build();
        Instant time = test.now();
        for (int second = 0; second < 4; second++) {
            monitor.accept(new Reading("a", time.plusSeconds(second), second == 3 ? 72 : 141));
        }
        Reading later = new Reading("a", time.plusSeconds(4), 72);
        ward.observe(later, monitor.accept(later), monitor.status("a").orElseThrow());

        assertThat(test.alarm("a").text()).isEqualTo("LATCHED *** HR 141 > 130");
        assertThat(test.alarm("a").cleared()).isNull();
        Alert seen = monitor.status("a").orElseThrow().latchedAlarms().get(0).alert();
        assertThat(test.alarm("a").event()).isEqualTo(seen.id());
        monitor.acknowledge(seen, "R. Meyer", time.plusSeconds(5)).alerts().forEach(ward::observe);
        assertThat(test.tile("a").alarms()).isEmpty();
    }

    @Test
    void latchedReminderIsEnoughToShowTheAlarm() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72x21");
        Alert reminder = latching.alerts().get(latching.alerts().size() - 1);
        assertThat(reminder.latched()).isTrue();
        ward.observe(reminder);

        assertThat(test.alarm("a").latched()).isTrue();
        assertThat(test.alarm("a").event()).isEqualTo(reminder.id());
    }

    private static AlarmPolicy latchingPolicy() {
        return POLICY.toBuilder().latch(Latch.HIGH).build();
    }

    private static TestWard latching() {
        return new TestWard(latchingPolicy());
    }
}
