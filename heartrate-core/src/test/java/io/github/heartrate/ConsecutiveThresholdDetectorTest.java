package io.github.heartrate;

import static io.github.heartrate.Feed.at;
import static io.github.heartrate.Feed.detector;
import static io.github.heartrate.Feed.feed;
import static io.github.heartrate.Feed.story;
import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsecutiveThresholdDetectorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    void thirdConsecutiveReadingAboveRaisesOneAlert() {
        assertAlerts(AlarmPolicy.DEFAULT, "72 104x3", "T+3");
    }

    @Test
    void thirdConsecutiveReadingBelowRaisesOneAlert() {
        assertAlerts(AlarmPolicy.DEFAULT, "72 44x3", "B+3");
    }

    @Test
    void restoredDetectorGoesOnWithTheRun() {
        ConsecutiveThresholdDetector before = detector(AlarmPolicy.DEFAULT);
        before.accept(at(0, 120));
        before.accept(at(1, 120));
        ConsecutiveThresholdDetector after = ConsecutiveThresholdDetector.restore(before.snapshot());
        assertThat(after.accept(at(2, 120)).alerts())
                .isEqualTo(before.accept(at(2, 120)).alerts())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # readings                        | alerts
            50x9                              | ''
            100x9                             | ''
            49.999x3 50                       | B+2 B-3
            100.001x3 100                     | T+2 T-3
            0x3                               | B+2
            0x2 72 0x2                        | ''
            49 101 49 101 49 101 49 101       | ''
            49 49 101 49 49                   | ''
            49 49 50 49                       | ''
            120x2                             | ''
            120x3                             | T+2
            120x4                             | T+2
            120x99                            | T+2
            40x99                             | B+2
            120x2 72 120x2                    | ''
            120x3 72 120x2                    | T+2 T-3
            120x3 72 120x3 72                 | T+2 T-3 T+6 T-7
            120x3 40x3 72                     | T+2 T-3 B+5 B-6
            40x3 120x3 72                     | B+2 B-3 T+5 T-6
            120x3 40x2 120x3                  | T+2 T-3 T+7
            """)
    void defaultPolicyRaisesOnTheThirdInARowAndClearsOnTheFirstCalmReading(String readings, String alerts) {
        assertAlerts(AlarmPolicy.DEFAULT, readings, alerts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # N | M | readings                      | alerts
            1   | 1 | 120                           | T+0
            1   | 1 | 72 120x3 72                   | T+1 T-4
            1   | 1 | 120 40 72                     | T+0 T!1 B+1 B-2
            1   | 3 | 120 40 120                    | T+0 T!1 B+1 B!2 T+2
            3   | 3 | 120x3 40x3                    | T+2 T!5 B+5
            3   | 3 | 40x3 120x3                    | B+2 B!5 T+5
            3   | 4 | 120x3 40x3 72x4               | T+2 T!5 B+5 B-9
            3   | 2 | 120x3 40x3                    | T+2 T-4 B+5
            3   | 3 | 120x3 72 40x3                 | T+2 T-5 B+6
            3   | 3 | 120x3 40x2 72 40x3            | T+2 T-5 B+8
            2   | 3 | 120x2 72x2 120 72x3           | T+1 T-7
            2   | 3 | 120x2 72x3 120                | T+1 T-4
            5   | 1 | 120x4 72 120x5                | T+9
            """)
    void countsDecideWhenToRaiseAndWhenToClear(int onsetCount, int clearCount, String readings, String alerts) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(onsetCount)
                .clearCount(clearCount)
                .build();
        assertAlerts(policy, readings, alerts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # margin | M | readings                 | alerts
            5        | 1 | 120x3 100 96 95          | T+2 T-5
            5        | 1 | 40x3 50 54 55            | B+2 B-5
            5        | 2 | 120x3 95 96 95 95        | T+2 T-6
            5        | 2 | 120x3 95 120 95 95       | T+2 T-6
            50       | 1 | 120x3 51 50              | T+2 T-4
            50       | 1 | 120x3 49                 | T+2 T-3
            50       | 1 | 40x3 99 100              | B+2 B-4
            """)
    void readingInsideTheMarginIsNotCalm(double margin, int clearCount, String readings, String alerts) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .clearMarginBpm(margin)
                .clearCount(clearCount)
                .build();
        assertAlerts(policy, readings, alerts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # delay in s | readings              | alerts
            2            | 120x3                 | T+2
            3            | 120x3                 | ''
            3            | 120x4                 | T+3
            9            | 120x9 72 120x10       | T+19
            9            | 120x9 40x10           | B+18
            """)
    void runGoesOnUntilItIsAlsoLongEnough(int delay, String readings, String alerts) {
        AlarmPolicy policy =
                AlarmPolicy.builder().conditionDelay(Duration.ofSeconds(delay)).build();
        assertAlerts(policy, readings, alerts);
    }

    @Test
    void delayIsMetExactlyAtItsEnd() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(2)
                .conditionDelay(Duration.ofSeconds(5))
                .build();
        Reading early = at(Duration.ofSeconds(5).minus(NANO), 120);
        assertThat(Feed.alerts(policy, List.of(at(0, 120), early))).isEmpty();
        assertThat(Feed.alerts(policy, List.of(at(0, 120), at(5, 120)))).hasSize(1);
    }

    @Test
    void runAfterAGapHasItsOwnOnsetAndEvidence() {
        AlarmPolicy policy = AlarmPolicy.builder().maxGap(SECOND).build();
        List<Reading> readings = Scenario.of("120 120 120@2.000000001 120 120").readings();
        Alert raised = Feed.alerts(policy, readings).get(0);
        assertThat(raised.onset()).isEqualTo(readings.get(2).timestamp());
        assertThat(raised.violation().orElseThrow().evidence()).isEqualTo(readings.subList(2, 5));
    }

    @Test
    void longerSilenceStartsTheOtherSidesRunAfreshWhileRecovering() {
        AlarmPolicy policy = AlarmPolicy.builder().maxGap(SECOND).clearCount(9).build();
        List<Reading> readings =
                List.of(at(0, 120), at(1, 120), at(2, 120), at(3, 40), at(4, 40), at(9, 40), at(10, 40), at(11, 40));
        List<Alert> alerts = Feed.alerts(policy, readings);
        assertThat(story(alerts)).isEqualTo("T+2 T!11 B+11");
        assertThat(alerts.get(2).onset()).isEqualTo(at(9, 40).timestamp());
    }

    @Test
    void runOfTheOtherSideCountsFromBeforeTheClearing() {
        AlarmPolicy policy = AlarmPolicy.builder().clearCount(2).build();
        List<Alert> alerts = Feed.alerts(policy, "120x3 40x3");
        assertThat(story(alerts)).isEqualTo("T+2 T-4 B+5");
        assertThat(alerts.get(2).onset()).isEqualTo(at(3, 40).timestamp());
    }

    @Test
    void readingIsJudgedByItsTimestampAndThenByItsRate() {
        ConsecutiveThresholdDetector detector = detector(AlarmPolicy.DEFAULT);
        assertThat(detector.accept(at(5, 120)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(detector.accept(at(5, 120)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(detector.accept(at(5, 121)).verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(detector.accept(at(4, 120)).verdict()).isEqualTo(Verdict.LATE);
        assertThat(detector.accept(at(5, 120)).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(detector.accept(at(Duration.ofSeconds(5).plus(NANO), 120)).verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void readingThatIsNotAcceptedNeitherCountsNorBreaksARun() {
        List<Reading> readings =
                List.of(at(0, 120), at(1, 120), at(1, 120), at(1, 72), at(0, 72), at(0, 120), at(2, 120));
        assertThat(story(Feed.alerts(AlarmPolicy.DEFAULT, readings))).isEqualTo("T+2");
    }

    @Test
    void readingInTheFarFutureMakesAllLaterOnesLate() {
        ConsecutiveThresholdDetector detector = detector(AlarmPolicy.DEFAULT);
        detector.accept(new Reading(Feed.PATIENT, Instant.MAX, 72));
        assertThat(detector.accept(at(0, 120)).verdict()).isEqualTo(Verdict.LATE);
    }

    @Test
    void wholeRangeOfInstantsIsCovered() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(2)
                .maxGap(Duration.ofDays(1))
                .conditionDelay(Duration.ofDays(365))
                .build();
        AlarmPolicy unlimited = AlarmPolicy.builder()
                .onsetCount(2)
                .conditionDelay(Duration.ofDays(365))
                .build();
        List<Reading> readings =
                List.of(new Reading(Feed.PATIENT, Instant.MIN, 120), new Reading(Feed.PATIENT, Instant.MAX, 120));
        assertThat(Feed.alerts(policy, readings)).isEmpty();
        assertThat(Feed.alerts(unlimited, readings))
                .singleElement()
                .extracting(Alert::onset, Alert::raisedAt)
                .containsExactly(Instant.MIN, Instant.MAX);
    }

    @Test
    void alertsTellTheWholeEpisode() {
        List<Reading> readings = Scenario.of("72 104 130 108 150 110 72").readings();
        List<Alert> alerts = Feed.alerts(AlarmPolicy.DEFAULT, readings);
        assertThat(alerts)
                .containsExactly(
                        Alert.builder()
                                .id("67f79fb01c17d40e0426529a24bd5a13")
                                .episodeId("41f884cd8ec0c6a8cc122e5ee20c40cd")
                                .patientId("p")
                                .condition(Condition.TACHYCARDIA)
                                .phase(Phase.RAISED)
                                .priority(Priority.MEDIUM)
                                .onset(at(1, 104).timestamp())
                                .raisedAt(at(3, 108).timestamp())
                                .time(at(3, 108).timestamp())
                                .violation(new Violation(100, 130, readings.subList(1, 4)))
                                .lastReading(at(3, 108))
                                .build(),
                        Alert.builder()
                                .id("f1d32f18715b0194c51d1e25e945ecf3")
                                .episodeId("41f884cd8ec0c6a8cc122e5ee20c40cd")
                                .patientId("p")
                                .condition(Condition.TACHYCARDIA)
                                .phase(Phase.CLEARED)
                                .priority(Priority.MEDIUM)
                                .onset(at(1, 104).timestamp())
                                .raisedAt(at(3, 108).timestamp())
                                .time(at(6, 72).timestamp())
                                .violation(new Violation(100, 150, readings.subList(1, 4)))
                                .clearReason(ClearReason.NORMALISED)
                                .lastReading(at(6, 72))
                                .build());
        assertThat(alerts).extracting(Alert::duration).containsExactly(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void peakOfBradycardiaIsTheLowestRateAndItsLimitTheLowOne() {
        List<Alert> alerts = Feed.alerts(AlarmPolicy.DEFAULT, "44 40 42 38 45 72");
        assertThat(alerts)
                .extracting(alert -> alert.violation().orElseThrow().peakBpm())
                .containsExactly(40.0, 38.0);
        assertThat(alerts)
                .extracting(alert -> alert.violation().orElseThrow().limitBpm())
                .containsOnly(50.0);
    }

    @Test
    void evidenceIsTheLastReadingsOfALongRunAndThePeakIsOfAllOfIt() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(2)
                .conditionDelay(Duration.ofSeconds(4))
                .build();
        List<Reading> readings = Scenario.of("180 104 105 106 107").readings();
        Alert raised = Feed.alerts(policy, readings).get(0);
        assertThat(raised.violation().orElseThrow().evidence()).isEqualTo(readings.subList(3, 5));
        assertThat(raised.onset()).isEqualTo(Feed.START);
        assertThat(raised.violation().orElseThrow().peakBpm()).isEqualTo(180);
    }

    @Test
    void rateInsideTheMarginOrOnTheWayBackDoesNotLowerThePeak() {
        AlarmPolicy policy =
                AlarmPolicy.builder().clearMarginBpm(10).clearCount(2).build();
        List<Alert> alerts = Feed.alerts(policy, "120x3 95 72 130 72 72");
        assertThat(alerts)
                .extracting(alert -> alert.violation().orElseThrow().peakBpm())
                .containsExactly(120.0, 130.0);
    }

    @Test
    void idsDifferByPatientAndByOnset() {
        Alert first = Feed.alerts(AlarmPolicy.DEFAULT, "120x3").get(0);
        Alert later = Feed.alerts(AlarmPolicy.DEFAULT, "72 120x3").get(0);
        Alert other = Feed.alerts(
                        AlarmPolicy.DEFAULT, Scenario.of("120x3").ofPatient("q").readings())
                .get(0);
        assertThat(List.of(first.id(), later.id(), other.id())).doesNotHaveDuplicates();
        assertThat(List.of(first.episodeId(), later.episodeId(), other.episodeId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyEventHasAnIdOfItsOwn() {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(1).build();
        List<Alert> alerts = Feed.alerts(policy, "120 40 120 72 40 72");
        assertThat(alerts).hasSize(8).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void readingOfAnotherPatientIsRefusedAndChangesNothing() {
        ConsecutiveThresholdDetector detector = detector(AlarmPolicy.DEFAULT);
        feed(detector::apply, Scenario.of("120x2").readings());
        Reading foreign = new Reading("P", Feed.START.plusSeconds(2), 72);
        assertThatThrownBy(() -> detector.accept(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the input is another patient's");
        assertThat(detector.accept(at(2, 120)).alerts()).hasSize(1);
    }

    @Test
    void readingOutsideThePlausibleRangeIsImplausibleAndBreaksNoRun() {
        AlarmPolicy policy = AlarmPolicy.builder().plausibleBpm(20, 300).build();
        ConsecutiveThresholdDetector detector = Feed.detector(policy);

        assertThat(detector.accept(Feed.at(0, 19.9)).verdict()).isEqualTo(Verdict.IMPLAUSIBLE);
        assertThat(detector.accept(Feed.at(0, 300)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(detector.accept(Feed.at(1, 120)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(detector.accept(Feed.at(2, 300.1)).verdict()).isEqualTo(Verdict.IMPLAUSIBLE);
        assertThat(detector.accept(Feed.at(3, 120)).alerts()).hasSize(1);
        assertThat(Feed.detector(policy).accept(Feed.at(0, 20)).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void emptyPlausibleRangeIsRefused() {
        assertThatThrownBy(() -> AlarmPolicy.builder().plausibleBpm(20, 20).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20.0, 20.0");
    }

    @Test
    void readingOnTheOtherSideIsCalmHoweverTheMarginIsRounded() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .limits(AlarmLimits.of(0.1, 100))
                .onsetCount(1)
                .clearMarginBpm(100 - 0.1)
                .build();
        List<Alert> alerts = Feed.alerts(policy, List.of(at(0, 120), at(1, Math.nextDown(0.1))));
        assertThat(story(alerts)).isEqualTo("T+0 T!1 B+1");
        AlarmPolicy low = policy.toBuilder()
                .limits(AlarmLimits.of(0.3, 1.2))
                .clearMarginBpm(1.2 - 0.3)
                .build();
        alerts = Feed.alerts(low, List.of(at(0, 0), at(1, Math.nextUp(1.2))));
        assertThat(story(alerts)).isEqualTo("B+0 B!1 T+1");
    }

    @Test
    void minusZeroIsZeroInAPolicyToo() {
        AlarmPolicy zero =
                AlarmPolicy.builder().limits(AlarmLimits.of(0.0, 100)).build();
        AlarmPolicy minus = AlarmPolicy.builder()
                .limits(AlarmLimits.of(-0.0, 100))
                .clearMarginBpm(-0.0)
                .plausibleBpm(-0.0, Double.POSITIVE_INFINITY)
                .build();
        assertThat(minus).isEqualTo(zero);
    }
}
