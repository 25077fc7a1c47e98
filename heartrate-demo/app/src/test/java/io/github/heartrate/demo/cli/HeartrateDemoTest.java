package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HeartrateDemoTest {

    private static final Path DATA = Path.of("../../../shared/data");

    @TempDir
    private Path folder;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void withoutArgumentsDemoTelemetryRaisesAndClearsBothConditions() {
        Result result = run();

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("DEMO data: 5 generated patients.")
                .contains("3000 readings of 5 patients")
                .contains("BRADYCARDIA  5 raised, 5 cleared")
                .contains("TACHYCARDIA  5 raised, 5 cleared");
    }

    @Test
    void wideTelemetryGivesItsKnownAlertsAndNoIdTwice() throws IOException {
        Path csv = DATA.resolve("telemetry.csv");
        Assumptions.assumeTrue(Files.exists(csv), "the sample data is not here");
        Path alerts = folder.resolve("out.csv");

        Result result = run("replay", csv.toString(), "--alerts", alerts.toString());

        assertThat(result.out())
                .contains("4995 readings of 5 patients")
                .contains("BRADYCARDIA  29 raised, 29 cleared")
                .contains("TACHYCARDIA  351 raised, 350 cleared");
        List<String> lines = Files.readAllLines(alerts);
        assertThat(lines.get(0)).startsWith("id,episode_id,patient_id,condition,kind,phase,");
        assertThat(lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .hasSize(351 + 29 + 379)
                .doesNotHaveDuplicates();
    }

    @Test
    void longTelemetryGivesItsKnownAlerts() {
        Path csv = DATA.resolve("wristband.csv");
        Assumptions.assumeTrue(Files.exists(csv), "the sample data is not here");

        assertThat(run("replay", csv.toString()).out())
                .contains("3651 readings of 1 patient ")
                .contains("TACHYCARDIA  11 raised, 11 cleared");
    }

    @Test
    void recordingIsJudgedByItsOwnTimeAndNotByTodays() throws IOException {
        Path csv = Files.writeString(folder.resolve("gap.csv"), """
                patient_id,timestamp,bpm
                a,2001-01-01T00:00:00Z,104
                a,2001-01-01T00:00:01Z,105
                b,2001-01-01T00:00:01Z,70
                a,2001-01-01T00:00:02Z,106
                a,2001-01-01T00:00:11Z,72
                b,2001-01-01T00:00:21Z,70
                """);

        for (String speed : List.of("max", "10")) {
            Result result = run("replay", csv.toString(), "--stale-after", "15s", "--speed", speed);

            assertThat(result.out())
                    .contains("TACHYCARDIA  1 raised, 1 cleared", "6 readings of 2 patients")
                    .contains("RAISED   SIGNAL_LOSS  b", "SIGNAL_LOSS  1 raised, 1 cleared");
        }
    }

    @Test
    void recordingFromTheFutureIsJudged() throws IOException {
        Path csv = Files.writeString(folder.resolve("future.csv"), """
                patient_id,timestamp,bpm
                a,2099-01-01T00:00:00Z,104
                a,2099-01-01T00:00:01Z,105
                a,2099-01-01T00:00:02Z,106
                """);

        assertThat(run("replay", csv.toString()).out()).contains("TACHYCARDIA  1 raised, 0 cleared");
    }

    @Test
    void badRowsAreSkippedAndCountedAndBlankCellsAreNoReadings() throws IOException {
        Path csv = Files.writeString(folder.resolve("bad.csv"), """
                Time_Stamp,A,B
                2026-01-01 00:00:00,72,
                2026-01-01 00:00:01,seventy,60
                2026-01-01 00:00:02,72,61
                """);

        Result result = run("replay", csv.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .startsWith("skipped: " + csv + ": line 3, column A, not a number: \"seventy\"\nread as: ")
                .contains("\n1 bad row skipped (not a number: 1)\n1 blank cell: no reading\n")
                .hasLineCount(4);
        assertThat(result.out()).contains("4 readings of 2 patients");
    }

    @Test
    void strictStopsAtTheFirstBadRow() throws IOException {
        Path csv =
                Files.writeString(folder.resolve("bad.csv"), "patient_id,timestamp,bpm\na,2026-01-01T00:00:00Z,-1\n");

        Result result = run("replay", "--strict", csv.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("error: " + csv
                        + ": line 2, column bpm, a rate must be a finite number of at least 0: \"-1\"\n");
    }

    @Test
    void filesThatCantBeUsedAreNamedInOneLine() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path headless = Files.writeString(folder.resolve("headless.csv"), "1,2,3\n");

        assertThat(run("replay", "none.csv").err()).isEqualTo("error: none.csv: no such file\n");
        assertThat(run("replay", empty.toString()).err()).isEqualTo("error: " + empty + ": is empty\n");
        assertThat(run("replay", folder.toString()).err())
                .startsWith("error: " + folder + ": holds no readings; not read: 2 files, such as ")
                .hasLineCount(1);
        Result result = run("replay", headless.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: " + headless + ": line 1, has no header, but data")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--frobnicate",
        "replay",
        "replay x.csv --speed 0",
        "replay x.csv --speed fast",
        "replay x.csv --zone Mars"
    })
    void wrongUsageEndsWithTwo(String arguments) {
        assertThat(run(arguments.split(" ")).exitCode()).isEqualTo(2);
    }

    @Test
    void brokerThatCantBeReachedIsNamedWithoutThePassword() {
        Result result = run("--broker", "amqp://guest:secret@127.0.0.1:1/");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("error: no connection to 127.0.0.1:1: nothing listens there\n");
        assertThat(run("--broker", "://guest:secret").err())
                .isEqualTo("error: --broker must look like amqp://user:password@host:port/vhost\n");
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                DemoProgram.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
