package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user gets wrong is one clear line on standard error, and the right exit code. */
class BadInputTest {

    private static final String HEADER = "patient,time,hr\n";
    private static final String SECOND = "1767225600";
    private static final String GOOD = HEADER + "p,2026-01-01T00:00:00Z,72\n";
    private static final String POLAR =
            "Name,Sport,Date,Start time\nDEMO,RUNNING,29-08-2026,22:00:00\nSample rate,Time,HR (bpm)\n1,00:00:00,85\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                file("", "is empty"),
                file("\uFEFF", "holds nothing but white space"),
                file("\n\r\n\n", "holds nothing but white space"),
                file(HEADER, "holds no readings"),
                file("Time_Stamp,Patient_1\n", "holds no readings"),
                file("time,a,b\n2026-01-01T00:00:00Z,,\n", "holds no readings"),
                file("1,2,3\n4,5,6\n", "line 1, has no header, but data: \"1,2,3\""),
                file("It was a dark and stormy night.\n", "line 1, no usable header"),
                file("{\"patient\": 1}\n", "is JSON without records that have a time and a heart rate"),
                file("patient,bpm\np,72\n", "no column of times (name it with --time-column"),
                file("patient,time\np,1\n", "no column of rates (name it with --bpm-column"),
                file("time\n1\n", "no column of rates"),
                file("time,a,b,a\n1,2,3,4\n", "line 1, two columns have the same name: \"a\""),
                file("patient,time,time,hr\np,1,2,72\n", "two columns have the same name: \"time\""),
                file("patient,time,hr,hr\np,1,72,73\n", "two columns have the same name: \"hr\""),
                file("time,a,,b\n1,2,3,4\n", "a patient's column has no name"),
                file(HEADER + "p,\"2026-01-01T00:00:00Z,72\np,1,73\n", "not CSV: "),
                file(HEADER + "\"p\"x,2026-01-01T00:00:00Z,72\n", "not CSV: Unexpected character after closing quote"),
                file(
                        HEADER + "\"p\nq\"," + SECOND + ",72\n",
                        "line 2, column patient, a quoted value runs over several lines"),
                file(HEADER + "p," + SECOND + ",72 bpm\n", "line 2, column hr, not a number: \"72 bpm\""),
                file(
                        HEADER + "p," + SECOND + ",1e309\n",
                        "line 2, column hr, a rate must be a finite number of at least 0: \"1e309\""),
                file(HEADER + "p," + SECOND + ",-1\n", "a rate must be a finite number of at least 0: \"-1\""),
                file(HEADER + "p," + SECOND + ",NaN\n", "holds no readings"),
                file(HEADER + "p," + SECOND + ",0x48\n", "not a number: \"0x48\""),
                file(HEADER + "p," + SECOND + ",\"72,5\"\n", "not a number: \"72,5\""),
                file(HEADER + " ," + SECOND + ",72\n", "line 2, column patient, patientId must not be blank"),
                file(HEADER + "p," + SECOND + "\n", "line 2, expected 3 columns: 2"),
                file(HEADER + "p," + SECOND + ",72,73\n", "line 2, more than the header's 3 columns"),
                file(HEADER + "p,,72\n", "column time, not a time: \"\""),
                file(HEADER + "p,yesterday,72\n", "column time, not a time: \"yesterday\""),
                file(HEADER + "p,2026-02-30T00:00:00Z,72\n", "not a time: \"2026-02-30T00:00:00Z\""),
                file(HEADER + "p,2026-01-01T25:00:00Z,72\n", "not a time"),
                file(HEADER + "p,2026-01-01T00:00:00+99:00,72\n", "not a time"),
                file(HEADER + "p,25-12-2026 07:00:00,72\n", "not a time: \"25-12-2026 07:00:00\""),
                file(HEADER + "p,05/12/2026 07:00:00,72\n", "is a day in two orders"),
                file(GOOD + "p,2026-01-01T00:00:01 Mars/Base,72\n", "line 3, column time, not a time"),
                file(HEADER + "p,99999999999999999999,72\n", "not a time"),
                file("PK\u0003\u0004 not really", "not a sound archive"),
                file("a,b\u0000c\n", "is no text: a control character at byte 3"),
                file("\u0089PNG\r\n\u001a\n\u0000\u0000", "is no text"),
                file("<?xml version='1.0'?><svg/>", "is XML, but of no kind that is read"),
                file("<?xml version='1.0'?><HealthData><Record", "not XML, or is cut off: line 1, "),
                file("<?xml version='1.0'?><HealthData></HealthData>", "holds no readings"),
                file("<!DOCTYPE html>\n<html><body></body></html>", "is "),
                file(POLAR.replace("29-08-2026", "soon"), "line 2, column Date, not a date: \"soon\""),
                file(POLAR.replace("22:00:00", "late"), "line 2, column Start time, not a time: \"late\""),
                file(POLAR.substring(0, POLAR.indexOf("Sample")), "a Polar session that ends before its samples"),
                file(POLAR.replace("HR (bpm)", "Speed (km/h)"), "have no column Time or HR (bpm)"),
                file(POLAR.replace("00:00:00,85", "1h,85"), "line 4, column Time, not a time: \"1h\""));
    }

    private static Arguments file(String content, String complaint) {
        return Arguments.of(content, complaint);
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileThatIsWrongIsNamedWithWhatIsWrong(String content, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), content);

        assertFailed(CommandResult.of("analyze", "--strict", file.toString()), 1, file + ": ", complaint);
    }

    static Stream<Arguments> usages() {
        return Stream.of(
                usage("--frobnicate", "unknown option '--frobnicate' (see heartrate-demo --help)"),
                usage("--alert x", "unknown option '--alert', did you mean '--alerts'?"),
                usage("-low 40", "unknown option '-low', did you mean '--low'?"),
                usage("replay x.csv --spede 10", "unknown option '--spede', did you mean '--speed'?"),
                usage("replay --spede 10", "unknown option '--spede', did you mean '--speed'?"),
                usage("replay --low x --spede=10", "unknown option '--spede', did you mean '--speed'?"),
                usage("anaylze x.csv", "unknown command 'anaylze', did you mean 'analyze'?"),
                usage("--low 40 anaylze x.csv", "unknown command 'anaylze', did you mean 'analyze'?"),
                usage("help anaylze", "unknown command 'anaylze', did you mean 'analyze'?"),
                usage("--web replya", "unknown command 'replya', did you mean 'replay'?"),
                usage("pom.xml", "unknown command 'pom.xml', did you mean 'replay pom.xml'?"),
                usage("replay", "FILE must be given"),
                usage("analyze", "FILE must be given"),
                usage("generate a.csv", "unexpected argument 'a.csv': generate takes no FILE"),
                usage("replay x.csv --low", "--low needs a value (BPM)"),
                usage("replay x.csv --low --high 3", "--low needs a value (BPM), but '--high' looks like an option"),
                usage("replay x.csv --alerts --wbe", "--alerts needs a value (FILE), but '--wbe' looks like an option"),
                usage("replay x.csv --sort", "there is no --sort any more: ", "--order time"),
                usage("report x.csv --sort=yes", "there is no --sort any more: "),
                usage("analyze x.csv --order up", "--order must be auto, file or time: up"),
                usage("replay x.csv --low 40 --low 45", "--low is given twice"),
                usage("replay \uFFFD.csv", "is not in the encoding of this shell's locale"),
                usage("replay x.csv --patient \uFFFD", "is not in the encoding of this shell's locale"),
                usage("generate --uniform --episodes 9", "--episodes is of no use with --uniform"),
                usage(
                        "monitor --layout queue-per-patient --patients a --partitions 2",
                        "--partitions is of no use with --layout queue-per-patient"),
                usage("monitor --web-bind 127.0.0.1", "--web-bind is of no use without --web"),
                usage("replay x.csv --web 65536", "--web must be a port from 0 to 65535: 65536"),
                usage("replay x.csv --web -1", "--web must be a port from 0 to 65535: -1"),
                usage("replay x.csv --web=x", "--web must be a whole number: x"),
                usage("monitor --web 0 --web-bind no/host", "--web-bind must be an address of this machine: no/host"),
                usage(
                        "replay x.csv --alerts a.txt",
                        "must end in .jsonl, .ndjson, .json or .csv, or one of them and .gz: a.txt"),
                usage("monitor --leap-limit 0s", "--leap-limit must be none or more than 0s: 0s"),
                usage("monitor --leap-limit soon", "--leap-limit must be a duration such as"),
                usage("replay x.csv --leap-limit 1d", "unknown option '--leap-limit'"),
                usage("replay x.csv --preset ward", "--preset must be default or bedside: ward"),
                usage("replay x.csv --latch some", "--latch must be none, high or all: some"),
                usage("replay x.csv --signal-loss-priority no", "must be low, medium or high: no"),
                usage("replay x.csv --low none", "--low must be a number: none"),
                usage("monitor --alerts alerts.zip", "--alerts: the name of the file must end in"),
                usage("--alerts alerts", "--alerts: the name of the file must end in"),
                usage("replay x.csv --show-zone Mars", "must be a zone such as Europe/Rome"),
                usage("replay x.csv --speed 0", "--speed must be max or a number above 0: 0"),
                usage("replay x.csv --speed fast", "must be max or a number above 0: fast"),
                usage("replay x.csv --speed NaN", "must be max or a number above 0: NaN"),
                usage("replay x.csv --zone Mars", "--zone must be a zone such as Europe/Rome, UTC or +01:00: Mars"),
                usage("replay x.csv --time-format b", "time format must be a pattern such as dd.MM.yyyy HH:mm:ss or"),
                usage("replay x.csv --encoding utf-9", "--encoding must be one that Java knows"),
                usage("replay x.csv --where itemid", "--where must be COLUMN=VALUE such as itemid=220045"),
                usage("replay x.csv --date-order ymd", "--date-order"),
                usage("replay x.csv --start noon", "--start"),
                usage("replay x.csv --onset 0", "--onset must be at least 1: 0"),
                usage("replay x.csv --onset many", "--onset must be a whole number: many"),
                usage("replay x.csv --onset 2.5", "--onset must be a whole number: 2.5"),
                usage("replay x.csv --onset 1e99", "--onset must be at most 2147483647: 1e99"),
                usage("replay x.csv --low 120", "--low must be below --high: 120, 100"),
                usage("replay x.csv --high hundred", "--high must be a number: hundred"),
                usage("replay x.csv --high 100d", "--high must be a number: 100d"),
                usage("replay x.csv --high NaN", "--high must be a number: NaN"),
                usage("replay x.csv --extreme-high 90", "--extreme-high must be above --high: 90, 100"),
                usage("replay x.csv --clear 0", "--clear must be at least 1: 0"),
                usage("replay x.csv --clear-margin 51", "--clear-margin must be from 0 to --high minus --low (50): 51"),
                usage("replay x.csv --delay soon", "must be a duration such as 15s, 2m, 1h30m or PT15S: soon"),
                usage(
                        "replay x.csv --delay -PT1S",
                        "--delay needs a value (DURATION), but '-PT1S' looks like an option"),
                usage("replay x.csv --delay=-PT1S", "--delay must not be negative: -1s"),
                usage("replay x.csv --max-gap 0s", "--max-gap must be positive: 0s"),
                usage("replay x.csv --stale-after 0", "--stale-after must be positive: 0s"),
                usage("replay x.csv --reminder 1", "must be a duration"),
                usage("replay x.csv --plausible 300", "must be a range such as 0..300: 300"),
                usage(
                        "replay x.csv --plausible 300..20",
                        "--plausible must be from at least 0 to more than its minimum: 300"),
                usage(
                        "replay x.csv --broker localhost",
                        "--broker must look like amqp://user:password@host:port/vhost"),
                usage("replay x.csv --broker http://localhost", "--broker must look like"),
                usage("--broker amqp://u:secret@host:port/", "--broker must look like"),
                usage("analyze x.csv --format xml", "--format must be ", ": xml"),
                usage("generate --patients 0", "--patients must be from 1 to 1000000: 0"),
                usage("generate --interval 0s", "--interval must be positive: 0s"),
                usage("generate --length 1s --interval 2s", "--length must be from one --interval to 36500 days: 1s"),
                usage("generate --length 999999999d", "--length must be at most 36500d: 999999999d"),
                usage("generate --length PT999999999999H", "--length must be at most 36500d: PT999999999999H"),
                usage("generate --length 999999999999999d9h", "--length must be at most 36500d: 9"),
                usage("generate --artefacts -1", "--artefacts must be from 0 to 86400: -1"),
                usage("generate --shape round", "--shape must be wide or long: round"),
                usage(
                        "generate --start yesterday",
                        "--start must be an instant such as 2026-01-01T08:00:00Z: yesterday"));
    }

    private static Arguments usage(String arguments, String... complaints) {
        return Arguments.of(arguments, complaints);
    }

    @ParameterizedTest
    @MethodSource("usages")
    void wrongUsageEndsWithTwo(String arguments, String... complaints) {
        assertFailed(CommandResult.of(arguments.split(" ")), 2, complaints);
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                file("", "not JSON"),
                file("{", "line 1, column 2, not JSON: "),
                file("{\n  default: {}\n}", "line 2, column 3, not JSON: "),
                file("[]", "the file must be an object: []"),
                file("{} {}", "not JSON"),
                file("{\"defaults\": {}}", "the file: unknown field \"defaults\", did you mean \"default\"?"),
                file(
                        "{\"default\": {\"weight\": 3}}",
                        "default: unknown field \"weight\" (there are low_bpm, high_bpm, "),
                file("{\"default\": {\"low_bpm\": 1e999}}", "default.low_bpm must be a number: "),
                file("{\"default\": {\"hihg_bpm\": 1}}", "unknown field \"hihg_bpm\", did you mean \"high_bpm\"?"),
                file("{\"default\": {\"high_bpm\": \"120\"}}", "default.high_bpm must be a number: \"120\""),
                file("{\"default\": {\"onset_count\": 2.5}}", "default.onset_count must be a whole number: 2.5"),
                file(
                        "{\"default\": {\"condition_delay\": 15}}",
                        "default.condition_delay must be a duration such as \"15s\": 15"),
                file("{\"default\": {\"condition_delay\": \"soon\"}}", "default.condition_delay must be a duration"),
                file(
                        "{\"default\": {\"plausible_bpm\": [20, 300]}}",
                        "default.plausible_bpm must be a range such as 0..300"),
                file("{\"default\": {\"low_bpm\": 120}}", "default: low_bpm must be below high_bpm: 120, 100"),
                file(
                        "{\"default\": {\"clear_margin_bpm\": 60}}",
                        "default: clear_margin_bpm must be from 0 to high_bpm minus low_bpm (50): 60"),
                file("{\"default\": {\"high_bpm\": 1, \"high_bpm\": 2}}", "Duplicate"),
                file("{\"patients\": []}", "patients must be an object: []"),
                file("{\"patients\": {\"p\": {\"clear_count\": 0}}}", "patients.p: clear_count must be at least 1: 0"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policyFileThatIsWrongIsNamedWithThePlace(String json, String complaint) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.json"), json);

        assertFailed(CommandResult.of("replay", good(), "--policy", policy.toString()), 1, policy + ": ", complaint);
    }

    @Test
    void archivesThatAreBrokenAreNamed() throws IOException {
        byte[] packed = gzip(HEADER + "p,2026-01-01T00:00:00Z,72\n".repeat(1_000));
        assertBadFile(Arrays.copyOf(packed, packed.length / 2), "is cut off");
        assertBadFile(Arrays.copyOf(packed, 3), "is cut off");
        packed[packed.length - 6] ^= 0x55;
        assertBadFile(packed, "not a sound archive: its checksum or its size is wrong");
        assertBadFile(gzip(""), "is empty");
        assertBadFile(zip("other.xml"), "holds no readings; not read: ", "bad.bin!other.xml: is empty");
        assertBadFile(Arrays.copyOf(zip("export.xml"), 40), "not a sound archive");
        assertBadFile(zip("export.xml"), "is empty");
        assertBadFile(GOOD.getBytes(StandardCharsets.UTF_16LE), "is no text");
    }

    private void assertBadFile(byte[] content, String... complaints) throws IOException {
        Path file = Files.write(folder.resolve("bad.bin"), content);
        assertFailed(CommandResult.of("analyze", file.toString()), 1, complaints);
        assertThat(CommandResult.of("analyze", file.toString()).err()).contains(file + ": ");
    }

    @Test
    void lineOfAHundredMegabytesIsRefusedNotKept() throws IOException {
        Path file = folder.resolve("long.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            String block = "x".repeat(1 << 20);
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
        }

        assertFailed(CommandResult.of("analyze", file.toString()), 1, file + ": not CSV: ", "line 2");
    }

    @Test
    void nothingIsWrittenOverAFileThatIsRead() throws IOException {
        String telemetry = good();
        String before = Files.readString(Path.of(telemetry));
        Path policy = Files.writeString(folder.resolve("policy.json"), "{}");
        String why = " would overwrite a file that is read: ";

        assertFailed(
                CommandResult.of("report", telemetry, "--out", telemetry),
                2,
                "error: --out " + telemetry + why + telemetry + "\n");
        assertFailed(CommandResult.of("analyze", telemetry, "--out", telemetry), 2, why + telemetry + "\n");
        assertFailed(
                CommandResult.of("report", telemetry, "--policy", policy.toString(), "--out", policy.toString()),
                2,
                why + policy + "\n");
        assertThat(Path.of(telemetry)).content().isEqualTo(before);
        assertThat(policy).content().isEqualTo("{}");
    }

    @Test
    void nothingIsWrittenOverAFileThatIsFoundInAFolder() throws IOException {
        String telemetry = good();
        String report = folder.resolve("report.html").toString();

        for (String command : List.of("report", "analyze")) {
            assertFailed(
                    CommandResult.of(command, folder.toString(), "--out", telemetry),
                    2,
                    " would overwrite a file that is read: " + telemetry + "\n");
        }
        assertThat(Path.of(telemetry)).content().isEqualTo(GOOD);
        for (int time = 0; time < 2; time++) {
            assertThat(CommandResult.of("report", folder.toString(), "--out", report)
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void pathsThatAreNoFilesAreNamed() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("folder.csv"));
        assertFailed(CommandResult.of("analyze", "none.csv"), 1, "error: none.csv: no such file\n");
        assertFailed(CommandResult.of("analyze", folder.toString()), 1, folder + ": there is no file in it\n");
        assertFailed(CommandResult.of("report", folder + "/*.csv"), 1, "/*.csv: no file matches\n");
        assertFailed(CommandResult.of("replay", folder + "/*.xml"), 1, "*.xml: no file matches\n");
        assertFailed(CommandResult.of("analyze", "-", good()), 1, "standard input is read alone");
        assertFailed(CommandResult.of("replay", good(), "--policy", folder.toString()), 1, folder + ": is a folder\n");
        assertFailed(CommandResult.of("replay", good(), "--policy", "none.json"), 1, "none.json: no such file\n");
        assertFailed(
                CommandResult.of("replay", good(), "--alerts", directory.toString()),
                1,
                directory + ": can't be written: is a folder\n");
        assertFailed(CommandResult.of("replay", good(), "--alerts", "none/a.csv"), 1, "no such folder\n");
        assertFailed(CommandResult.of("analyze", good(), "--out", "none/a.csv"), 1, "no such folder\n");
        assertFailed(CommandResult.of("generate", "--out", folder.toString()), 1, "can't be written: is a folder\n");
        assertFailed(CommandResult.of("generate", "--truth", "none/a.csv"), 1, "no such folder\n");
        assertFailed(CommandResult.of("generate", "--people", folder.toString()), 1, "is a folder\n");
    }

    @Test
    void columnsThatAreNotThereAreNamed() throws IOException {
        for (String option : new String[] {"--patient-column", "--time-column", "--bpm-column"}) {
            assertFailed(
                    CommandResult.of("analyze", good(), option, "nobody"),
                    1,
                    "line 1, no column \"nobody\" (" + option + "), there are \"patient,time,hr\"");
        }
    }

    @Test
    void fullDiskIsNamed() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");

        Path alerts = Files.createSymbolicLink(folder.resolve("alerts.csv"), full);
        assertFailed(
                CommandResult.of("replay", good(), "--alerts", alerts.toString()),
                1,
                alerts + ": can't be written: No space left on device");
        assertFailed(CommandResult.of("analyze", good(), "--out", "/dev/full"), 1, "No space left on device");
        assertFailed(CommandResult.of("generate", "--out", "/dev/full"), 1, "No space left on device");
        assertFailed(CommandResult.of("generate", "--truth", "/dev/full"), 1, "No space left on device");
    }

    @Test
    void whatAnswersButIsNoBrokerIsNamedWithoutThePassword() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.start();
            String place = "127.0.0.1:" + server.getLocalPort();

            CommandResult result = CommandResult.of("replay", good(), "--broker", "amqp://u:secret@" + place + "/");

            assertFailed(result, 1, "no connection to " + place + ": ");
            assertThat(result.err()).doesNotContain("secret");
            answering.join();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String good() throws IOException {
        return Files.writeString(folder.resolve("good.csv"), GOOD).toString();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(entry));
        }
        return packed.toByteArray();
    }

    private static void assertFailed(CommandResult result, int exitCode, String... complaints) {
        String err = result.err().replaceFirst("^read as: .*\\R", "");
        assertThat(err).startsWith("error: ").hasLineCount(1).contains(complaints);
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
