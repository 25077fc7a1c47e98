package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.LostView;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import io.github.heartrate.toolkit.ward.WardFrame.RunView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WardTest {

    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(20))
            .build();

    private final TestWard test = new TestWard(POLICY);

    private final Ward ward = test.ward();

    @Test
    void bedsKeepTheOrderOfAdmission() {
        test.admit("Zoe");
        test.feed("Adam", "72");
        test.feed("Zoe", "71");

        assertThat(ward.since(Ward.NOTHING).tiles())
                .extracting(TileView::bed, TileView::patient)
                .containsExactly(tuple(1, "Zoe"), tuple(2, "Adam"));
    }

    @Test
    void runBuildingUpIsShownAsCountOfNeeded() {
        test.feed("a", "72 104 105");

        assertThat(test.tile("a").run()).isEqualTo(new RunView(2, 3, "above 100"));
        test.feed("a", "72");
        assertThat(test.tile("a").run()).isNull();
    }

    @Test
    void runTowardsAnEscalationNamesTheExtremeLimit() {
        test.feed("a", "104x3 135 136");

        assertThat(test.tile("a").run()).isEqualTo(new RunView(2, 3, "above 130"));
    }

    @Test
    void alarmIsWordedAsBedsideMonitorsDo() {
        test.feed("low", "44x3");
        test.feed("high", "141x3");
        test.admit("silent");
        test.pass(11);

        assertThat(test.alarm("low").text()).isEqualTo("** HR 44 < 50");
        assertThat(test.alarm("low").spoken()).isEqualTo("heart rate 44 below 50");
        assertThat(test.alarm("low").breached()).isEqualTo("LOW");
        assertThat(test.alarm("high").text()).isEqualTo("*** HR 141 > 130");
        assertThat(test.alarm("high").priority()).isEqualTo(Priority.HIGH);
        assertThat(test.alarm("silent").text()).isEqualTo("* NO SIGNAL");
        assertThat(test.alarm("silent").breached()).isNull();
    }

    @Test
    void alarmThatWasRaisedBeforeTheWardWasOpenedIsTakenOver() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        Instant time = test.now();
        for (int second = 0; second < 3; second++) {
            monitor.accept(new Reading("a", time.plusSeconds(second), 104));
        }
        Reading later = new Reading("a", time.plusSeconds(3), 120);
        Outcome outcome = monitor.accept(later);
        PatientStatus status = monitor.status("a").orElseThrow();
        ward.observe(later, outcome, status);
        ward.observe(later, outcome, status);

        assertThat(test.alarm("a").text()).isEqualTo("** HR 120 > 100");
        assertThat(test.alarm("a").acknowledgedBy()).isNull();
        assertThat(ward.since(Ward.NOTHING).counts().episodes()).containsEntry(Condition.TACHYCARDIA, 0L);
        ward.observe(monitor.acknowledge(status.activeAlarms().get(0).alert(), "R. Meyer", time.plusSeconds(4))
                .alerts()
                .get(0));
        assertThat(test.alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        Reading calm = new Reading("a", time.plusSeconds(5), 72);
        Outcome cleared = monitor.accept(calm);
        ward.observe(calm, cleared, monitor.status("a").orElseThrow());
        assertThat(test.tile("a").alarms()).isEmpty();
    }

    @Test
    void alarmOfAPatientWhoIsSilentIsTakenOverUnlessItIsOver() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        Instant time = test.now();
        for (int second = 0; second < 3; second++) {
            monitor.accept(new Reading("a", time.plusSeconds(second), 104));
        }
        PatientStatus.ActiveAlarm before = monitor.activeAlarms().get(0);
        ward.takeOver(before);
        long version = ward.version();
        ward.takeOver(before);

        assertThat(ward.version()).isEqualTo(version);
        assertThat(test.alarm("a").text()).isEqualTo("** HR 104 > 100");
        assertThat(test.tile("a").bpm()).isNull();
        monitor.accept(new Reading("a", time.plusSeconds(3), 72)).alerts().forEach(ward::observe);
        ward.takeOver(before);
        assertThat(test.tile("a").alarms()).isEmpty();
    }

    @Test
    void clockStandsStillAtTheLastReadingOnceTheReadingsHaveEnded() {
        test.feed("a", "72x3");
        Instant last = test.now();
        test.skip(5);
        ward.end();
        test.skip(3_600);

        assertThat(ward.now()).isEqualTo(last);
        assertThat(ward.since(Ward.NOTHING).now()).isEqualTo(last.toEpochMilli());
        assertThat(ward.since(Ward.NOTHING).ended()).isTrue();
    }

    @Test
    void clearedAlarmLeavesTheTileAndIsPast() {
        test.feed("a", "104x2 107 108 72");

        assertThat(test.tile("a").alarms()).isEmpty();
        PastView past = ward.since(Ward.NOTHING).past().get(0);
        assertThat(past.patient()).isEqualTo("a");
        assertThat(past.condition()).isEqualTo(Condition.TACHYCARDIA);
        assertThat(past.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(past.peak()).isEqualTo(108.0);
        assertThat(past.cleared() - past.raised()).isEqualTo(2_000);
        assertThat(past.reason()).isEqualTo("NORMALISED");
    }

    @Test
    void supersededAlarmMakesRoomForTheOther() {
        AlarmPolicy slow = AlarmPolicy.builder().clearCount(3).build();
        TestWard other = new TestWard(slow);
        other.feed("a", "104x3 44x3");

        WardFrame frame = other.ward().since(Ward.NOTHING);
        assertThat(frame.tiles().get(0).alarms())
                .extracting(AlarmView::condition)
                .containsExactly(Condition.BRADYCARDIA);
        assertThat(frame.past()).extracting(PastView::reason).containsExactly("SUPERSEDED");
    }

    @Test
    void lostSignalSaysWhatIsKnown() {
        test.feed("a", "72 49 48");
        long last = test.now().toEpochMilli();
        test.pass(11);

        assertThat(test.alarm("a").text()).isEqualTo("** NO SIGNAL");
        assertThat(test.alarm("a").lost()).isEqualTo(new LostView(48.0, last, "2 below 50", 0, null));
    }

    @Test
    void lostSignalCountsTheReadingsWithAWrongClockAsTheyCome() {
        test.feed("a", "72");
        Instant last = test.now();
        test.pass(11);
        assertThat(test.alarm("a").lost()).isEqualTo(new LostView(72.0, last.toEpochMilli(), null, 0, null));

        test.accept(new Reading("a", last.minusSeconds(600), 71));
        test.accept(new Reading("a", last.minusSeconds(601), 71));
        assertThat(test.alarm("a").lost())
                .isEqualTo(new LostView(
                        72.0,
                        last.toEpochMilli(),
                        null,
                        2,
                        last.minusSeconds(600).toEpochMilli()));
    }

    @Test
    void runTowardsAnEscalationThatWasLostNamesTheExtremeLimit() {
        test.feed("a", "104x3 135");
        test.pass(11);

        assertThat(test.tile("a").alarms().get(1).lost().run()).isEqualTo("1 above 130");
    }

    @Test
    void silentPatientWhoNeverHadAReadingHasNoLastOne() {
        test.admit("a");
        test.pass(11);

        assertThat(test.alarm("a").lost()).isEqualTo(new LostView(null, null, null, 0, null));
    }

    @Test
    void remindersAreCounted() {
        test.feed("a", "104x50");

        assertThat(test.alarm("a").reminders()).isEqualTo(2);
    }

    @Test
    void signalLossStandsBesideThePhysiologicalAlarm() {
        test.feed("a", "104x3");
        test.pass(11);

        assertThat(test.tile("a").alarms())
                .extracting(AlarmView::condition)
                .containsExactly(Condition.TACHYCARDIA, Condition.SIGNAL_LOSS);
        assertThat(test.tile("a").staleAfter()).isEqualTo(10_000);
    }

    @Test
    void alertThatComesAgainFromAQueueChangesNothing() {
        test.feed("a", "104x3 72");
        long version = ward.version();

        test.alerts().forEach(ward::observe);

        assertThat(ward.version()).isEqualTo(version);
        assertThat(test.tile("a").alarms()).isEmpty();
        assertThat(ward.since(Ward.NOTHING).counts().episodes()).containsEntry(Condition.TACHYCARDIA, 1L);
    }

    @Test
    void pageThatKnowsAVersionGetsWhatChangedSince() {
        test.feed("a", "72x5");
        test.feed("b", "80x3");
        long known = ward.version();
        test.feed("b", "81x2");

        WardFrame frame = ward.since(known);

        assertThat(frame.full()).isFalse();
        assertThat(frame.tiles()).extracting(TileView::patient).containsExactly("b");
        assertThat(frame.tiles().get(0).points()).extracting(point -> point[1]).containsExactly(81.0, 81.0);
        assertThat(ward.since(frame.version()).tiles()).isEmpty();
        assertThat(ward.since(Ward.NOTHING).full()).isTrue();
    }

    @Test
    void readingsThatHaveNoEffectAreCountedOnly() {
        test.feed("a", "72x2");
        test.repeatLast("a");

        WardFrame frame = ward.since(Ward.NOTHING);
        assertThat(frame.counts().readings()).isEqualTo(2);
        assertThat(frame.counts().ignored()).isEqualTo(1);
        assertThat(frame.tiles().get(0).points()).hasSize(2);
    }

    @Test
    void dischargeFreesTheBedAndEveryPageStartsAfresh() {
        test.feed("a", "72");
        test.feed("b", "72");
        long known = ward.version();
        ward.discharge("a");

        assertThat(ward.since(known).full()).isTrue();
        assertThat(ward.since(known).tiles()).extracting(TileView::patient).containsExactly("b");
        test.feed("c", "72");
        assertThat(test.tile("c").bed()).isEqualTo(1);
    }
}
