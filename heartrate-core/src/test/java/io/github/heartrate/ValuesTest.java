package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final Reading READING = Feed.at(0, 104);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void patientIdIsNotBlank(String patientId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading(patientId, Instant.EPOCH, 72))
                .withMessage("patientId must not be blank: \"" + patientId + "\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rateIsFiniteAndAtLeastZero(double bpm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading("p", Instant.EPOCH, bpm))
                .withMessage("bpm must be a finite number of at least 0: " + bpm);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.MIN_VALUE, 72.123456789, Double.MAX_VALUE})
    void rateIsKeptAsItIs(double bpm) {
        assertThat(new Reading("p", Instant.EPOCH, bpm).bpm()).isEqualTo(bpm);
    }

    @Test
    void readingHasAPatientAndATimestamp() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Reading(null, Instant.EPOCH, 72))
                .withMessage("patientId");
        assertThatNullPointerException()
                .isThrownBy(() -> new Reading("p", null, 72))
                .withMessage("timestamp");
    }

    @Test
    void adultLimitsAreFiftyAndAHundred() {
        assertThat(AlarmLimits.ADULT).isEqualTo(AlarmLimits.of(50, 100));
    }

    @ParameterizedTest
    @CsvSource({"120,50", "50,50"})
    void lowLimitIsBelowTheHighOne(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmLimits.of(low, high))
                .withMessage("low must be below high: " + low + ", " + high);
    }

    @ParameterizedTest
    @CsvSource({"NaN,100", "50,NaN", "-Infinity,100", "50,Infinity"})
    void limitsAreFinite(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmLimits.of(low, high))
                .withMessage("limits must be finite: " + low + ", " + high);
    }

    @Test
    void defaultPolicyIsThreeInARowAndOneCalmReading() {
        assertThat(AlarmPolicy.DEFAULT)
                .isEqualTo(new AlarmPolicy(
                        AlarmLimits.ADULT,
                        3,
                        3,
                        1,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        AlarmPolicy.UNLIMITED,
                        AlarmPolicy.UNLIMITED,
                        Priority.LOW,
                        AlarmPolicy.UNLIMITED,
                        AlarmPolicy.UNLIMITED,
                        Double.POSITIVE_INFINITY,
                        Latch.NONE,
                        0,
                        Double.POSITIVE_INFINITY));
    }

    @Test
    void builderSetsEveryOption() {
        AlarmLimits limits = AlarmLimits.of(40, 130);
        AlarmPolicy built = AlarmPolicy.builder()
                .limits(limits)
                .onsetCount(4)
                .clearCount(5)
                .clearMarginBpm(6)
                .conditionDelay(Duration.ofSeconds(7))
                .maxGap(Duration.ofSeconds(8))
                .staleAfter(Duration.ofSeconds(9))
                .reminderInterval(Duration.ofSeconds(10))
                .extremeOnsetCount(2)
                .clearDelay(Duration.ofSeconds(11))
                .signalLossPriority(Priority.HIGH)
                .acknowledgementLimit(Duration.ofSeconds(12))
                .worseningBpm(13)
                .latch(Latch.ALL)
                .plausibleBpm(14, 300)
                .build();
        assertThat(built)
                .isEqualTo(new AlarmPolicy(
                        limits,
                        4,
                        2,
                        5,
                        6,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        Priority.HIGH,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(12),
                        13,
                        Latch.ALL,
                        14,
                        300))
                .isEqualTo(built.toBuilder().build());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void countsAreAtLeastOne(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().onsetCount(count).build())
                .withMessage("onsetCount must be at least 1: " + count);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().clearCount(count).build())
                .withMessage("clearCount must be at least 1: " + count);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 50.1, Double.NaN, Double.POSITIVE_INFINITY})
    void marginIsNotWiderThanTheLimits(double margin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().clearMarginBpm(margin).build())
                .withMessage("clearMargin must be from 0 to high - low (50.0): " + margin);
    }

    @Test
    void delayIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder()
                        .conditionDelay(Duration.ofNanos(-1))
                        .build())
                .withMessage("conditionDelay must not be negative: PT-0.000000001S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void gapIsPositive(String gap) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AlarmPolicy.builder().maxGap(Duration.parse(gap)).build())
                .withMessage("maxGap must be positive: " + gap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void silenceAndReminderIntervalArePositive(String duration) {
        Duration value = Duration.parse(duration);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().staleAfter(value).build())
                .withMessage("staleAfter must be positive: " + duration);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().reminderInterval(value).build())
                .withMessage("reminderInterval must be positive: " + duration);
    }

    @ParameterizedTest
    @CsvSource({"50,130", "51,130", "NaN,130"})
    void extremeLowIsBelowLow(double extremeLow, double extremeHigh) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmLimits.ADULT.withExtremes(extremeLow, extremeHigh))
                .withMessage("extremeLow must be below low: " + extremeLow + ", 50.0");
    }

    @ParameterizedTest
    @CsvSource({"40,100", "40,99", "40,NaN"})
    void extremeHighIsAboveHigh(double extremeLow, double extremeHigh) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmLimits.ADULT.withExtremes(extremeLow, extremeHigh))
                .withMessage("extremeHigh must be above high: " + extremeHigh + ", 100.0");
    }

    @ParameterizedTest
    @CsvSource({"20,20", "21,20", "-1,300", "NaN,300", "20,NaN"})
    void plausibleRangeHasRoom(double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().plausibleBpm(min, max).build())
                .withMessage("plausible range must be from at least 0 to more than its minimum: " + min + ", " + max);
    }

    @Test
    void builderOfAPolicyStartsFromAllItsOptions() {
        AlarmPolicy policy = BoundaryCasesTest.policy("N2 M3 margin4 delay5 gap6 extreme stale7 remind8").toBuilder()
                .plausibleBpm(9, 310)
                .build();
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
    }

    @Test
    void inputsHaveAPatientAndATime() {
        Instant now = Instant.EPOCH;
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.Admit(" ", now));
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.Discharge(" ", now));
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.ChangePolicy(" ", AlarmPolicy.DEFAULT, now));
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.Acknowledge(" ", "e", "i", "nurse", now));
        assertThatNullPointerException().isThrownBy(() -> new Input.Tick(null)).withMessage("timestamp");
        assertThatNullPointerException()
                .isThrownBy(() -> new Input.Admit("p", null))
                .withMessage("timestamp");
        assertThatNullPointerException()
                .isThrownBy(() -> new Input.Discharge("p", null))
                .withMessage("timestamp");
        assertThatNullPointerException()
                .isThrownBy(() -> new Input.ChangePolicy("p", null, now))
                .withMessage("policy");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void acknowledgingNameIsNeitherBlankNorTooLong(int length) {
        String by = "n".repeat(length);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Acknowledge("p", "e", "i", by, Instant.EPOCH))
                .withMessage("by must have 1 to 256 characters and not be blank: \"" + by + "\"");
        assertThat(new Input.Acknowledge("p", "e", "i", "n".repeat(256), Instant.EPOCH).by())
                .hasSize(256);
    }

    @Test
    void acknowledgedByBelongsToAcknowledged() {
        Alert raised = alert(Phase.RAISED, 1, List.of(READING), Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.ACKNOWLEDGED, 1, List.of(READING), Optional.empty()))
                .withMessage("acknowledgedBy belongs to ACKNOWLEDGED: ACKNOWLEDGED, Optional.empty");
        assertThat(raised.kind()).isEqualTo(AlarmKind.PHYSIOLOGICAL);
    }

    @Test
    void minusZeroIsZeroInAReading() {
        assertThat(new Reading("p", Instant.EPOCH, -0.0)).isEqualTo(new Reading("p", Instant.EPOCH, 0.0));
    }

    @Test
    void minusZeroIsZeroInLimits() {
        assertThat(AlarmLimits.of(-1, -0.0)).isEqualTo(AlarmLimits.of(-1, 0.0));
        assertThat(AlarmLimits.of(-2, -1).withExtremes(-3, -0.0))
                .isEqualTo(AlarmLimits.of(-2, -1).withExtremes(-3, 0.0));
        assertThat(AlarmLimits.of(1, 2).withExtremes(-0.0, 3))
                .isEqualTo(AlarmLimits.of(1, 2).withExtremes(0.0, 3));
    }

    @Test
    void detectorHasAPatient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsecutiveThresholdDetector(" ", AlarmPolicy.DEFAULT))
                .withMessage("patientId must not be blank: \" \"");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 2.1, 1.2, 0",
        "0.9, 2.1, 1.3, -1",
        "0.9, 2.1, 1.1, 1",
        "0.1, 2.9, 2.8, 0",
        "2.9, 0.1, 0.0, -1",
        "0.5, 1.5, 1.0, 0",
        "0.5, 0.5, 0.0, 0",
        "0.6, 1.5, 1.0, -1",
        "0.4, 1.5, 1.0, 1"
    })
    void timeBetweenTwoInstantsIsComparedToTheNanosecond(double from, double to, double duration, int order) {
        Instant start = nanos(from);
        Instant end = nanos(to);
        int compared = Elapsed.compare(
                start.getEpochSecond(),
                start.getNano(),
                end.getEpochSecond(),
                end.getNano(),
                Duration.between(Instant.EPOCH, nanos(duration)));
        assertThat(Integer.signum(compared)).isEqualTo(order);
    }

    private static Instant nanos(double seconds) {
        return Instant.EPOCH.plusNanos(Math.round(seconds * 1_000_000_000));
    }

    @Test
    void snapshotsNameNoPatient() {
        DetectorSnapshot patient = Feed.detector(AlarmPolicy.DEFAULT).snapshot();
        assertThat(patient).hasToString("DetectorSnapshot[Normal]").isNotEqualTo("p");
        assertThat(patient.patientId()).isEqualTo("p");
        assertThat(patient.hashCode()).isNotZero();
        assertThat(new MonitorSnapshot(AlarmPolicy.DEFAULT, List.of(patient)))
                .hasToString("MonitorSnapshot[1 patients]");
    }

    @Test
    void alertNumberCountsFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 0, List.of(READING), Optional.empty()))
                .withMessage("number must be at least 1: 0");
    }

    @Test
    void clearReasonBelongsToCleared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.CLEARED, 1, List.of(READING), Optional.empty()))
                .withMessage("clearReason belongs to CLEARED: CLEARED, Optional.empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 1, List.of(READING), Optional.of(ClearReason.NORMALISED)))
                .withMessage("clearReason belongs to CLEARED: RAISED, Optional[NORMALISED]");
    }

    @Test
    void alertKeepsItsOwnCopyOfTheEvidence() {
        List<Reading> evidence = new ArrayList<>(List.of(READING));
        Alert alert = alert(Phase.RAISED, 1, evidence, Optional.empty());
        evidence.clear();
        assertThat(alert.evidence()).containsExactly(READING).isUnmodifiable();
    }

    @Test
    void outcomeKeepsItsOwnCopyOfTheAlerts() {
        List<Alert> alerts = new ArrayList<>(List.of(alert(Phase.RAISED, 1, List.of(READING), Optional.empty())));
        Outcome outcome = new Outcome(Verdict.ACCEPTED, alerts);
        alerts.clear();
        assertThat(outcome.alerts()).hasSize(1).isUnmodifiable();
    }

    private static Alert alert(Phase phase, int number, List<Reading> evidence, Optional<ClearReason> reason) {
        Instant time = READING.timestamp();
        return new Alert(
                "id",
                "episode",
                "p",
                Condition.TACHYCARDIA,
                phase,
                number,
                Priority.MEDIUM,
                time,
                time,
                time,
                100,
                evidence,
                104,
                reason,
                Optional.empty(),
                Optional.of(READING),
                false,
                Optional.empty(),
                Optional.empty());
    }
}
