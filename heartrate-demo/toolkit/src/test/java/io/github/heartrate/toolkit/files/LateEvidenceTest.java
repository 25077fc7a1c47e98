package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands far behind the first rows of a table and contradicts them: the file is refused then. */
class LateEvidenceTest {

    private static final int HEAD = 6_000;
    private static final int ALL = 7_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"chair_id", "Session No", "Initials", "who", "Ward place"})
    void constantColumnThatIsCalledLikeAnIdAndChangesLateIsRefused(String column) throws IOException {
        Path file = write("time,hr," + column, row -> row + "," + (row < HEAD ? "a" : "b"));

        assertRefused(file, "this may be one: " + column + " (a, then b); say it with --patient-column");
        assertThat(read(file, ReadSettings.builder().patient("me").build())).hasSize(ALL);
        assertThat(read(file, ReadSettings.builder().patientColumn(column).build()))
                .hasSize(ALL)
                .extracting(Reading::patientId)
                .contains("a", "b");
    }

    @Test
    void blankColumnThatIsCalledLikeAnIdAndIsFilledLateByTwoIsRefused() throws IOException {
        Path file = write("time,hr,cot", row -> row + "," + (row < HEAD ? "" : row % 2));

        assertRefused(file, "this may be one: cot (0, then 1)");
    }

    @Test
    void idsOfReadingsThatComeAgainLateAreRefused() throws IOException {
        Path file = write("time,hr,id", row -> row + "," + (row < HEAD ? row : row - HEAD));

        assertRefused(file, "id (2 and others come again)");
    }

    @Test
    void rowNumbersToTheEndAreNoPatients() throws IOException {
        Path file = write("id,time,hr", "", row -> ",70", row -> row + ",");

        assertThat(read(file, ReadSettings.DEFAULT))
                .hasSize(ALL)
                .extracting(Reading::patientId)
                .containsOnly("x");
    }

    @Test
    void columnThatSetsInOrderWhatIsLateFarBehindIsRefusedBeforeItIsSorted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.csv"), "time,hr,cubicle\n" + rows(0, HEAD, "a") + rows(0, HEAD, "b"));

        assertRefused(file, "this may be one: cubicle (2 values)");
    }

    @Test
    void newestFirstIsSortedThoughOtherColumnsChange() throws IOException {
        List<String> rows = new ArrayList<>(List.of(rows(0, ALL, "walk").split("\n", -1)));
        rows.remove("");
        Collections.reverse(rows);
        for (int i = 0; i < ALL; i += 3) {
            rows.set(i, rows.get(i).replace("walk", "rest"));
        }
        Path file = Files.writeString(folder.resolve("x.csv"), "time,hr,activity\n" + String.join("\n", rows) + "\n");

        assertThat(read(file, ReadSettings.DEFAULT))
                .hasSize(ALL)
                .isSortedAccordingTo(Comparator.comparing(Reading::timestamp));
    }

    @Test
    void columnOfAWardThatHoldsAnotherQuantityLaterIsRefused() throws IOException {
        Path file = write("Time_Stamp,Bed_1,Bed_2", row -> row + "," + (row < HEAD ? 70 : 2_480 + row));

        assertRefused(file, "column Bed_2 holds values that are no heart rates per minute (8480, 8481, 8482, ...)");
    }

    @Test
    void columnThatTurnsToHertzIsRefused() throws IOException {
        Path file = write("patient,time,hr", "p,", row -> row < HEAD ? "," + 70 : ",1.2", row -> "");

        assertRefused(file, "(1.2, 1.2, 1.2, ...): are they in Hz");
        assertThat(read(file, ReadSettings.builder().bpmColumn("hr").build())).hasSize(ALL);
    }

    @Test
    void singleArtefactsAreReadAsTheyAre() throws IOException {
        Path file = write("patient,time,hr", "p,", row -> "," + (row % 100 == 0 ? 511 : 70), row -> "");

        assertThat(read(file, ReadSettings.DEFAULT)).hasSize(ALL);
    }

    @Test
    void secondDeviceThatComesLateIsFollowedWhereTheFirstIsSilent() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.csv"), "time,hr,source\n" + rows(0, HEAD, "Band") + rows(10, ALL, "Watch"));
        List<Reading> readings = new ArrayList<>();

        ReadSummary summary = file(file, ReadSettings.DEFAULT).read(readings::add);

        assertThat(summary.how()).contains("one source at a time: Band, Watch");
        assertThat(readings)
                .hasSizeLessThanOrEqualTo(ALL)
                .extracting(Reading::patientId)
                .containsOnly("x");
    }

    @Test
    void everyReadingBefore1980IsQuestioned() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "stay_id,observationoffset,hr\n1,5,70\n1,10,71\n");

        assertThat(file(file, ReadSettings.DEFAULT).read(reading -> {}).warnings())
                .containsExactly("2 readings are from before 1980, the first of 1970-01-01T00:05:00Z: if the times are "
                        + "elapsed ones, say when they began with --start, and their unit with --time-format");
    }

    @Test
    void fullBytesAreQuestioned() throws IOException {
        Path file = write("patient,time,hr", "p,", row -> "," + (row % 9 == 0 ? 255 : 70), row -> "");

        assertThat(file(file, ReadSettings.DEFAULT).read(reading -> {}).warnings())
                .singleElement()
                .asString()
                .startsWith("column hr has 255 bpm 778 times and nothing else above 220")
                .endsWith("say --missing 255");
    }

    private Path write(String header, IntFunction<String> behind) throws IOException {
        return write(
                header,
                "",
                row -> ",70" + behind.apply(row).substring(String.valueOf(row).length()),
                row -> "");
    }

    /** A row per second: what stands before the time, the time, what stands behind it. */
    private Path write(String header, String first, IntFunction<String> behind, IntFunction<String> before)
            throws IOException {
        StringBuilder csv = new StringBuilder(header).append('\n');
        for (int row = 0; row < ALL; row++) {
            csv.append(first)
                    .append(before.apply(row))
                    .append(Instant.ofEpochSecond(1_767_225_600L + row))
                    .append(behind.apply(row))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("x.csv"), csv);
    }

    private static String rows(int from, int to, String last) {
        StringBuilder rows = new StringBuilder();
        for (int row = from; row < to; row++) {
            rows.append(Instant.ofEpochSecond(1_767_225_600L + row))
                    .append(",70,")
                    .append(last)
                    .append('\n');
        }
        return rows.toString();
    }

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining(message);
    }

    private static List<Reading> read(Path file, ReadSettings settings) {
        List<Reading> readings = new ArrayList<>();
        file(file, settings).read(readings::add);
        return readings;
    }

    private static TelemetryFiles file(Path file, ReadSettings settings) {
        return new TelemetryFiles(List.of(file), settings, ReadListener.NONE);
    }
}
