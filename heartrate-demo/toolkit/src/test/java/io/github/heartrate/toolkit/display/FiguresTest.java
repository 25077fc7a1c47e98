package io.github.heartrate.toolkit.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"72, 72", "0, 0", "99.6, 99.6", "71.33, 71.3", "100.04, 100.0", "1e300, 1"})
    void rateIsWholeOrHasOneDecimal(double bpm, String start) {
        assertThat(Figures.bpm(bpm)).startsWith(start);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "23000, 23 s",
        "65000, 1 min 5 s",
        "60000, 1 min",
        "7207000, 2 h 7 s",
        "266407000, 3 d 2 h 7 s",
        "1540, 1.5 s",
        "23900, 23 s"
    })
    void durationNamesTheUnitOfEachNumber(long millis, String text) {
        assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "65, 1 min 5 s", "7267, 2 h 1 min", "266407, 3 d 2 h"})
    void roughDurationHasTheTwoLargestUnits(long seconds, String text) {
        assertThat(Figures.roughly(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void millisOfAnyInstantFitAScriptsDate() {
        assertThat(Figures.millis(Instant.MIN)).isEqualTo(-8_640_000_000_000_000L);
        assertThat(Figures.millis(Instant.MAX)).isEqualTo(8_640_000_000_000_000L);
        assertThat(Figures.millis(Instant.ofEpochMilli(1_234_567))).isEqualTo(1_234_567);
        assertThat(Figures.millis(Instant.ofEpochMilli(-1))).isEqualTo(-1);
    }

    @Test
    void namesAreOrderedWithTheirNumbersByValue() {
        List<String> names =
                new ArrayList<>(List.of("Patient_10", "patient_1", "Patient_2", "Patient_2b", "Bed 007", "Bed 7", "9"));

        names.sort(NaturalOrder.INSTANCE);

        assertThat(names)
                .containsExactly("9", "Bed 007", "Bed 7", "Patient_2", "Patient_2b", "Patient_10", "patient_1");
    }
}
