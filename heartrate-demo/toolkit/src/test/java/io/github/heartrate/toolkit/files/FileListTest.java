package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files there are, and whose their readings are. */
class FileListTest {

    private static final ReadSettings OF_ONE =
            ReadSettings.builder().patient("me").build();
    private static final ReadSettings OF_EACH =
            ReadSettings.builder().patientFromFile(true).build();

    @TempDir
    private Path folder;

    @Test
    void folderHasTheFilesOfItsFoldersButNotWhatIsHidden() throws IOException {
        day("b/2.csv", 2);
        day("a/1.csv", 1);
        day("a/.hidden/3.csv", 3);
        day(".4.csv", 4);

        assertThat(times(OF_ONE, folder)).containsExactly("05-01", "05-02");
    }

    @Test
    void fileIsReadOnceHoweverOftenItIsNamed() throws IOException {
        Path file = day("data/1.csv", 1);
        Files.createSymbolicLink(folder.resolve("data/again.csv"), file);
        Files.createSymbolicLink(folder.resolve("data/circle"), folder.resolve("data"));
        ReadSummary read = read(OF_ONE, new TreeMap<>(), file, folder, file);

        assertThat(read.readings()).isEqualTo(1);
        assertThat(read.how()).endsWith("; 3 files are named twice and read once");
    }

    @Test
    void linkedFolderIsRead() throws IOException {
        day("elsewhere/1.csv", 1);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("link"), folder.resolve("elsewhere"));

