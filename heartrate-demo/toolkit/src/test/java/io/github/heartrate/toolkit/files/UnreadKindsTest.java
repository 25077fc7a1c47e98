package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not read is named for what it is, with what to do. */
class UnreadKindsTest {

    @TempDir
    private Path folder;

    /** Bytes as characters, {@code \xHH} among them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SQLite format 3\\x00\\x10 | is an SQLite database; save",
                "PAR1\\x15\\x04          | is a Parquet file; save",
                "\\x89HDF\\x0d\\x0a\\x1a\\x0a | is an HDF5 file",
                "MATLAB 5.0 MAT-file     | is a MATLAB file",
                "\\x93NUMPY\\x01\\x00    | is an array of NumPy",
                "RDX3\\x0aX\\x0a\\x00    | is a data file of R",
                "\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1\\x00 | is an Excel workbook (.xls)",
                "%PDF-1.7                | is a PDF",
                "\\x04\"M\\x18d          | is an LZ4 archive; unpack it first",
                "(\\xb5/\\xfd\\x04       | is a Zstandard archive; unpack it first",
                "\\xfd7zXZ\\x00\\x00     | is an xz archive; unpack it first",
                "BZh91AY&SY              | is a bzip2 archive; unpack it first",
                "7z\\xbc\\xaf'\\x1c\\x00 | is a 7z archive; unpack it first",
                "Rar!\\x1a\\x07\\x01     | is a RAR archive; unpack it first",
                "\\xffBIOSEMI patient    | is a BDF recording: signals and no rates",
                "\\x89PNG\\x0d\\x0a\\x1a | is a picture",
                "\\xff\\xd8\\xff\\xe0    | is a picture",
                "\\x00\\x00\\x00\\x18ftypheic | is a picture",
                "\\x01\\x02\\x03         | is no text: a control character at byte 0",
                "version https://git-lfs.github.com/spec/v1 | is a Git LFS pointer and not the file itself",
                "../.git/annex/objects/Xp/Kq/SHA256E-s1--2.csv/SHA256E-s1--2.csv | is a git-annex pointer",
                "{\\rtf1 hello           | is a text document (RTF)",
                "100 2 360 650000\\x0a100.dat 212 200 11 1024 995 -22131 0 MLII | is the header of signals of PhysioNet",
                "<!DOCTYPE html><p>Sign in | is a web page (HTML): most likely a login or a preview was saved",
                "<html><head></head></html> | is a web page (HTML)",
                "<sml xmlns='urn:s'/>    | is a training of Suunto (SML); export it as FIT",
                "<pwx/>                  | is a training of TrainingPeaks (PWX)",
                "<Activity revision='400'/> | is a training of Sigma (SLF)",
                "<polar-exercise-data/>  | is a training of Polar's older software",
                "<kml/>                  | is a track for maps (KML)",
                "<ClinicalDocument/>     | is a clinical document (CDA)",
                "<svg/>                  | is XML, but of no kind that is read (Apple Health, TCX, GPX): \"svg\"",
                "\\x20\\x0a\\x0a         | holds nothing but white space at its beginning",
            })
    void kindIsToldByItsBytes(String bytes, String sentence) throws IOException {
        Path file = write("data.csv", bytes(bytes));

        assertThatThrownBy(() -> ReadFile.of(file))
                .isInstanceOf(TelemetryException.class)
                .message()
                .startsWith(file + ": " + sentence)
                .doesNotContain("\n");
    }

    /** An archive that is a file is opened; no other one is, since its list of files is at its end. */
    @Test
    void archiveThatIsNoFileHasToBeUnpacked() throws IOException {
        Path file = folder.resolve("data.zip.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {'P', 'K', 3, 4});
        }

        assertThatThrownBy(() -> ReadFile.of(file))
                .hasMessage(file + ": is a zip archive within another file, or from standard input or a pipe; "
                        + "unpack it first");
    }

    @Test
    void kindIsToldByBytesFurtherBehind() throws IOException {
        assertThatThrownBy(() -> ReadFile.of(write("a", "x".repeat(128) + "DICM")))
                .hasMessageContaining("is a DICOM file");
        assertThatThrownBy(() -> ReadFile.of(write("a", "a".repeat(100) + "\0".repeat(157) + "ustar\0")))
                .hasMessageContaining("is a tar archive; unpack it first");
        String edf = String.format(
                "%-8s%-80s%-80s%-8s%-8s%-8s%-44s%-20s",
                "0", "X", "Startdate 02-MAR-2002", "02.03.02", "10.00.00", "512", "EDF+C", "60");
        assertThatThrownBy(() -> ReadFile.of(write("a", edf))).hasMessageContaining("is an EDF recording: signals");
        assertThatThrownBy(() -> ReadFile.of(write("16265.dat", "\1\2")))
                .hasMessageContaining("control character at byte 0; signals of PhysioNet (WFDB) end so");
        assertThatThrownBy(() -> ReadFile.of(write("a", ""))).hasMessageEndingWith("a: is empty");
    }

