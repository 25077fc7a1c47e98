package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that lost power leaves zero bytes in what it wrote last, far behind the first rows that tell what a file is. */
class ZeroBytesTest {

    /** More than what is looked at first. */
    private static final int ROWS = 70_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void cellsWithZeroBytesAreNoValues(int parsers) {
        StringBuilder text = new StringBuilder("patient_id,timestamp,note,bpm\n");
        for (int row = 0; row < ROWS; row++) {
            text.append("p1,").append(1_767_225_600 + row).append(",,72\n");
        }
        text.append("""
                p1,1767300000,,8@
                p1,1767300001,,@@
                p1,@1767300002,,80
                @@@@@@@@@@T00:00:00Z,1767300003,,80
                p@,1767300004,,80
                p1,1767300005,@@,81
                """.replace('@', '\0'));

        ReadFile read = ReadFile.of(
                ReadFile.write(folder, "torn.csv", text.toString()), ReadSettings.DEFAULT, new Cores(parsers, 1 << 16));

        assertThat(read.readings()).hasSize(ROWS + 1).endsWith("p1 2026-01-01T20:40:05Z 81");
        assertThat(read.skipped())
                .containsExactly(
                        "line 70002, column bpm, not a number: \"8?\"",
                        "line 70003, column bpm, not a number: \"??\"",
                        "line 70004, column timestamp, not a time: \"?1767300002\"",
                        "line 70005, column patient_id, patientId must not have a zero byte: \"??????????T00:00:00Z\"",
                        "line 70006, column patient_id, patientId must not have a zero byte: \"p?\"");
    }
}
