package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final AlarmPolicy FROM_ZERO =
            AlarmPolicy.builder().limits(AlarmLimits.of(0, 100)).build();

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
    void minusZeroIsZeroInAReading() {
        assertThat(new Reading("p", Instant.EPOCH, -0.0)).isEqualTo(new Reading("p", Instant.EPOCH, 0.0));
        ConsecutiveThresholdDetector inParts = new ConsecutiveThresholdDetector("p", FROM_ZERO);
        ConsecutiveThresholdDetector whole = new ConsecutiveThresholdDetector("p", FROM_ZERO);
        inParts.accept(Instant.EPOCH, -0.0);
        whole.accept(new Reading("p", Instant.EPOCH, 0.0));
        assertThat(inParts.snapshot()).isEqualTo(whole.snapshot());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void rateThatIsNoneIsRefusedInPartsToo(double bpm) {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("p", FROM_ZERO);
        DetectorSnapshot before = detector.snapshot();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.accept(Instant.EPOCH, bpm))
                .withMessage("bpm must be a finite number of at least 0: " + bpm);
        assertThat(detector.snapshot()).isEqualTo(before);
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
}
