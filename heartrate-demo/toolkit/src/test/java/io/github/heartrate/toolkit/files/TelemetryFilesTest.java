package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the readings of several files. */
class TelemetryFilesTest {

    @TempDir
    private Path folder;

    @Test
    void runGoesOnOverMidnightWhateverTheOrderOfTheFiles() throws IOException {
        Path first = write("day1.csv", "timestamp,bpm\n2024-05-01T23:59:50Z,72\n2024-05-01T23:59:55Z,120\n");
        Path second = write("day2.csv", "timestamp,bpm\n2024-05-02T00:00:00Z,121\n2024-05-02T00:00:05Z,122\n");

        for (List<Path> files : List.of(List.of(first, second), List.of(second, first))) {
            HeartRateMonitor monitor = HeartRateMonitor.builder().build();
            List<Alert> alerts = new ArrayList<>();
            try (TelemetryFiles telemetry = files(files, ReadOrder.AUTO)) {
                ReadSummary read = telemetry.read(
                        reading -> alerts.addAll(monitor.accept(reading).alerts()));
                assertThat(read.sorted()).isEqualTo(files.get(0).equals(second));
                assertThat(read.counts().late()).isZero();
            }
            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0).phase()).isEqualTo(Phase.RAISED);
            assertThat(alerts.get(0).time()).isEqualTo(Instant.parse("2024-05-02T00:00:05Z"));
        }
    }

    @Test
    void fileOrderKeepsTheFilesAsTheyStandAndCountsWhatIsLate() throws IOException {
        Path file = write("x.csv", "timestamp,bpm\n2024-05-01T00:00:05Z,72\n2024-05-01T00:00:01Z,73\n");
        List<Reading> readings = new ArrayList<>();

        try (TelemetryFiles telemetry = files(List.of(file), ReadOrder.FILE)) {
            assertThat(telemetry.read(readings::add).counts().late()).isEqualTo(1);
        }
        assertThat(readings).extracting(Reading::bpm).containsExactly(72.0, 73.0);
    }

    @Property(tries = 60)
    void readingsAreTheSameInOrderHoweverTheyAreSpreadOverFiles(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 50) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 4) int count)
            throws IOException {
        Path spread = Files.createTempDirectory("spread");
        List<Reading> expected = new ArrayList<>();
        List<StringBuilder> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contents.add(new StringBuilder("patient,timestamp,bpm\n"));
        }
        for (int i = 0; i < seconds.size(); i++) {
            Instant time = Instant.parse("2024-05-01T00:00:00Z").plusSeconds(seconds.get(i));
            String patient = "p" + i % 2;
            contents.get(i % count).append(patient + "," + time + "," + (60 + i) + "\n");
            expected.add(new Reading(patient, time, 60 + i));
        }
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count && i < seconds.size(); i++) {
            files.add(Files.writeString(
                    spread.resolve(i + ".csv"), contents.get(i).toString()));
        }

        List<Reading> read = new ArrayList<>();
        try (TelemetryFiles telemetry = new TelemetryFiles(List.of(spread), ReadSettings.DEFAULT, ReadListener.NONE)) {
            assertThat(telemetry.read(read::add).readings()).isEqualTo(seconds.size());
            List<Reading> again = new ArrayList<>();
            telemetry.read(again::add);
            assertThat(again).isEqualTo(read);
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(spread);
        assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
        for (String patient : List.of("p0", "p1")) {
            assertThat(read.stream().filter(each -> each.patientId().equals(patient)))
                    .isSortedAccordingTo(Comparator.comparing(Reading::timestamp));
        }
    }

    private static TelemetryFiles files(List<Path> files, ReadOrder order) {
        return new TelemetryFiles(
                files, ReadSettings.builder().order(order).patient("me").build(), ReadListener.NONE);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
