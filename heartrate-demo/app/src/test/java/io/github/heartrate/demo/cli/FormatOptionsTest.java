package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.demo.alerts.AlertFile;
import io.github.heartrate.demo.alerts.AlertsAs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --format} and {@code --alerts-as}. */
class FormatOptionsTest {

    private static final String RISE = """
        patient_id,timestamp,bpm
        p1,2026-01-01T00:00:00Z,72
        p1,2026-01-01T00:00:01Z,120
        p1,2026-01-01T00:00:02Z,121
        p1,2026-01-01T00:00:03Z,122
        p1,2026-01-01T00:00:04Z,72
        """;

    @TempDir
    private Path folder;

    private CommandResult replay(String... options) throws IOException {
        Path csv = Files.writeString(folder.resolve("rise.csv"), RISE);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "replay";
        arguments[1] = csv.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandResult.of(arguments);
    }

    private static List<Alert> alerts() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(AlarmPolicy.DEFAULT).build();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        List<Alert> alerts = new ArrayList<>();
        int[] rates = {72, 120, 121, 122, 72};
        for (int i = 0; i < rates.length; i++) {
            Reading reading = new Reading("p1", start.plusSeconds(i), rates[i]);
            alerts.addAll(monitor.apply(reading).alerts());
        }
        return alerts;
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, /phase, RAISED, CLEARED",
        "FHIR, /component/1/valueString, RAISED, CLEARED",
        "FHIR, /resourceType, Observation, Observation",
        "CLOUDEVENTS, /type, io.github.heartrate.alert.raised, io.github.heartrate.alert.cleared"
    })
    void fileHoldsEachAlertOnALineInTheFormatAsked(AlertsAs as, String pointer, String first, String second)
            throws IOException {
        Path file = folder.resolve("alerts.jsonl");

        try (AlertFile opened = AlertFile.open(file, as, new PrintWriter(new StringWriter()))) {
            opened.write(alerts());
        }

        List<JsonNode> lines = Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).extracting(line -> line.at(pointer).asString()).containsExactly(first, second);
    }

    @Test
    void fileOfHl7HoldsAMessagePerAlert() throws IOException {
        Path file = folder.resolve("alerts.hl7");

        try (AlertFile opened = AlertFile.open(file, AlertsAs.HL7, new PrintWriter(new StringWriter()))) {
            opened.write(alerts());
        }

        assertThat(Files.readString(file).split("\n", -1))
                .satisfiesExactly(
                        message -> assertThat(message)
                                .startsWith("MSH|")
                                .contains("|start||")
                                .endsWith("\r"),
                        message -> assertThat(message)
                                .startsWith("MSH|")
                                .contains("|end||")
                                .endsWith("\r"),
                        rest -> assertThat(rest).isEmpty());
    }

    @Test
    void hl7NeedsItsOwnEnding() throws IOException {
        assertThat(replay("--alerts", "a.jsonl", "--alerts-as", "hl7").err())
                .contains("--alerts-as hl7 and a file whose name ends in .hl7 go together: hl7, a.jsonl");
        assertThat(replay("--alerts", "a.hl7").err()).contains("go together: json, a.hl7");
        assertThat(CommandResult.of("report", folder.resolve("rise.csv").toString(), "--alerts", "a.hl7")
                        .err())
                .contains("a.hl7: alerts as hl7 are written only, not read");
    }

    @Test
    void formatThatIsNotReadAgainGoesToANewFileAlone() throws IOException {
        Path alerts = Files.writeString(folder.resolve("alerts.jsonl"), "{}\n");

        CommandResult result = replay("--alerts", alerts.toString(), "--alerts-as", "fhir");

        assertThat(result.exitCode()).isOne();
        assertThat(result.err()).contains("holds something already; alerts as fhir go to a new file");
        assertThat(alerts).hasContent("{}\n");
    }

    @Test
    void tableIsRefusedInAnotherFormatAndSoIsAFormatWithoutAFile() throws IOException {
        assertThat(replay("--alerts", "a.csv", "--alerts-as", "fhir").err())
                .contains("--alerts-as fhir needs a file of JSON, not of CSV: a.csv");
        assertThat(replay("--alerts-as", "fhir").err()).contains("--alerts-as needs --alerts FILE");
        assertThat(CommandResult.of("produce", "--format", "fhir", "--layout", "queue-per-patient")
                        .err())
                .contains("--layout queue-per-patient has a format of its own, not --format fhir");
    }

    @ParameterizedTest
    @EnumSource(ReadingFormat.class)
    void readingOfNowComesBackInEveryFormatThatProduceWrites(ReadingFormat format) {
        Reading reading = new Reading("Patient_1", format.now(), 72.5);

        assertThat(format.codec()
                        .decode(ReceivedMessage.of(format.codec().encode(reading), "q"))
                        .readings())
                .containsExactly(reading);
    }
}
