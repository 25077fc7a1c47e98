package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Latch;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.LostView;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import io.github.heartrate.toolkit.ward.WardFrame.RunView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnAlarm;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

        assertThat(tile("a").run()).isEqualTo(new RunView(2, 3, "above 100"));
        test.feed("a", "72");
        assertThat(tile("a").run()).isNull();
    }

    @Test
    void runTowardsAnEscalationNamesTheExtremeLimit() {
        test.feed("a", "104x3 135 136");

        assertThat(tile("a").run()).isEqualTo(new RunView(2, 3, "above 130"));
    }

    @Test
    void alarmIsWordedAsBedsideMonitorsDo() {
        test.feed("low", "44x3");
        test.feed("high", "141x3");
        test.admit("silent");
        test.pass(11);

        assertThat(alarm("low").text()).isEqualTo("** HR 44 < 50");
        assertThat(alarm("low").spoken()).isEqualTo("heart rate 44 below 50");
        assertThat(alarm("low").breached()).isEqualTo("LOW");
        assertThat(alarm("high").text()).isEqualTo("*** HR 141 > 130");
        assertThat(alarm("high").priority()).isEqualTo(Priority.HIGH);
        assertThat(alarm("silent").text()).isEqualTo("* NO SIGNAL");
        assertThat(alarm("silent").breached()).isNull();
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

        assertThat(alarm("a").text()).isEqualTo("** HR 120 > 100");
        assertThat(alarm("a").acknowledgedBy()).isNull();
        assertThat(ward.since(Ward.NOTHING).counts().episodes()).containsEntry(Condition.TACHYCARDIA, 0L);
        ward.observe(monitor.acknowledge(status.activeAlarms().get(0).alert(), "R. Meyer", time.plusSeconds(4))
                .alerts()
                .get(0));
        assertThat(alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        Reading calm = new Reading("a", time.plusSeconds(5), 72);
        Outcome cleared = monitor.accept(calm);
        ward.observe(calm, cleared, monitor.status("a").orElseThrow());
        assertThat(tile("a").alarms()).isEmpty();
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
        assertThat(alarm("a").text()).isEqualTo("** HR 104 > 100");
        assertThat(tile("a").bpm()).isNull();
        monitor.accept(new Reading("a", time.plusSeconds(3), 72)).alerts().forEach(ward::observe);
        ward.takeOver(before);
        assertThat(tile("a").alarms()).isEmpty();
    }

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

        assertThat(alarm("a").acknowledgedBy()).isEqualTo("acknowledged earlier");
        assertThat(alarm("a").acknowledgedAt()).isNull();
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

        assertThat(tile("a").alarms()).isEmpty();
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
    void acknowledgementSaysWhoAndWhen() {
        test.feed("a", "104x3");
        test.acknowledge("a", "R. Meyer");

        assertThat(alarm("a").acknowledgedBy()).isEqualTo("R. Meyer");
        assertThat(alarm("a").acknowledgedAt()).isEqualTo(test.now().toEpochMilli());
    }

    @Test
    void escalationBreaksThroughAnAcknowledgement() {
        test.feed("a", "104x3");
        test.acknowledge("a", "R. Meyer");
        String before = alarm("a").event();
        test.feed("a", "135x3");

        assertThat(alarm("a").acknowledgedBy()).isNull();
        assertThat(alarm("a").event()).isNotEqualTo(before);
        assertThat(alarm("a").text()).isEqualTo("*** HR 135 > 130");
    }

    @Test
    void acknowledgementThatHasEndedIsTakenOffAndTheReminderIsToBeAcknowledged() {
        TestWard limited = new TestWard(AlarmPolicy.builder()
                .acknowledgementLimit(Duration.ofSeconds(60))
                .build());
        limited.feed("a", "104x3");
        String raised = alarm(limited, "a").event();
        limited.acknowledge("a", "R. Meyer");
        limited.feed("a", "104x59");
        assertThat(alarm(limited, "a").acknowledgedBy()).isEqualTo("R. Meyer");
        limited.feed("a", "104");

        AlarmView again = alarm(limited, "a");
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
        assertThat(alarm(worsening, "a").acknowledgedBy()).isEqualTo("R. Meyer");
        worsening.feed("a", "124");

        assertThat(alarm(worsening, "a").acknowledgedBy()).isNull();
        assertThat(alarm(worsening, "a").priority()).isEqualTo(Priority.MEDIUM);
        assertThat(alarm(worsening, "a").event()).isEqualTo(worsening.toAcknowledge("a"));
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

        assertThat(alarm("a").acknowledgedBy()).isNull();
        assertThat(alarm("a").event()).isEqualTo(open.alert().id());
        assertThat(alarm("a").reminders()).isEqualTo(1);
    }

    @Test
    void alarmThatIsOverUnseenStaysAsLatchedUntilItIsAcknowledged() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72");

        AlarmView latched = alarm(latching, "a");
        assertThat(latched.latched()).isTrue();
        assertThat(latched.text()).isEqualTo("LATCHED *** HR 141 > 130");
        assertThat(latched.spoken()).isEqualTo("latched heart rate 141 above 130");
        assertThat(latched.breached()).isNull();
        assertThat(latched.cleared()).isEqualTo(latching.now().toEpochMilli());
        assertThat(past(latching)).isEmpty();
        latching.feed("a", "72x20");
        assertThat(alarm(latching, "a").reminders()).isEqualTo(1);

        latching.acknowledgeLatched("a", "R. Meyer");
        assertThat(tile(latching, "a").alarms()).isEmpty();
        assertThat(past(latching)).extracting(PastView::acknowledgedBy).containsExactly("R. Meyer");
        assertThat(past(latching)).extracting(PastView::reason).containsExactly("NORMALISED");
    }

    @Test
    void alarmThatSomebodyHasSeenIsNotLatched() {
        TestWard latching = latching();
        latching.feed("a", "141x3");
        latching.acknowledge("a", "R. Meyer");
        latching.feed("a", "72");

        assertThat(tile(latching, "a").alarms()).isEmpty();
        assertThat(past(latching)).hasSize(1);
    }

    @Test
    void newAlarmOfTheConditionTakesTheLatchedOnesPlace() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72 104x3");

        assertThat(tile(latching, "a").alarms())
                .extracting(AlarmView::condition, AlarmView::latched)
                .containsExactly(tuple(Condition.TACHYCARDIA, false));
        assertThat(past(latching)).extracting(PastView::acknowledgedBy).containsExactly((String) null);
    }

    @Test
    void latchedAlarmStandsBesideTheOneOfTheOtherSide() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72 44x3");

        assertThat(tile(latching, "a").alarms())
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

        assertThat(alarm("a").text()).isEqualTo("LATCHED *** HR 141 > 130");
        assertThat(alarm("a").cleared()).isNull();
        Alert seen = monitor.status("a").orElseThrow().latchedAlarms().get(0).alert();
        assertThat(alarm("a").event()).isEqualTo(seen.id());
        monitor.acknowledge(seen, "R. Meyer", time.plusSeconds(5)).alerts().forEach(ward::observe);
        assertThat(tile("a").alarms()).isEmpty();
    }

    @Test
    void latchedReminderIsEnoughToShowTheAlarm() {
        TestWard latching = latching();
        latching.feed("a", "141x3 72x21");
        Alert reminder = latching.alerts().get(latching.alerts().size() - 1);
        assertThat(reminder.latched()).isTrue();
        ward.observe(reminder);

        assertThat(alarm("a").latched()).isTrue();
        assertThat(alarm("a").event()).isEqualTo(reminder.id());
    }

    @Test
    void pauseIsShownUntilItsEnd() {
        test.feed("a", "104x3");
        test.pause("a", 120);
        Instant until = test.now().plusSeconds(120);

        assertThat(tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
        test.feed("a", "104x119");
        assertThat(tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
        int reminders = alarm("a").reminders();
        test.feed("a", "104");
        assertThat(tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), until.toEpochMilli(), false));
        assertThat(alarm("a").reminders()).isGreaterThan(reminders);
    }

    @Test
    void pauseThatEndsAtATickIsOver() {
        test.feed("a", "104x3");
        test.pause("a", 5);
        long until = test.now().plusSeconds(5).toEpochMilli();
        test.pass(6);

        assertThat(tile("a").pause()).isEqualTo(new PauseView(until, until, false));
    }

    @Test
    void highAlarmBreaksThePauseAndThePageIsTold() {
        test.feed("a", "72");
        test.pause("a", 120);
        test.feed("a", "35x3");

        PauseView pause = tile("a").pause();
        assertThat(pause.broken()).isTrue();
        assertThat(pause.ended()).isEqualTo(test.now().toEpochMilli());
        test.feed("a", "35x5");
        assertThat(tile("a").pause()).isEqualTo(pause);
    }

    @Test
    void highAlarmThatReplacesAMediumOneBreaksThePauseToo() {
        TestWard slow = new TestWard(AlarmPolicy.builder()
                .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                .clearCount(3)
                .build());
        slow.feed("a", "104x3");
        slow.pause("a", 120);
        slow.feed("a", "35x3");

        assertThat(tile(slow, "a").pause().broken()).isTrue();
    }

    @Test
    void pauseThatSomebodyEndsIsOverNotBroken() {
        test.feed("a", "104x3");
        test.pause("a", 120);
        test.feed("a", "104");
        test.pause("a", 0);

        PauseView pause = tile("a").pause();
        assertThat(pause.broken()).isFalse();
        assertThat(pause.ended()).isEqualTo(test.now().toEpochMilli());
        assertThat(alarm("a").reminders()).isEqualTo(1);
    }

    @Test
    void pauseFromBeforeTheWardWasOpenedIsKnownByTheNextReadingOrAlert() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        Instant time = test.now();
        Instant until = time.plusSeconds(120);
        monitor.accept(new Reading("a", time, 72));
        monitor.pause("a", until, time);
        Reading later = new Reading("a", time.plusSeconds(1), 104);
        ward.observe(later, monitor.accept(later), monitor.status("a").orElseThrow());
        assertThat(tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));

        TestWard elsewhere = new TestWard(POLICY);
        monitor.accept(new Reading("a", time.plusSeconds(2), 105));
        monitor.accept(new Reading("a", time.plusSeconds(3), 106)).alerts().forEach(elsewhere.ward()::observe);
        assertThat(tile(elsewhere, "a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
    }

    @Test
    void pausedPatientWithoutATileIsPausedInTheList() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        test.pause("beyond", 120);

        assertThat(undrawn().alarms())
                .extracting(UndrawnAlarm::pause)
                .containsExactly(new PauseView(test.now().plusSeconds(120).toEpochMilli(), null, false));
    }

    @Test
    void lostSignalSaysWhatIsKnown() {
        test.feed("a", "72 49 48");
        long last = test.now().toEpochMilli();
        test.pass(11);

        assertThat(alarm("a").text()).isEqualTo("** NO SIGNAL");
        assertThat(alarm("a").lost()).isEqualTo(new LostView(48.0, last, "2 below 50", 0, null));
    }

    @Test
    void lostSignalCountsTheReadingsWithAWrongClockAsTheyCome() {
        test.feed("a", "72");
        Instant last = test.now();
        test.pass(11);
        assertThat(alarm("a").lost()).isEqualTo(new LostView(72.0, last.toEpochMilli(), null, 0, null));

        test.accept(new Reading("a", last.minusSeconds(600), 71));
        test.accept(new Reading("a", last.minusSeconds(601), 71));
        assertThat(alarm("a").lost())
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

        assertThat(tile("a").alarms().get(1).lost().run()).isEqualTo("1 above 130");
    }

    @Test
    void runOfAPatientWithoutATileIsNamedWithoutALimit() {
        fillTheTiles();
        test.feed("beyond", "49 48");
        test.pass(11);

        assertThat(undrawn().alarms())
                .filteredOn(undrawn -> undrawn.patient().equals("beyond"))
                .extracting(undrawn -> undrawn.alarm().lost().run())
                .containsExactly("2 too low");
    }

    @Test
    void silentPatientWhoNeverHadAReadingHasNoLastOne() {
        test.admit("a");
        test.pass(11);

        assertThat(alarm("a").lost()).isEqualTo(new LostView(null, null, null, 0, null));
    }

    @Test
    void remindersAreCounted() {
        test.feed("a", "104x50");

        assertThat(alarm("a").reminders()).isEqualTo(2);
    }

    @Test
    void signalLossStandsBesideThePhysiologicalAlarm() {
        test.feed("a", "104x3");
        test.pass(11);

        assertThat(tile("a").alarms())
                .extracting(AlarmView::condition)
                .containsExactly(Condition.TACHYCARDIA, Condition.SIGNAL_LOSS);
        assertThat(tile("a").staleAfter()).isEqualTo(10_000);
    }

    @Test
    void alertThatComesAgainFromAQueueChangesNothing() {
        test.feed("a", "104x3 72");
        long version = ward.version();

        test.alerts().forEach(ward::observe);

        assertThat(ward.version()).isEqualTo(version);
        assertThat(tile("a").alarms()).isEmpty();
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
        assertThat(tile("c").bed()).isEqualTo(1);
    }

    @Test
    void memoryIsBoundedByTilesPointsAndPastEpisodes() {
        for (int patient = 0; patient < Ward.MAX_TILES + 7; patient++) {
            test.feed("p" + patient, "72");
        }
        for (int episode = 0; episode < Ward.MAX_PAST + 5; episode++) {
            test.feed("p0", "104x3 72");
        }

        WardFrame frame = ward.since(Ward.NOTHING);
        assertThat(frame.tiles()).hasSize(Ward.MAX_TILES);
        assertThat(frame.counts().patients()).isEqualTo(Ward.MAX_TILES + 7);
        assertThat(frame.undrawn().beds()).isEqualTo(7);
        assertThat(frame.past()).hasSize(Ward.MAX_PAST);
        assertThat(tile("p0").points()).hasSize(301);
        assertThat(frame.counts().episodes()).containsEntry(Condition.TACHYCARDIA, Ward.MAX_PAST + 5L);
    }

    @Test
    void alarmOfAPatientWithoutATileIsTold() {
        fillTheTiles();
        test.feed("beyond", "72x2");
        long known = ward.version();
        assertThat(ward.since(known).undrawn()).isNull();
        test.feed("beyond", "141x3");

        assertThat(ward.since(known).undrawn().alarms())
                .extracting(UndrawnAlarm::patient, undrawn -> undrawn.alarm().text())
                .containsExactly(tuple("beyond", "*** HR 141 > 130"));
        assertThat(ward.since(known).tiles()).isEmpty();
        test.feed("beyond", "72");
        WardFrame after = ward.since(known);
        assertThat(after.undrawn().alarms()).isEmpty();
        assertThat(after.past()).extracting(PastView::patient, PastView::bed).containsExactly(tuple("beyond", null));
    }

    @Test
    void alarmOfAPatientWithoutATileIsAcknowledgedByTheNoticeThatThePageShowed() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        AlarmView shown = undrawn().alarms().get(0).alarm();

        assertThat(ward.notice(shown.episode(), shown.event()))
                .map(Alert::patientId)
                .contains("beyond");
        test.acknowledge("beyond", "R. Meyer");
        assertThat(undrawn().alarms().get(0).alarm().acknowledgedBy()).isEqualTo("R. Meyer");
        test.feed("beyond", "72");
        assertThat(ward.notice(shown.episode(), shown.event())).isEmpty();
    }

    @Test
    void pageIsToldTheMostUrgentAlarmsWithoutATileAndTheNumberOfAll() {
        fillTheTiles();
        int patients = Ward.MAX_UNDRAWN_ALARMS + 3;
        for (int patient = 0; patient < patients; patient++) {
            test.feed("beyond-" + patient, "104x3");
        }
        test.acknowledge("beyond-0", "R. Meyer");
        test.feed("beyond-" + (patients - 1), "141x3");

        assertThat(undrawn().alarmCount()).isEqualTo(patients);
        assertThat(undrawn().alarms())
                .hasSize(Ward.MAX_UNDRAWN_ALARMS)
                .extracting(UndrawnAlarm::patient)
                .startsWith("beyond-" + (patients - 1), "beyond-1", "beyond-2")
                .doesNotContain("beyond-0");
    }

    @Test
    void bedsWithoutATileAreCountedUpToABoundAndAlarmsBeyondItAreSaidToBeMissing() {
        UndrawnBeds beds = new UndrawnBeds(2, 10);
        test.feed("a", "104x3");
        test.feed("b", "104x3");
        test.feed("c", "104x3 72");
        long version = 0;
        for (Alert alert : test.alerts()) {
            beds.add(alert.patientId(), ++version);
            beds.accept(alert, version);
        }

        UndrawnView view = beds.view();
        assertThat(view.beds()).isEqualTo(2);
        assertThat(view.exact()).isFalse();
        assertThat(view.alarmCount()).isEqualTo(2);
        assertThat(view.unlisted()).isEqualTo(1);
    }

    @Test
    void freedTileGoesWithTheAlarmToAPatientWhoHadNone() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        ward.discharge("p7");
        test.feed("beyond", "105");

        assertThat(tile("beyond").bed()).isEqualTo(8);
        assertThat(alarm("beyond").text()).isEqualTo("** HR 104 > 100");
        assertThat(undrawn().alarms()).isEmpty();
        assertThat(undrawn().beds()).isZero();
    }

    @Test
    void noticeIsFoundByTheIdsThatThePageShowed() {
        test.feed("a", "104x3");
        AlarmView shown = alarm("a");
        test.feed("a", "135x3");

        assertThat(ward.notice(shown.episode(), shown.event()))
                .map(Alert::priority)
                .contains(Priority.MEDIUM);
        assertThat(ward.notice(shown.episode(), "else")).isEmpty();
    }

    private void fillTheTiles() {
        for (int patient = 0; patient < Ward.MAX_TILES; patient++) {
            test.feed("p" + patient, "72");
        }
    }

    private UndrawnView undrawn() {
        return ward.since(Ward.NOTHING).undrawn();
    }

    private static AlarmPolicy latchingPolicy() {
        return POLICY.toBuilder().latch(Latch.HIGH).build();
    }

    private static TestWard latching() {
        return new TestWard(latchingPolicy());
    }

    private static List<PastView> past(TestWard of) {
        return of.ward().since(Ward.NOTHING).past();
    }

    private TileView tile(String patientId) {
        return tile(test, patientId);
    }

    private static TileView tile(TestWard of, String patientId) {
        return of.ward().since(Ward.NOTHING).tiles().stream()
                .filter(tile -> tile.patient().equals(patientId))
                .findFirst()
                .orElseThrow();
    }

    private AlarmView alarm(String patientId) {
        return alarm(test, patientId);
    }

    private static AlarmView alarm(TestWard of, String patientId) {
        return tile(of, patientId).alarms().get(0);
    }
}
