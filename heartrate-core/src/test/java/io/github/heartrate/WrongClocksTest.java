package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is dated too far ahead is held until something confirms it; nobody is forgotten by a tick alone. */
class WrongClocksTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant CENTURY = Instant.parse("2098-01-01T00:00:00Z");

    private static HeartRateMonitor monitor() {
        return HeartRateMonitor.builder().build();
    }

    private static HeartRateMonitor monitor(String options) {
        return HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy(options))
                .build();
    }

    private static Instant day(double days) {
        return Feed.START.plusMillis(Math.round(days * DAY.toMillis()));
    }

    private static Reading reading(Instant time, double bpm) {
        return new Reading(Feed.PATIENT, time, bpm);
    }

    /** The verdict on each word, then the alerts; an interval is a minute, so that a day has 1440. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # inputs                            | verdicts                                    | alerts
            # a reading far ahead between two of today: dropped by the next good one
            tick 120 120@5000000 120@2 120      | ACCEPTED ACCEPTED HELD ACCEPTED ACCEPTED    | T+3
            # exactly the limit is no leap, and one nanosecond more is
            tick 72@1440                        | ACCEPTED ACCEPTED                           | ''
            tick 72@1440.00000000002            | ACCEPTED HELD                               | ''
            # confirmed by the next one near it, and processed before that
            tick 120@5000x3                     | ACCEPTED HELD ACCEPTED ACCEPTED             | T+5002
            # the confirmed time is the patient's own from then on
            tick 72@5000x2 120x3                | ACCEPTED HELD ACCEPTED ACCEPTED ACCEPTED ACCEPTED | T+5004
            # confirmed by known time that has come so far, also if the patient says no more
            tick 120@2000 tick@559 tick@560     | ACCEPTED HELD ACCEPTED ACCEPTED             | ''
            # the same held again confirms nothing, nor does another rate at its time
            tick 120@5000 120@5000 120@2x3      | ACCEPTED HELD DUPLICATE ACCEPTED ACCEPTED ACCEPTED | T+4
            tick 120@5000 130@5000 120@2x3      | ACCEPTED HELD CONFLICT ACCEPTED ACCEPTED ACCEPTED  | T+4
            # of two that leap the earlier is held
            tick 120@9000 120@5000 120@5001x2   | ACCEPTED HELD HELD ACCEPTED ACCEPTED        | T+5002
            # what changes nothing neither confirms nor drops it
            tick 72@1 120@5000 72@1 120@5001x2  | ACCEPTED ACCEPTED HELD DUPLICATE ACCEPTED ACCEPTED | T+5002
            tick 72@1 120@5000 72@0.5 120@5001x2 | ACCEPTED ACCEPTED HELD LATE ACCEPTED ACCEPTED | T+5002
            # a tick far ahead between two good ones, and one that is true
            tick tick@5000 tick@1 tick@2        | ACCEPTED HELD ACCEPTED ACCEPTED             | ''
            tick tick@5000 tick@5000 tick@5001  | ACCEPTED HELD DUPLICATE ACCEPTED            | ''
            tick tick@9000 tick@5000 tick@5001  | ACCEPTED HELD HELD ACCEPTED                 | ''
            # controls
            tick admit@5000 72@1 discharge@2    | ACCEPTED HELD ACCEPTED ACCEPTED             | ''
            tick admit@5000 discharge@1         | ACCEPTED HELD UNKNOWN                       | ''
            tick 72 pause9@5000 discharge@2     | ACCEPTED ACCEPTED HELD ACCEPTED             | ''
            tick 120x3 ack@5000 120@5           | ACCEPTED ACCEPTED ACCEPTED ACCEPTED HELD ACCEPTED | T+3
            # before the first tick the newest reading is the known time, and the limit 366 days
            72 72@527040                        | ACCEPTED ACCEPTED                           | ''
            72 72@527040.00000000002            | ACCEPTED HELD                               | ''
            72 72@400000 72@900000              | ACCEPTED ACCEPTED ACCEPTED                  | ''
            # the very first input is never held
            72@9000000 tick@9000001             | ACCEPTED ACCEPTED                           | ''
            admit@9000000 72                    | ACCEPTED ACCEPTED                           | ''
            """)
    void leapIsHeldUntilSomethingConfirmsIt(String inputs, String verdicts, String alerts) {
        Scenario scenario = Scenario.of(inputs).every(Duration.ofMinutes(1));
        HeartRateMonitor monitor = monitor();
        List<String> given = new ArrayList<>();
        List<Alert> told = scenario.run(input -> {
            Outcome outcome = monitor.apply(input);
            given.add(outcome.verdict().name());
            return outcome;
        });
        assertThat(String.join(" ", given)).isEqualTo(verdicts);
        assertThat(scenario.story(told)).isEqualTo(alerts);
    }

    @Test
    void leapThatIsDroppedIsCountedAsAhead() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(reading(CENTURY, 0));
        assertThat(monitor.readingCount(Verdict.HELD)).isEqualTo(1);
        assertThat(monitor.readingCount(Verdict.AHEAD)).isZero();
        monitor.accept(reading(day(0), 72));
        assertThat(monitor.readingCount(Verdict.AHEAD)).isEqualTo(1);
        monitor.tick(CENTURY);
        monitor.tick(day(0.001));
        assertThat(monitor.readingCount(Verdict.AHEAD)).isEqualTo(2);
    }

    @Test
    void confirmedReadingIsProcessedBeforeTheOneThatConfirmsIt() {
        HeartRateMonitor monitor = monitor("N1");
        monitor.tick(day(0));
        monitor.accept(reading(day(3), 120));
        Outcome confirming = monitor.accept(reading(day(3).plusSeconds(1), 72));
        assertThat(confirming.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(confirming.alerts()).extracting(Alert::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(2);
    }

    @Test
    void confirmingInputThatLeapsInItsTurnIsHeldAndTellsWhatItConfirmed() {
        HeartRateMonitor monitor = monitor("N1");
        monitor.tick(day(0));
        monitor.accept(reading(day(3), 120));
        Outcome outcome = monitor.accept(reading(day(9), 120));
        assertThat(outcome.verdict()).isEqualTo(Verdict.HELD);
        assertThat(outcome.alerts()).extracting(Alert::phase).containsExactly(Phase.RAISED);
        assertThat(outcome.alerts()).extracting(Alert::time).containsExactly(day(3));
    }

    @Test
    void whatWasHeldIsDoneWithOnceItIsConfirmedOrDropped() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(reading(day(3), 72));
        monitor.accept(reading(day(3).plusSeconds(1), 72));
        monitor.accept(reading(day(3).plusSeconds(2), 72));
        assertThat(monitor.readingCount(Verdict.AHEAD)).isZero();
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(3);
        monitor.accept(new Reading("other", CENTURY, 72));
        monitor.accept(new Reading("other", day(0), 72));
        monitor.accept(new Reading("other", day(0).plusSeconds(1), 72));
        assertThat(monitor.readingCount(Verdict.AHEAD)).isEqualTo(1);
    }

    @Test
    void readingThatChangesNothingElseDropsWhatIsHeld() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(reading(day(0), 72));
        monitor.accept(reading(CENTURY, 72));
        monitor.accept(reading(day(0).plusSeconds(1), 72));
        assertThat(monitor.readingCount(Verdict.AHEAD)).isEqualTo(1);
    }

    @Test
    void heldReadingThatIsConfirmedIsCountedWithItsVerdict() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(reading(day(3), 72));
        monitor.tick(day(0.5));
        monitor.discharge(Feed.PATIENT, day(0.5));
        monitor.accept(new Reading("other", day(0.5), 72));
        assertThat(monitor.readingCount(Verdict.HELD)).isEqualTo(1);
        monitor.tick(day(1.4));
        monitor.tick(day(2.1));
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(2);
    }

    @Test
    void tickThatIsHeldIsPartOfTheState() {
        HeartRateMonitor monitor = monitor("stale10");
        monitor.tick(day(0));
        monitor.accept(reading(day(0), 72));
        monitor.tick(day(7));
        HeartRateMonitor restored = HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy("stale10"))
                .restore(MonitorSnapshot.fromBytes(monitor.snapshot().toBytes()))
                .build();
        assertThat(restored.tick(day(7).plusSeconds(1)).alerts()).hasSize(1);
    }

    /** Also of one who was discharged since. */
    @Test
    void newestReadingOfAnyPatientIsTheKnownTimeBeforeTheFirstTick() {
        HeartRateMonitor monitor = monitor();
        monitor.accept(reading(day(0), 72));
        monitor.accept(new Reading("newest", day(300), 72));
        monitor.discharge("newest", day(1));
        assertThat(monitor.accept(reading(day(600), 72)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.snapshot().newestReading()).contains(day(600));
    }

    @Test
    void systemThatWasDownForAWeekGoesOnAtItsSecondTick() {
        HeartRateMonitor monitor = monitor("stale10");
        monitor.tick(day(0));
        monitor.accept(reading(day(0), 72));
        assertThat(monitor.tick(day(7))).isEqualTo(new Outcome(Verdict.HELD, List.of()));
        assertThat(monitor.tick(day(7).plusSeconds(1)).alerts())
                .extracting(Alert::condition)
                .containsExactly(Condition.SIGNAL_LOSS);
        assertThat(monitor.accept(reading(day(7).plusSeconds(1), 72)).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void readingOfAnotherCenturyBetweenTwoOfTodayIsNoReasonToMissAsystole() {
        HeartRateMonitor monitor = monitor();
        monitor.accept(reading(day(0), 72));
        monitor.accept(reading(CENTURY, 72));
        List<Alert> alerts = Feed.feed(
                monitor::apply,
                List.of(
                        reading(day(0).plusSeconds(1), 0),
                        reading(day(0).plusSeconds(2), 0),
                        reading(day(0).plusSeconds(3), 0)));
        assertThat(Feed.story(alerts)).isEqualTo("B+3");
    }

    @Test
    void tickTwoDaysAheadForgetsNobody() {
        HeartRateMonitor monitor = monitor("stale10");
        AlarmPolicy child =
                AlarmPolicy.builder().limits(AlarmLimits.of(60, 160)).build();
        monitor.tick(day(0));
        monitor.accept(reading(day(0), 100));
        monitor.setPolicy(Feed.PATIENT, child, day(0));
        monitor.accept(new Reading("quiet", day(0), 72));
        assertThat(monitor.tick(day(2))).isEqualTo(new Outcome(Verdict.HELD, List.of()));
        assertThat(monitor.tick(day(0).plusSeconds(1)).alerts()).isEmpty();
        assertThat(monitor.patientCount()).isEqualTo(2);
        List<Alert> alerts = Feed.feed(
                monitor::apply,
                List.of(
                        reading(day(0).plusSeconds(2), 120),
                        reading(day(0).plusSeconds(3), 120),
                        reading(day(0).plusSeconds(4), 120)));
        assertThat(alerts).isEmpty();
    }

    /** Also one that was confirmed: silence counts up to the newest reading of any patient. */
    @Test
    void twoTicksWithAWrongClockForgetNobody() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(new Reading("quiet", day(0), 72));
        monitor.tick(day(2));
        monitor.tick(day(2).plusSeconds(1));
        assertThat(monitor.patientCount()).isEqualTo(1);
        monitor.accept(reading(day(1.1), 72));
        monitor.tick(day(2).plusSeconds(2));
        assertThat(monitor.patientCount()).isEqualTo(1);
        assertThat(monitor.status("quiet")).isEmpty();
    }

    @Test
    void whatAnInputConfirmsComesBeforeItAndMayMakeItLate() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        for (int second = 0; second < 3; second++) {
            monitor.accept(reading(day(0).plusSeconds(second), 120));
        }
        assertThat(monitor.discharge(Feed.PATIENT, CENTURY).verdict()).isEqualTo(Verdict.HELD);
        Outcome outcome = monitor.accept(reading(CENTURY.minusSeconds(1), 72));
        assertThat(outcome.verdict()).isEqualTo(Verdict.LATE);
        assertThat(outcome.alerts()).extracting(Alert::phase).containsExactly(Phase.CLEARED);
    }

    @Test
    void admissionOfAnotherCenturyPreventsNeitherLimitsNorDischarge() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        assertThat(monitor.admit(Feed.PATIENT, CENTURY).verdict()).isEqualTo(Verdict.HELD);
        AlarmPolicy own = AlarmPolicy.builder().limits(AlarmLimits.of(60, 160)).build();
        assertThat(monitor.setPolicy(Feed.PATIENT, own, day(0)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(monitor.status(Feed.PATIENT).orElseThrow().policy()).isEqualTo(own);
        assertThat(monitor.discharge(Feed.PATIENT, day(0).plusSeconds(1)).verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void readingFromBeforeTheDischargeIsLateAfterIt() {
        HeartRateMonitor monitor = monitor("N1 stale10");
        monitor.accept(Feed.at(0, 72));
        monitor.discharge(Feed.PATIENT, Feed.second(9));
        assertThat(monitor.accept(Feed.at(5, 120))).isEqualTo(new Outcome(Verdict.LATE, List.of()));
        assertThat(monitor.accept(Feed.at(9, 120))).isEqualTo(new Outcome(Verdict.LATE, List.of()));
        assertThat(monitor.tick(Feed.second(99)).alerts()).isEmpty();
        assertThat(monitor.status(Feed.PATIENT).orElseThrow().lastReading()).isEmpty();
        assertThat(monitor.accept(Feed.at(100, 120)).alerts()).hasSize(1);
    }

    @Test
    void dischargeBeginsANewStayWhateverClockTheOldOneHad() {
        HeartRateMonitor monitor = monitor("N1");
        monitor.accept(reading(CENTURY, 72));
        assertThat(monitor.accept(Feed.at(5, 120)).verdict()).isEqualTo(Verdict.LATE);
        monitor.discharge(Feed.PATIENT, Feed.second(6));
        assertThat(monitor.accept(Feed.at(7, 120)).alerts()).hasSize(1);
    }

    @Test
    void heldPatientIsKeptForTheIdleLimitAndNoLonger() {
        HeartRateMonitor monitor = monitor();
        monitor.tick(day(0));
        monitor.accept(reading(CENTURY, 72));
        monitor.accept(new Reading("other", day(0.9), 72));
        monitor.tick(day(0.9));
        assertThat(monitor.patientCount()).isEqualTo(2);
        monitor.accept(new Reading("other", day(1.5), 72));
        monitor.tick(day(1.5));
        assertThat(monitor.patientCount()).isEqualTo(1);
        assertThat(monitor.readingCount(Verdict.AHEAD)).isEqualTo(1);
    }

    @Test
    void recordingsHaveNoLimit() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().leapLimit(AlarmPolicy.UNLIMITED).build();
        monitor.accept(reading(day(0), 120));
        monitor.accept(reading(day(5_000), 120));
        assertThat(monitor.accept(reading(CENTURY, 120)).alerts()).hasSize(1);
    }

    @Test
    void leapLimitIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeartRateMonitor.builder().leapLimit(Duration.ZERO))
                .withMessage("leapLimit must be positive: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeartRateMonitor.builder().leapLimit(Duration.ofSeconds(-1)))
                .withMessage("leapLimit must be positive: PT-1S");
    }

    /** C3 of a tick and an acknowledgement an hour ahead: within the leap limit, so they are believed. */
    @Test
    void tickAndAcknowledgementAnHourAheadLeaveTimesAndDurationsOfReadingsRight() {
        String options = "remind300 again180";
        Scenario scenario = Scenario.of("120x3 tick@3605 ack@3700 120@5 tick@6 tick@186 72@190");
        List<Alert> alerts = scenario.run(monitor(options)::apply);
        assertThat(scenario.story(alerts)).isEqualTo("T+2 T?3605 T*3700 T?186 T-190");
        assertThat(alerts.get(4).duration()).isEqualTo(Duration.ofSeconds(188));
        Scenario unseen = Scenario.of("120x3 tick@3605 120@5 tick@301 tick@302 tick@603 72@604");
        alerts = unseen.run(monitor(options)::apply);
        assertThat(unseen.story(alerts)).isEqualTo("T+2 T?3605 T?302 T?603 T-604");
    }
}
