package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.RowFilter;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people have them: what each holds, or why it is refused, stands in {@code cases.txt}, one per line. */
class CasesTest {

    private static final Path FOLDER = folder();
    private static final String REFUSED = "refused: ";

    @ParameterizedTest
    @MethodSource("cases")
    void fileGivesItsReadingsAndAlarmsOrIsRefused(String line) {
        List<String> parts =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        TelemetryFiles files = files(parts.get(0));
        List<Reading> readings = new ArrayList<>();

        if (parts.get(1).startsWith(REFUSED)) {
            assertThatThrownBy(() -> files.read(readings::add))
                    .isInstanceOf(TelemetryException.class)
                    .hasMessageContaining(parts.get(1).substring(REFUSED.length()))
                    .message()
                    .doesNotContain("\n");
            return;
        }
        files.read(readings::add);

        Reading first = readings.get(0);
        assertThat(List.of(
                        entry("readings", String.valueOf(readings.size())),
                        entry("patients", patients(readings)),
                        entry("first", first.timestamp() + " " + rate(first) + " " + first.patientId()),
                        entry("raised", raised(readings))))
                .containsExactly(
                        entry("readings", parts.get(1)),
                        entry("patients", parts.get(2)),
                        entry("first", parts.get(3)),
                        entry("raised", parts.get(4)));
    }

    static List<String> cases() throws IOException {
        return Files.readAllLines(FOLDER.resolve("cases.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @Test
    void everyCaseFileIsListed() throws IOException {
        String all = Files.readString(FOLDER.resolve("cases.txt"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("cases.txt")))
                    .allSatisfy(name -> assertThat(all).contains(name));
        }
    }

    private static String patients(List<Reading> readings) {
        return String.join(
                ", ", readings.stream().map(Reading::patientId).distinct().toList());
    }

    private static String rate(Reading reading) {
        return reading.bpm() == Math.rint(reading.bpm())
                ? String.valueOf((long) reading.bpm())
                : String.valueOf(reading.bpm());
    }

    private static String raised(List<Reading> readings) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        return String.join(
                ", ",
                readings.stream()
                        .flatMap(reading -> monitor.accept(reading).alerts().stream())
                        .filter(alert -> alert.phase() == Phase.RAISED)
                        .map(CasesTest::text)
                        .toList());
    }

    private static String text(Alert alert) {
        return alert.time() + " " + alert.condition() + " " + alert.patientId();
    }

    private static TelemetryFiles files(String command) {
        String[] parts = command.split(" --", -1);
        ReadSettings.Builder settings = ReadSettings.builder();
        List<String> filters = new ArrayList<>();
        for (String option : List.of(parts).subList(1, parts.length)) {
            int blank = option.indexOf(' ');
            String name = blank < 0 ? option : option.substring(0, blank);
            String value = option.substring(blank + 1);
            switch (name) {
                case "patient" -> settings.patient(value);
                case "patient-column" -> settings.patientColumn(value);
                case "time-column" -> settings.timeColumn(value);
                case "bpm-column" -> settings.bpmColumn(value);
                case "time-format" -> settings.timeFormat(value);
                case "date-order" -> settings.dateOrder(DateOrder.valueOf(value.toUpperCase(Locale.ROOT)));
                case "start" -> settings.start(Instant.parse(value));
                case "zone" -> settings.zone(ZoneId.of(value));
                case "encoding" -> settings.encoding(Charset.forName(value));
                case "missing" -> settings.missing(Set.of(Double.valueOf(value)));
                case "source" -> settings.sources(Set.of(value));
                case "strict" -> settings.strict(true);
                case "where" -> filters.add(value);
                default -> throw new IllegalArgumentException(option);
            }
        }
        settings.where(RowFilter.parse(filters));
        List<Path> files =
                Arrays.stream(parts[0].split(" ", -1)).map(FOLDER::resolve).toList();
        return new TelemetryFiles(files, settings.build(), ReadListener.NONE);
    }

    private static Path folder() {
        try {
            return Path.of(CasesTest.class.getResource("cases").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
