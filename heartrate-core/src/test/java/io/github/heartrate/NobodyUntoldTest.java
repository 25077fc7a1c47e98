package io.github.heartrate;

import static io.github.heartrate.BoundaryCasesTest.policy;
import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lost leads, acknowledgements, pauses and alarms that end unseen: somebody is told. */
class NobodyUntoldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # options                      | inputs                                   | alerts
            # reminders of an alarm go on while the signal is lost
            stale10 remind5 extreme        | 0x3 tick@7 tick@13 tick@18 0@19          | B++2 B?7 S+13 B?13 S?18 B?18 S-19
            stale10 remind5                | 120x3 ack tick@13 tick@99                | T+2 T*3 S+13 S?99
            # an acknowledgement ends after its limit, by a reading or a tick, with or without an interval
            again8                         | 120x3 ack 120@10 120@11 120@99           | T+2 T*3 T?11
            again8                         | 120x3 ack tick@10.999999999 tick@11      | T+2 T*3 T?11
            again8 remind5                 | 120x3 ack tick@11 tick@15 tick@16        | T+2 T*3 T?11 T?16
            again8 remind5                 | 120x3 ack tick@11 ack tick@19 tick@20    | T+2 T*3 T?11 T*12 T?20
            again8                         | 120x3 ack 72@20                          | T+2 T*3 T-20
            again8 stale10                 | 72 tick@11 ack tick@20                   | S+11 S*12 S?20
            # a reading so much worse than what was seen undoes it, once; a milder one and a calm one do not
            worse20                        | 101x3 ack 120.9 121 220 72               | T+2 T*3 T^5 T-7
            worse20                        | 101x3 ack 220 ack 239 240                | T+2 T*3 T^4 T*5 T^7
            worse20                        | 45x3 ack 26 25                           | B+2 B*3 B^5
            worse20                        | 130 101x2 ack 149 150                    | T+2 T*3 T^5
            worse20 M3                     | 101x3 ack 72 121                         | T+2 T*3 T^5
            worse9 extreme                 | 110x3 ack 140x3                          | T+2 T*3 T^4 T^6
            worse20                        | 101x3 220x9                              | T+2
            # an alarm that ends unseen is latched, reminded of, and gone when somebody has seen it
            latchHigh extreme remind5      | 140x3 72 tick@7 tick@12 ack tick@99      | T++2 T-3L T?7L T?12L T*13L
            latchHigh extreme              | 140x3 72 ack tick@99                     | T++2 T-3L T*4L
            latchHigh extreme              | 140x3 ack 72                             | T++2 T*3 T-4
            latchHigh extreme              | 120x3 72                                 | T+2 T-3
            latchHigh extreme              | 140x3 110 72                             | T++2 Tv3 T-4L
            latchAll remind5               | 120x3 72 tick@7                          | T+2 T-3L T?7L
            latchAll remind5 stale10       | 72 tick@11 72 tick@16                    | S+11 S-12L S?16L
            latchAll remind5 stale10       | 72 72@11 tick@15 tick@16                 | S+10 S-11L S?15L
            # a new alarm of its condition takes its place, one of another does not
            latchAll remind5               | 120x3 72 120x3 tick@11                   | T+2 T-3L T+6 T?11
            latchAll N1 remind5            | 120 40 tick@6                            | T+0 T!1L B+1 B?6 T?6L
            latchAll                       | 120x3 72 discharge tick@99               | T+2 T-3L
            # a single extreme reading at once, whatever the delay; the others as before
            extreme X1                     | 0                                        | B++0
            extreme X1 delay14             | 72 0 72                                  | B++1 B-2
            extreme X1                     | 45 0                                     | B++1
            extreme X1                     | 45x3 0                                   | B+2 B^3
            extreme X1 delay14             | 45x3 45@14                               | B+14
            extreme X2                     | 140 140                                  | T++1
            extreme X2 delay9              | 140 140@8 140@9                          | T++9
            extreme X5                     | 140x5                                    | T+2 T^4
            extreme X5                     | 140x4 120 140x5                          | T+2 T^9
            # clearing takes its time beside its count, and a reading that is not calm begins anew
            calm4                          | 120x3 72x4 72@6.999999999 72@7           | T+2 T-7
            calm4                          | 120x3 72x3 120 72x5                      | T+2 T-11
            calm4 M3                       | 120x3 72 72@20 72                        | T+2 T-21
            calm4 gap5                     | 120x3 72 72@20 72@23 72@24               | T+2 T-24
            calm4 extreme                  | 140x3 110x4 110@7                        | T++2 Tv7
            calm4 extreme                  | 140x3 110 72x3 72@7 72@8                 | T++2 Tv7 T-8
            calm9                          | 120x3 40x3                               | T+2 T!5 B+5
            # a pause: below HIGH it is quiet, HIGH breaks through and ends it, and its end reminds
            ''                             | pause60@0 120@1x3 tick@59 tick@60        | T+3P T?60
            ''                             | 120x3 pause5 120@7.9 120@8               | T+2 T?8
            remind5                        | pause60@0 120@1x3 tick@8 72@9            | T+3P T?8P T-9P
            ''                             | pause60@0 120@1x3 ack tick@60            | T+3P T*4P
            ''                             | pause60@0 120@1x3 72 tick@60             | T+3P T-4P
            extreme                        | pause60@0 140@1x3 72 120x3               | T++3 T-4 T+7
            extreme                        | pause60@0 110@1x3 140x3 110              | T+3P T^6 Tv7
            stale10 lossHigh               | 72 pause60 tick@11 72@12                 | S++11 S-12
            stale10 latchAll               | 72 pause20 tick@11 72 tick@21            | S+11P S-12LP S?21L
            ''                             | pause60@0 120@1x3 pause0                 | T+3P T?4
            ''                             | pause60@0 120@1x3 pause10@5 tick@14 tick@15 | T+3P T?15
            ''                             | pause60@0 120@1x3 discharge 120@9x3      | T+3P Tx4P T+11
            ''                             | pause6@0 120@1x3 ack@6 tick@7            | T+3P T*6
            extreme latchHigh remind5      | 140x3 72 pause60 tick@8 120@9x3          | T++2 T-3L T?8L T+11
            stale10                        | 72 pause60 72@30                         | S+10P S-30P
            stale10                        | 72 pause20 72@30                         | S+10 S-30
            ''                             | pause6@0 120@1x3 discharge@6             | T+3P Tx6
            """)
    void casesOfTheModel(String options, String inputs, String alerts) {
        assertAlerts(policy(options), inputs, alerts);
    }

    @Test
    void signalLossHasThePriorityOfThePolicyAndMoreIfSomethingWasUnderWay() {
        assertThat(priorityOfLoss("stale10", "72 tick@11")).isEqualTo(Priority.LOW);
        assertThat(priorityOfLoss("stale10 lossMedium", "72 tick@11")).isEqualTo(Priority.MEDIUM);
        assertThat(priorityOfLoss("stale10 lossHigh", "120x3 tick@13")).isEqualTo(Priority.HIGH);
        assertThat(priorityOfLoss("stale10", "72 0x2 tick@13")).isEqualTo(Priority.MEDIUM);
        assertThat(priorityOfLoss("stale10", "120x3 tick@13")).isEqualTo(Priority.MEDIUM);
        assertThat(priorityOfLoss("stale10", "120x3 ack tick@13")).isEqualTo(Priority.LOW);
        assertThat(priorityOfLoss("stale10 M3", "120x3 72x2 tick@15")).isEqualTo(Priority.MEDIUM);
        assertThat(priorityOfLoss("stale10", "0x2 72@12")).isEqualTo(Priority.MEDIUM);
    }

    private static Priority priorityOfLoss(String options, String inputs) {
        return Scenario.of(inputs).run(policy(options)).stream()
                .filter(alert -> alert.condition() == Condition.SIGNAL_LOSS)
                .findFirst()
                .orElseThrow()
                .priority();
    }

    @Test
    void acknowledgementThatEndsInASilenceMakesItUrgent() {
        List<Alert> alerts = Scenario.of("120x3 ack tick@13 tick@23 tick@33").run(policy("stale10 again20 remind10"));
        assertThat(alerts)
                .extracting(Alert::condition, Alert::phase, Alert::priority)
                .containsExactly(
                        tuple(Condition.TACHYCARDIA, Phase.RAISED, Priority.MEDIUM),
                        tuple(Condition.TACHYCARDIA, Phase.ACKNOWLEDGED, Priority.MEDIUM),
                        tuple(Condition.SIGNAL_LOSS, Phase.RAISED, Priority.LOW),
                        tuple(Condition.SIGNAL_LOSS, Phase.REMINDER, Priority.MEDIUM),
                        tuple(Condition.TACHYCARDIA, Phase.REMINDER, Priority.MEDIUM),
                        tuple(Condition.SIGNAL_LOSS, Phase.REMINDER, Priority.MEDIUM),
                        tuple(Condition.TACHYCARDIA, Phase.REMINDER, Priority.MEDIUM));
    }

    @Test
    void signalLossTellsTheRunUnderWayAndTheLastReading() {
        List<Alert> alerts = Scenario.of("72 0x2 tick@13").run(policy("stale10"));
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.lostSignal())
                    .contains(new LostSignal(Optional.of(Condition.BRADYCARDIA), 2, 0, Optional.empty()));
            assertThat(alert.lastReading()).contains(Feed.at(2, 0));
        });
        alerts = Scenario.of("72 0x2 72@20").run(policy("stale10"));
        assertThat(alerts)
                .extracting(
                        Alert::phase, alert -> alert.lostSignal().orElseThrow().runLength(), Alert::lastReading)
                .containsExactly(
                        tuple(Phase.RAISED, 2, Optional.of(Feed.at(2, 0))),
                        tuple(Phase.CLEARED, 2, Optional.of(Feed.at(20, 72))));
    }

    @Test
    void signalLossTellsReadingsThatStillComeWithAnEarlierClock() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy("stale10 remind5")).build();
        List<Alert> alerts = Scenario.of("72@100 0@50x2 0@49 tick@111 0@52 tick@116 72@117 tick@128")
                .run(monitor::apply);
        assertThat(alerts)
                .extracting(
                        Alert::phase,
                        alert -> alert.lostSignal().orElseThrow().lateReadings(),
                        alert -> alert.lostSignal().orElseThrow().newestLate())
                .containsExactly(
                        tuple(Phase.RAISED, 3L, Optional.of(Feed.at(51, 0))),
                        tuple(Phase.REMINDER, 4L, Optional.of(Feed.at(52, 0))),
                        tuple(Phase.CLEARED, 4L, Optional.of(Feed.at(52, 0))),
                        tuple(Phase.RAISED, 0L, Optional.empty()));
    }

    /** Also one that changes nothing else. */
    @Test
    void acceptedReadingBeginsTheCountOfLateOnesAnew() {
        List<Alert> alerts = Scenario.of("72@100 72 0@50x2 72@102 tick@113").run(policy("stale10"));
        assertThat(alerts)
                .singleElement()
                .extracting(alert -> alert.lostSignal().orElseThrow().lateReadings())
                .isEqualTo(0L);
    }

    @Test
    void everyAlertTellsTheLatestReading() {
        List<Alert> alerts = Scenario.of("120x3 125 ack tick@20 72@21").run(policy("stale10"));
        assertThat(alerts)
                .extracting(Alert::phase, Alert::lastReading)
                .containsExactly(
                        tuple(Phase.RAISED, Optional.of(Feed.at(2, 120))),
                        tuple(Phase.ACKNOWLEDGED, Optional.of(Feed.at(3, 125))),
                        tuple(Phase.RAISED, Optional.of(Feed.at(3, 125))),
                        tuple(Phase.CLEARED, Optional.of(Feed.at(21, 72))),
                        tuple(Phase.CLEARED, Optional.of(Feed.at(21, 72))));
        assertThat(Scenario.of("admit tick@11").run(policy("stale10")))
                .extracting(Alert::lastReading)
                .containsExactly(Optional.empty());
    }

    @Test
    void admittedPatientIsToldOfAndKeepsTheLimitsThroughASilentDay() {
        AlarmPolicy own = AlarmPolicy.builder()
                .limits(AlarmLimits.of(60, 160))
                .staleAfter(Duration.ofMinutes(1))
                .build();
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.admit("p", Feed.second(0));
        monitor.setPolicy("p", own, Feed.second(0));
        monitor.accept(Feed.at(0, 100));
        for (int minute = 1; minute <= 1500; minute++) {
            monitor.accept(new Reading("other", Feed.second(60L * minute), 72));
            List<Alert> alerts = monitor.tick(Feed.second(60L * minute)).alerts();
            assertThat(alerts).hasSize(minute == 2 ? 1 : 0);
        }
        Scenario later = Scenario.of("120@90001x3");
        assertThat(later.story(later.run(monitor::apply))).isEqualTo("S-90001");
        assertThat(monitor.status("p").orElseThrow().admitted()).isTrue();
    }

    @Test
    void outdatedAcknowledgementEndsNothingAfterItsLimit() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy("again8")).build();
        List<Alert> alerts = Scenario.of("120x3 ack tick@11").run(monitor::apply);
        assertThat(monitor.acknowledge(alerts.get(0), "nurse", Feed.second(12)).verdict())
                .isEqualTo(Verdict.OUTDATED);
        PatientStatus.ActiveAlarm active = monitor.activeAlarms().get(0);
        assertThat(active.acknowledged()).isFalse();
        assertThat(active.alert().id()).isEqualTo(alerts.get(2).id());
        assertThat(monitor.acknowledge(active.alert(), "nurse", Feed.second(12)).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        Alert second = monitor.tick(Feed.second(20)).alerts().get(0);
        assertThat(second.number()).isEqualTo(2);
        assertThat(monitor.activeAlarms().get(0).alert().id()).isEqualTo(second.id());
    }

    @Test
    void statusTellsWhatIsLatchedPausedAndAdmitted() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy("latchAll")).build();
        List<Alert> alerts = Scenario.of("admit 120x3 72 pause60").run(monitor::apply);
        PatientStatus status = monitor.status("p").orElseThrow();
        assertThat(status.admitted()).isTrue();
        assertThat(status.pausedUntil()).contains(Feed.second(65));
        assertThat(status.activeAlarms()).isEmpty();
        assertThat(status.latchedAlarms()).singleElement().satisfies(latched -> {
            assertThat(latched.acknowledged()).isFalse();
            assertThat(latched.alert().latched()).isTrue();
            assertThat(latched.alert().id()).isEqualTo(alerts.get(0).id());
        });
        assertThat(monitor.activeAlarms()).isEqualTo(status.latchedAlarms());
        assertThat(monitor.acknowledge(alerts.get(1), "nurse", Feed.second(6)).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.status("p").orElseThrow().latchedAlarms()).isEmpty();
    }

    @Test
    void alarmThatLatchesAtItsHighestPriorityIsToldAtIt() {
        List<Alert> alerts = Scenario.of("140x3 110 72 tick@9").run(policy("extreme latchHigh remind5"));
        assertThat(alerts)
                .extracting(Alert::phase, Alert::priority, Alert::latched)
                .containsExactly(
                        tuple(Phase.RAISED, Priority.HIGH, false),
                        tuple(Phase.DEESCALATED, Priority.MEDIUM, false),
                        tuple(Phase.CLEARED, Priority.HIGH, true),
                        tuple(Phase.REMINDER, Priority.HIGH, true));
    }

    @Test
    void patientWithALatchedAlarmIsNotForgotten() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy("latchAll")).build();
        Scenario.of("120x3 72").run(monitor::apply);
        monitor.accept(new Reading("other", Feed.second(200_000), 72));
        monitor.tick(Feed.second(80_000));
        monitor.tick(Feed.second(160_000));
        monitor.tick(Feed.second(200_000));
        assertThat(monitor.patientCount()).isEqualTo(2);
    }

    @Test
    void pauseFedAgainIsADuplicateAndAnotherEndAtTheSameTimeAConflict() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        assertThat(monitor.pause("p", Feed.second(60), Feed.second(1)).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        monitor.accept(Feed.at(0, 72));
        assertThat(monitor.pause("p", Feed.second(60), Feed.second(1)).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.pause("p", Feed.second(60), Feed.second(1)).verdict())
                .isEqualTo(Verdict.DUPLICATE);
        assertThat(monitor.pause("p", Feed.second(70), Feed.second(1)).verdict())
                .isEqualTo(Verdict.CONFLICT);
        assertThat(monitor.pause("p", Feed.second(70), Feed.second(0)).verdict())
                .isEqualTo(Verdict.LATE);
        assertThat(monitor.status("p").orElseThrow().pausedUntil()).contains(Feed.second(60));
    }

    @Test
    void pauseHasALongestLength() {
        new Input.Pause("p", Feed.second(86_400), Feed.second(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Pause("p", Feed.second(86_401), Feed.second(0)))
                .withMessage("until must be at most PT24H after 2026-01-01T00:00:00Z: 2026-01-02T00:00:01Z");
    }

    /** It is the most extreme of the readings on the side, as they were judged. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void changeOfPolicyJustBeforeTheClearingReadingLeavesThePeak(int clearCount) {
        ConsecutiveThresholdDetector detector = Feed.detector(policy("M" + clearCount));
        Scenario.of("120x3").run(detector::apply);
        AlarmPolicy wider = policy("M" + clearCount).toBuilder()
                .limits(AlarmLimits.of(50, 150))
                .build();
        detector.apply(new Input.ChangePolicy("p", wider, Feed.second(3)));
        List<Alert> alerts = Scenario.of("140@4x" + clearCount).run(detector::apply);
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.phase()).isEqualTo(Phase.CLEARED);
            assertThat(alert.violation().orElseThrow().peakBpm()).isEqualTo(120);
        });
    }

    @Test
    @Timeout(60)
    void eventThatNobodyKnowsIsFoundOutWithoutASearchOfAllReminders() {
        ConsecutiveThresholdDetector detector = Feed.detector(policy("remind1"));
        Alert raised = Scenario.of("120x3").run(detector::apply).get(0);
        Alert last = raised;
        for (int second = 3; second < 200_003; second++) {
            last = detector.tick(Feed.second(second)).alerts().get(0);
        }
        assertThat(last.number()).isEqualTo(200_000);
        Input unknown = new Input.Acknowledge("p", raised.episodeId(), "no such event", "nurse", last.time());
        // Looked for among all of them, one such took a second.
        for (int i = 0; i < 1_000; i++) {
            assertThat(detector.apply(unknown).verdict()).isEqualTo(Verdict.UNKNOWN);
        }
        assertThat(detector.apply(Input.Acknowledge.of(last, "nurse", last.time()))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(detector.apply(Input.Acknowledge.of(raised, "nurse", last.time()))
                        .verdict())
                .isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void idWithHalfASurrogatePairIsRefused() {
        for (String id : List.of("p\ud83d", "\ude00p", "\ude00\ud83d", "p\ud83d\ud83d\ude00")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Reading(id, Feed.START, 72))
                    .withMessageStartingWith("patientId must not have half a surrogate pair: ");
        }
        assertThat(new Reading("p\ud83d\ude00", Feed.START, 72).patientId()).hasSize(3);
    }

    @Test
    void asystoleOutsideThePlausibleRangeIsNoSignOfLife() {
        AlarmPolicy policy =
                policy("N1 stale10").toBuilder().plausibleBpm(20, 300).build();
        assertAlerts(policy, "72 0x5 tick@11", "S+11");
    }

    @Test
    void bedsideTellsOfSilenceAsystoleAndAlarmsThatEndUnseen() {
        assertAlerts(AlarmPolicy.BEDSIDE, "72 0 72 tick@121", "B++1 B-2L S+121 B?121L");
        assertAlerts(AlarmPolicy.BEDSIDE, "120x14 120 98x2 97", "T+14 T-17");
        assertAlerts(AlarmPolicy.BEDSIDE, "72 tick@60 tick@61 ack tick@241 tick@242", "S+61 S*62 S?242");
    }
}
