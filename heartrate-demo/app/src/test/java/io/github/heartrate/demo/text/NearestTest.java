package io.github.heartrate.demo.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> WORDS = List.of("replay", "produce", "report", "analyze", "low", "Patient_1");

    @ParameterizedTest
    @CsvSource({
        "replya, replay",
        "rplay, replay",
        "raplay, replay",
        "replayy, replay",
        "anaylze, analyze",
        "anal, analyze",
        "analyse, analyze",
        "lwo, low",
        "LOW, low",
        "Patient1, Patient_1",
        "patient_1, Patient_1"
    })
    void slipOfTheHandIsSeenThrough(String written, String meant) {
        assertThat(Nearest.to(written, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"telemetry.csv", "x", "hi", "frobnicate", "Patient_1234", "r", "re"})
    void nothingIsMeantByWhatIsFar(String written) {
        assertThat(Nearest.to(written, WORDS)).isEmpty();
    }
}