    @Test
    void databaseOfAnAppComesWithTheQuery() throws IOException {
        Path connect = write(
                "health_connect_export.db",
                "SQLite format 3\0" + "\0".repeat(100)
                        + "CREATE TABLE heart_rate_record_series_table (parent_key INTEGER, beats_per_minute INTEGER, epoch_millis INTEGER)");
        assertThatThrownBy(() -> ReadFile.of(connect))
                .hasMessage(connect
                        + ": is Health Connect's SQLite database; save its rates with: sqlite3 -csv -header FILE \"SELECT "
                        + "epoch_millis AS timestamp, beats_per_minute AS bpm FROM heart_rate_record_series_table ORDER BY "
                        + "epoch_millis\" > rates.csv");
        Path gadgetbridge = write(
                "Gadgetbridge.db",
                "SQLite format 3\0" + "\0".repeat(100)
                        + "CREATE TABLE \"MI_BAND_ACTIVITY_SAMPLE\" (\"TIMESTAMP\" INTEGER NOT NULL ,\"HEART_RATE\" INTEGER NOT NULL)");
        assertThatThrownBy(() -> ReadFile.of(gadgetbridge))
                .hasMessageContaining("is Gadgetbridge's SQLite database")
                .hasMessageContaining(
                        "HEART_RATE AS bpm FROM MI_BAND_ACTIVITY_SAMPLE WHERE HEART_RATE NOT IN (-1, 0, 255)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xl/workbook.xml   | [Content_Types].xml | is an Excel workbook",
                "word/document.xml | [Content_Types].xml | is an office document",
            })
    void officeDocumentIsNoArchiveOfRecordings(String part, String types, String sentence) throws IOException {
        Path file = folder.resolve("rates.xlsx");
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(part));
            zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(types));
        }

        assertThatThrownBy(() -> ReadFile.of(file)).message().startsWith(file + ": " + sentence);
        Files.writeString(folder.resolve("a.csv"), "patient_id,timestamp,bpm\np,2026-01-01T00:00:00Z,70\n");
        assertThat(ReadFile.of(folder).summary().how()).contains("not read: " + file + ": " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Aerobic TE",
                "Aktivit\u00e4tstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,\u00d8 Herzfrequenz,Maximale Herzfrequenz",
                "Type d'activit\u00e9,Date,Favori,Titre,Distance,Calories,Dur\u00e9e,Fr\u00e9quence cardiaque moyenne,Fr\u00e9quence cardiaque maximale",
                "Cycle start time,Cycle end time,Cycle timezone,Resting heart rate (bpm),Heart rate variability (ms),Max HR (bpm),Average HR (bpm)",
                "Hora de inicio del ciclo,Zona horaria,FC en reposo (lpm),Esfuerzo del d\u00eda,FC m\u00e1x. (lpm),FC promedio (lpm)",
                "Activity ID,Activity Date,Activity Name,Activity Type,Max Heart Rate,Average Heart Rate",
                "\u6d3b\u52a8\u7c7b\u578b,\u65e5\u671f,\u6807\u9898,\u8ddd\u79bb,\u5e73\u5747\u5fc3\u7387,\u6700\u9ad8\u5fc3\u7387",
                "Typ aktywno\u015bci,Data,Tytu\u0142,Dystans,\u015arednie t\u0119tno,Maksymalne t\u0119tno",
            })
    void listOfTrainingsHasNoSeriesInAnyLanguage(String header) throws IOException {
        String cells = "x,2026-01-01 10:00:00".concat(",70".repeat(header.split(",", -1).length - 2));
        Path file = Files.writeString(folder.resolve("Activities.csv"), header + "\n" + cells + "\n");

        assertThatThrownBy(() -> ReadFile.of(file))
                .hasMessageStartingWith(
                        file + ": is a list of trainings or days with average and highest rates (columns "
                                + header.split(",", -1)[0]);
    }

    @Test
    void tableWithASeriesBesideItsSummariesIsRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.csv"),
                "patient_id,timestamp,bpm,avg_hr,max_hr,note\np,2026-01-01T00:00:00Z,70,71,72,a\n");

        assertThat(ReadFile.of(file).rates()).containsExactly("2026-01-01T00:00:00Z 70");
        Path averages = Files.writeString(
                folder.resolve("y.csv"), "timestamp,a,b,c,avg_hr,max_hr\n2026-01-01T00:00:00Z,1,2,3,71,72\n");
        assertThat(ReadFile.of(
                                averages,
                                ReadSettings.builder().bpmColumn("avg_hr").build())
                        .rates())
                .containsExactly("2026-01-01T00:00:00Z 71");
    }

    private Path write(String name, String characters) throws IOException {
        return Files.write(folder.resolve(name), characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String bytes(String text) {
        return Pattern.compile("\\\\x([0-9a-f]{2})")
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
