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

    private static final Reading READING = Streams.at(0, 104);

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
                        AlarmLimits.ADULT, 3, 1, 0, Duration.ZERO, AlarmPolicy.UNLIMITED, 0, Double.POSITIVE_INFINITY));
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
                .build();
        assertThat(built)
                .isEqualTo(new AlarmPolicy(
                        limits, 4, 5, 6, Duration.ofSeconds(7), Duration.ofSeconds(8), 0, Double.POSITIVE_INFINITY));
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
        Outcome outcome = new Outcome(Disposition.ACCEPTED, alerts);
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
                reason);
    }
}
