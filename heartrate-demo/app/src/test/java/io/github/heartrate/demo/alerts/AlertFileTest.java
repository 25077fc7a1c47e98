package io.github.heartrate.demo.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Alert;
import io.github.heartrate.Violation;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AlertFileTest {

    private static final List<Alert> ALERTS = SampleAlerts.all();

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    static Stream<String> names() {
        return Stream.of("a.jsonl", "a.ndjson", "a.json", "a.csv", "A.JSONL", "a.jsonl.gz", "a.json.gz", "a.csv.gz");
    }

    @ParameterizedTest
    @MethodSource("names")
    void fileIsWholeAfterEveryAlertAndBetweenRuns(String name) {
        Path file = folder.resolve(name);
        for (int i = 0; i < ALERTS.size(); i++) {
            try (AlertFile out = open(file)) {
                out.write(List.of(ALERTS.get(i)));
                assertThat(read(file)).isEqualTo(expected(name, ALERTS.subList(0, i + 1)));
            }
        }
        assertThat(said.toString())
                .contains(file + " holds 1 alert; new ones are added")
                .doesNotContain("torn");
    }

    @ParameterizedTest
    @MethodSource("names")
    void alertsThatTheFileHoldsAreNotAddedAgain(String name) {
        Path file = folder.resolve(name);
        try (AlertFile out = open(file)) {
            out.write(ALERTS.subList(0, 3));
            out.write(ALERTS.subList(2, 4));
            assertThat(out.repeated()).isEqualTo(1);
        }
        try (AlertFile out = open(file)) {
            out.write(ALERTS);
            assertThat(out.repeated()).isEqualTo(4);
        }
        assertThat(read(file)).isEqualTo(expected(name, ALERTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "a.json.gz"})
    void jsonIsAnArrayForEveryReader(String name) throws IOException {
        Path file = folder.resolve(name);
        try (AlertFile out = open(file)) {
            assertThat(JsonMapper.shared().readTree(unpacked(file)).size()).isZero();
            out.write(ALERTS.subList(0, 1));
            assertThat(JsonMapper.shared().readTree(unpacked(file)).size()).isEqualTo(1);
            out.write(ALERTS.subList(1, 3));
        }
        assertThat(JsonMapper.shared().readTree(unpacked(file)).size()).isEqualTo(3);
    }

    private static byte[] unpacked(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return content;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.json", "a.csv"})
    void whateverIsTornOffTheEndTheWholeAlertsStayAndTheNextOneIsReadable(String name) throws IOException {
        Path whole = folder.resolve("whole-" + name);
        try (AlertFile out = open(whole)) {
            out.write(ALERTS.subList(0, 2));
        }
        byte[] content = Files.readAllBytes(whole);
        for (int length = 0; length < content.length; length++) {
            Path torn = folder.resolve(name);
            Files.write(torn, Arrays.copyOf(content, length));
            List<Alert> before = length == 0 ? List.of() : read(torn);
            assertThat(before).as("%d bytes", length).isEqualTo(expected(name, ALERTS.subList(0, before.size())));
            try (AlertFile out = open(torn)) {
                out.write(List.of(ALERTS.get(4)));
            }
            List<Alert> after = new ArrayList<>(before);
            after.addAll(expected(name, List.of(ALERTS.get(4))));
            assertThat(read(torn)).as("%d bytes", length).isEqualTo(after);
        }
        assertThat(said.toString()).contains(" bytes of a torn alert are cut off, as a killed run leaves them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "a.json.gz", "a.csv.gz"})
    void packedFileThatIsCutOffIsReadButNotAddedTo(String name) throws IOException {
        Path file = folder.resolve(name);
        try (AlertFile out = open(file)) {
            out.write(ALERTS.subList(0, 2));
            out.write(ALERTS.subList(2, 5));
        }
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 60));

        assertThat(AlertReader.read(file, alert -> {}).isTorn()).isTrue();
        assertThat(read(file)).startsWith(expected(name, ALERTS.subList(0, 2)).toArray(Alert[]::new));
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "a.json.gz", "a.csv.gz"})
    void whereverAPackedFileIsCutOffNothingIsAddedThatCannotBeRead(String name) throws IOException {
        Path file = folder.resolve(name);
        try (AlertFile out = open(file)) {
            out.write(ALERTS.subList(0, 2));
            out.write(ALERTS.subList(2, 5));
        }
        byte[] content = Files.readAllBytes(file);
        int refused = 0;
        for (int length = 1; length < content.length; length++) {
            Files.write(file, Arrays.copyOf(content, length));
            boolean isTorn = AlertReader.read(file, alert -> {}).isTorn();
            try (AlertFile out = open(file)) {
                out.write(List.of(ALERTS.get(4)));
            } catch (UserErrorException e) {
                assertThat(e).as("%d bytes", length).hasMessageContaining("is cut off");
                assertThat(isTorn).as("%d bytes", length).isTrue();
                refused++;
                continue;
            }
            assertThat(read(file))
                    .as("%d bytes", length)
                    .endsWith(expected(name, List.of(ALERTS.get(4))).toArray(Alert[]::new));
        }
        assertThat(refused).isGreaterThan(content.length - 5);
    }

    @Test
    void fileThatAnotherProgramHasPackedIsWhole() throws IOException {
        Path file = folder.resolve("a.jsonl.gz");
        byte[] member = HexFormat.of()
                .parseHex("1f8b" + "08" + "1c" + "00000000" + "00" + "03" // flags: extra, name, comment
                        + "0200" + "6162" + "6100" + "6200" + "0300" + "00000000" + "00000000"); // no content
        Files.write(file, member);

        try (RandomAccessFile packed = new RandomAccessFile(file.toFile(), "r")) {
            assertThat(GzipMembers.wholeBytes(packed)).isEqualTo(member.length);
        }
    }

    @Test
    void arrayThatAnotherProgramHasLaidOutIsAddedTo() throws IOException {
        Path file = folder.resolve("a.json");
        try (AlertFile out = open(file)) {
            out.write(ALERTS.subList(0, 2));
        }
        JsonMapper pretty = JsonMapper.builder()
                .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                .build();
        Files.writeString(
                file,
                pretty.writeValueAsString(pretty.readTree(Files.readString(file))) + "\n\n    \n" + " ".repeat(2000));

        try (AlertFile out = open(file)) {
            out.write(ALERTS.subList(2, 3));
        }

        assertThat(JsonMapper.shared().readTree(Files.readString(file)).size()).isEqualTo(3);
        assertThat(read(file)).isEqualTo(ALERTS.subList(0, 3));
    }

    @Test
    void lastLineWithoutItsEndThatIsAnAlertIsOne() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.write(file, new AlertCodec().encode(ALERTS.get(0)));

        try (AlertFile out = open(file)) {
            out.write(ALERTS);
        }

        assertThat(read(file)).isEqualTo(ALERTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a", "a.gz", "a.csv.zip", "jsonl"})
    void nameThatTellsNoFormatIsWrongUsage(String name) {
        assertThatThrownBy(() -> AlertFormat.of(Path.of(name)))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--alerts: the name of the file must end in .jsonl, .ndjson, .json or .csv, or one of them "
                        + "and .gz: " + name);
    }

    static Stream<List<String>> foreign() {
        return Stream.of(
                List.of("a.jsonl", "{\"patient\":", "line 1, "),
                List.of("a.jsonl", "time,bpm\n", "line 1, "),
                List.of("a.json", "{}", "line 1, must be an array of alerts"),
                List.of("a.json", "[1]", "line 1, "),
                List.of("a.json", "[]]", "line 1, "),
                List.of("a.csv", "time,bpm\n1700000000,72\n", "line 1, the columns must be id,episode_id,"),
                List.of("a.csv", "time,bpm", "line 1, the columns must be id,episode_id,"),
                List.of("a.csv", AlertCsv.HEADER + "\n1,2\n", "line 2, must have 25 columns: 2"),
                List.of("a.csv.gz", "time,bpm\n", "not a sound archive"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void fileOfSomethingElseIsRefusedAndStaysAsItIs(List<String> row) throws IOException {
        Path file = Files.writeString(folder.resolve(row.get(0)), row.get(1));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining(row.get(2));

        assertThat(Files.readString(file)).isEqualTo(row.get(1));
    }

    @Test
    void badLineInTheMiddleIsRefused() throws IOException {
        Path file = folder.resolve("a.jsonl");
        String line = new String(new AlertCodec().encode(ALERTS.get(0)), StandardCharsets.UTF_8);
        Files.writeString(file, line + "\n" + line.substring(0, 40) + "\n" + line + "\n");

        assertThatThrownBy(() -> AlertReader.read(file, alert -> {})).hasMessageStartingWith(file + ": line 2, ");
    }

    @Test
    void twoRunsDoNotWriteTheSameFile() {
        Path file = folder.resolve("a.jsonl");
        try (AlertFile first = open(file)) {
            first.write(ALERTS);

            assertThatThrownBy(() -> open(file)).hasMessage(file + ": another run writes it");
        }
    }

    @Test
    void fullDiskIsNoticedByTheAlertThatDoesNotFit() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path file = Files.createSymbolicLink(folder.resolve("full.jsonl"), full);

        try (AlertFile out = open(file)) {
            assertThatThrownBy(() -> out.write(ALERTS.subList(0, 1)))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessage(file + ": can't be written: No space left on device");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz"})
    void csvWithAnEarlierNameIsRefusedWithTheNewOne(String name) throws IOException {
        String header = "id,episode_id,patient,condition,kind,phase,number,priority,onset,raised_at,time,limit_bpm,"
                + "peak_bpm,clear_reason,acknowledged_by\n";
        Path file = folder.resolve(name);
        Files.write(file, name.endsWith(".gz") ? packed(header) : header.getBytes(UTF_8));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        file + ": line 1, \"patient\" is called \"patient_id\"; the columns must be id,");
    }

    private static byte[] packed(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void linesOfTheVersionBeforeStayReadable() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.jsonl"),
                "{\"id\":\"e2\",\"episode_id\":\"ep2\",\"patient\":\"p\",\"condition\":\"SIGNAL_LOSS\","
                        + "\"kind\":\"TECHNICAL\",\"phase\":\"RAISED\",\"number\":1,\"priority\":\"LOW\","
                        + "\"onset\":\"2026-01-01T00:00:00Z\",\"raised_at\":\"2026-01-01T00:00:02Z\","
                        + "\"time\":\"2026-01-01T00:00:02Z\",\"evidence\":[]}\n");

        try (AlertFile out = open(file)) {
            out.write(ALERTS);
        }

        assertThat(read(file).subList(1, 1 + ALERTS.size())).isEqualTo(ALERTS);
        assertThat(said.toString()).doesNotContain("earlier version");
    }

    @Test
    void alertsOfTheTestHaveAllThatAnAlertCanSay() {
        assertThat(ALERTS).anyMatch(Alert::latched).anyMatch(Alert::paused);
        assertThat(ALERTS)
                .anySatisfy(alert -> assertThat(alert.lostSignal()).hasValueSatisfying(lost -> {
                    assertThat(lost.runTowards()).isPresent();
                    assertThat(lost.lateReadings()).isPositive();
                }));
    }

    private AlertFile open(Path file) {
        return AlertFile.open(file, new PrintWriter(said, true));
    }

    private static List<Alert> read(Path file) {
        List<Alert> alerts = new ArrayList<>();
        AlertReader.read(file, alerts::add);
        return alerts;
    }

    /** CSV has no evidence. */
    private static List<Alert> expected(String name, List<Alert> alerts) {
        return name.contains(".csv")
                ? alerts.stream().map(AlertFileTest::withoutEvidence).toList()
                : alerts;
    }

    private static Alert withoutEvidence(Alert alert) {
        return alert.toBuilder()
                .violation(alert.violation()
                        .map(violation -> new Violation(violation.limitBpm(), violation.peakBpm(), List.of()))
                        .orElse(null))
                .build();
    }
}