        assertThat(times(OF_ONE, data)).containsExactly("05-01");
    }

    @Test
    void globHasWhatItMatches() throws IOException {
        day("1.csv", 1);
        day("2.csv", 2);
        day("3.txt", 3);
        day("more/4.csv", 4);

        assertThat(times(OF_ONE, folder.resolve("*.csv"))).containsExactly("05-01", "05-02");
        assertThat(times(OF_ONE, folder.resolve("[12].csv"))).containsExactly("05-01", "05-02");
        assertThat(times(OF_ONE, folder.resolve("**.csv"))).containsExactly("05-01", "05-02", "05-04");
        assertThat(times(OF_ONE, folder.resolve("mor?"))).containsExactly("05-04");
        assertRefused("x*.csv: no file matches", folder.resolve("x*.csv"));
        assertRefused("[.csv: no such file", folder.resolve("[.csv"));
    }

    @Test
    void fileWhoseNameLooksLikeAGlobIsThatFile() throws IOException {
        day("[1].csv", 1);
        day("1.csv", 2);

        assertThat(times(OF_ONE, folder.resolve("[1].csv"))).containsExactly("05-01");
    }

    @Test
    void thatThereIsNothingIsSaid() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("notes.txt"), "hello");

        assertRefused("none.csv: no such file", folder.resolve("none.csv"));
        assertRefused("empty: there is no file in it", empty);
        assertRefused("empty.zip: there is no file in it", zip("empty.zip", Map.of()));
        assertRefused(": holds no readings; not read: ", folder.resolve("notes.tx*"));
    }

    @Test
    void standardInputIsReadAlone() throws IOException {
        assertRefused("-: standard input is read alone, not with other files", Path.of("-"), day("1.csv", 1));
    }

    @Test
    void brokenArchiveIsNamedAlsoInAFolder() throws IOException {
        day("1.csv", 1);
        Path zip = zip("x.zip", Map.of("1.csv", csv(1)));
        Files.write(zip, java.util.Arrays.copyOf(Files.readAllBytes(zip), 40));

        assertRefused("x.zip: not a sound archive", folder);
    }

    @Test
    void filesOfAnArchiveAreReadAndOthersAreTold() throws IOException {
        Path zip =
                zip("takeout.zip", Map.of("d/hr_2024-05-01.csv", csv(1), "d/hr_2024-05-02.csv", csv(2), "n.txt", "x"));
        Map<String, Set<String>> readings = new TreeMap<>();
        ReadSummary read = read(ReadSettings.DEFAULT, readings, zip);

        assertThat(readings).containsOnlyKeys("hr");
        assertThat(readings.get("hr")).containsExactly("05-01", "05-02");
        assertThat(read.how()).contains("; not read: " + zip + "!n.txt: ");
    }

    @Test
    void singleFileIsCalledLikeItsPatientAndOneInAnArchiveLikeThat() throws IOException {
        assertThat(patients(ReadSettings.DEFAULT, day("ann.csv", 1))).containsExactly("ann");
        assertThat(patients(ReadSettings.DEFAULT, zip("bob.zip", Map.of("export.csv", csv(1)))))
                .containsExactly("bob");
    }

    @Test
    void filesWhoseNamesDifferInADateAloneAreOfOne() throws IOException {
        day("d/hr-2024-05-01.csv", 1);
        day("d/hr-2024-05-02.csv", 2);

        assertThat(patients(ReadSettings.DEFAULT, folder.resolve("d"))).containsExactly("hr");
    }

    @Test
    void twoPeopleAreNeverOne() throws IOException {
        String why = "names no patient, nor does ";

        assertRefused(why, day("ann.csv", 1), day("bob.csv", 2));
        assertRefused(why, day("ann/hr-2024-05-01.csv", 1), day("bob/hr-2024-05-02.csv", 2));
        assertRefused(why, day("hr_12345678.csv", 1), day("hr_87654321.csv", 2));
        assertRefused(why, day("2024-05-01.csv", 1), day("2024-05-02.csv", 2));
    }

    @Test
    void eachFileIsAPatientIfThatIsAskedForAlsoIfTwoHaveOneName() throws IOException {
        Path first = day("a/hr.csv", 1);
        Path second = day("b/hr.csv", 2);

        assertThat(patients(OF_EACH, first, second)).containsExactly(first.toString(), second.toString());
        assertThat(patients(OF_EACH, first, day("c/pulse.csv", 3))).containsExactly("hr", "pulse");
    }

    @Test
    void namedPatientWins() throws IOException {
        assertThat(patients(OF_ONE, day("ann.csv", 1), day("bob.csv", 2))).containsExactly("me");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pipeIsRead() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path file = Files.writeString(
                folder.resolve("1.csv"), "timestamp,bpm\n2024-05-02T10:00:00Z,72\n2024-05-01T10:00:00Z,71\n");
        Process writer =
                new ProcessBuilder("sh", "-c", "cat \"$1\" > \"$2\"", "sh", file.toString(), pipe.toString()).start();

        // They are put in order: that takes a second look.
        assertThat(times(OF_ONE, pipe)).containsExactly("05-01", "05-02");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void pathsAreTheFilesThatAreRead() throws IOException {
        Path file = day("d/1.csv", 1);
        Path zip = zip("d/2.zip", Map.of("a.csv", csv(2), "b.csv", csv(3)));

        try (TelemetryFiles files =
                new TelemetryFiles(List.of(folder.resolve("d")), ReadSettings.DEFAULT, ReadListener.NONE)) {
            assertThat(files.paths()).containsExactly(file, zip);
        }
    }

    private static String csv(int day) {
        return "timestamp,bpm\n2024-05-0%dT10:00:00Z,%d\n".formatted(day, 70 + day);
    }

    private Path day(String name, int day) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, csv(day));
    }

    private Path zip(String name, Map<String, String> files) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static ReadSummary read(ReadSettings settings, Map<String, Set<String>> readings, Path... paths) {
        try (TelemetryFiles files = new TelemetryFiles(List.of(paths), settings, ReadListener.NONE)) {
            return files.read(reading -> add(reading, readings));
        }
    }

    private static void add(Reading reading, Map<String, Set<String>> readings) {
        readings.computeIfAbsent(reading.patientId(), id -> new TreeSet<>())
                .add(reading.timestamp().toString().substring(5, 10));
    }

    private static Set<String> times(ReadSettings settings, Path... paths) {
        Map<String, Set<String>> readings = new TreeMap<>();
        read(settings, readings, paths);
        return readings.getOrDefault("me", Set.of());
    }

    private static Set<String> patients(ReadSettings settings, Path... paths) {
        Map<String, Set<String>> readings = new TreeMap<>();
        read(settings, readings, paths);
        return readings.keySet();
    }

    private static void assertRefused(String why, Path... paths) {
        assertThatThrownBy(() -> patients(ReadSettings.DEFAULT, paths))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining(why);
    }
}
