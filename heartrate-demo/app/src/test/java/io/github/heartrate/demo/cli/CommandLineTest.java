package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "replay ", "analyze ", "generate "})
    void helpShowsExamplesAndVersionIsKnown(String command) {
        CommandResult help = CommandResult.of((command + "--help").split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: heartrate-demo").contains("Examples:");
        assertThat(CommandResult.of((command + "--version").split(" ")).out()).startsWith("heartrate-demo ");
    }

    @Test
    void completionScriptKnowsTheCommands() {
        assertThat(CommandResult.of("generate-completion").out())
                .contains("complete -F _complete_heartrate-demo")
                .contains("analyze")
                .contains("--clear-margin");
    }

    @ParameterizedTest
    @CsvSource({
        "'', hel, help",
        "'', repl, replay",
        "replay, --fail, --fail-on-alarm",
        "generate, --drop, --drop-outs",
        "analyze --format, js, json"
    })
    void completionScriptCompletesInBash(String before, String begun, String completed)
            throws IOException, InterruptedException {
        Path script =
                write("completion", CommandResult.of("generate-completion").out());
        Path output = folder.resolve("completed");
        String words = ("heartrate-demo " + before + " " + begun).replaceAll(" +", " ");
        Process bash = new ProcessBuilder(
                        "bash",
                        "-ec",
                        "compopt() { :; }; bash -n $1; source $1; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                                + "COMP_LINE=$2; COMP_POINT=${#2}; _complete_heartrate-demo; "
                                + "printf '%s\\n' \"${COMPREPLY[@]}\"",
                        "bash",
                        script.toString(),
                        words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(bash.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readAllLines(output)).map(String::strip).containsExactly(completed);
    }

    @Test
    void outputThatIsNoTerminalHasNoColours() throws IOException {
        assertThat(CommandResult.of("--help").out()).doesNotContain("\u001b");
        assertThat(CommandResult.of("replay", brady()).out()).contains("RAISED").doesNotContain("\u001b");
    }

    @Test
    void optionsComeFromTheEnvironmentAndTheCommandLineWins() throws IOException {
        Map<String, String> environment = Map.of("HEARTRATE_LOW", "30", "HEARTRATE_FAIL_ON_ALARM", "true");

        assertThat(CommandResult.in(environment, "replay", brady()).exitCode()).isZero();
        assertThat(CommandResult.in(environment, "replay", brady(), "--low", "60")
                        .exitCode())
                .isEqualTo(3);
        CommandResult wrong = CommandResult.in(Map.of("HEARTRATE_ONSET", "few"), "analyze", brady());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("--onset must be whole numbers such as 3, 2,4 or 1..6: few")
                .contains("(from HEARTRATE_ONSET)")
                .hasLineCount(1);
        assertThat(CommandResult.in(Map.of("HEARTRATE_HELP", "true", "HEARTRATE_LOW", " "), "analyze", brady())
                        .out())
                .contains("reference: limits 50..100");
    }

    @Test
    void alarmIsAFailureOnlyIfThatIsAskedFor() throws IOException {
        assertThat(CommandResult.of("replay", brady()).exitCode()).isZero();
        assertThat(CommandResult.of("replay", brady(), "--fail-on-alarm").exitCode())
                .isEqualTo(3);
        assertThat(CommandResult.of("replay", brady(), "--fail-on-alarm", "--low", "30")
                        .exitCode())
                .isZero();
    }

    @Test
    void alertsOfAReplayComeInTheOrderOfTimeAndEachTimeTheSame() throws IOException {
        Path csv = folder.resolve("ward.csv");
        assertThat(CommandResult.of(
                                "generate",
                                "--patients",
                                "30",
                                "--length",
                                "30m",
                                "--seed",
                                "3",
                                "--out",
                                csv.toString())
                        .exitCode())
                .isZero();
        Path first = folder.resolve("first.jsonl");
        Path second = folder.resolve("second.jsonl");

        CommandResult shown = CommandResult.of("replay", csv.toString(), "--alerts", first.toString());
        CommandResult again = CommandResult.of("replay", csv.toString(), "--alerts", second.toString());

        List<String> times = shown.out()
                .lines()
                .filter(line -> line.contains("  RAISED ") || line.contains("  CLEARED "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(times).hasSizeGreaterThan(50).isSorted();
        assertThat(again.out().lines().filter(line -> line.contains("RDIA  Patient")))
                .containsExactlyElementsOf(shown.out()
                        .lines()
                        .filter(line -> line.contains("RDIA  Patient"))
                        .toList());
        assertThat(first).hasSameTextualContentAs(second);
    }

    @Test
    void anotherRateAtTheSameTimeIsToldFromARepetition() throws IOException {
        Path csv = Files.writeString(folder.resolve("conflict.csv"), """
                time,p
                2026-01-01T00:00:00Z,72
                2026-01-01T00:00:00Z,72
                2026-01-01T00:00:00Z,73
                2026-01-01T00:00:00Z,74
                """);

        assertThat(CommandResult.of("replay", csv.toString()).out()).contains("4 readings of 1 patient in ", """
                1 repeated reading had no effect
                2 conflicting readings had no effect (an earlier one of the same time has another rate)
                """);
    }

    @Test
    void timesAreShownInTheZoneThatIsAskedForAndWrittenInUtc() throws IOException {
        Path csv = Files.writeString(folder.resolve("zone.csv"), """
                time,p
                2026-01-01 00:00:00,104
                2026-01-01 00:00:01,104
                2026-01-01 00:00:02,104
                """);
        Path alerts = folder.resolve("zone.csv.jsonl");

        assertThat(CommandResult.of("replay", csv.toString(), "--alerts", alerts.toString())
                        .out())
                .contains("2026-01-01T00:00:02Z  RAISED");
        assertThat(CommandResult.of("replay", csv.toString(), "--zone", "Europe/Rome")
                        .out())
                .contains("2026-01-01T00:00:02+01:00  RAISED");
        assertThat(CommandResult.of("replay", csv.toString(), "--show-zone", "Asia/Tokyo")
                        .out())
                .contains("2026-01-01T09:00:02+09:00  RAISED");
        assertThat(alerts).content().contains("\"time\":\"2026-01-01T00:00:02Z\"");
    }

    @Test
    void alertsOfASecondReplayAreAddedOnce() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("twice.csv"), "time,p\n1700000000,104\n1700000001,104\n1700000002,104\n1700000003,72\n");
        Path alerts = folder.resolve("alerts.csv");

        CommandResult first = CommandResult.of("replay", csv.toString(), "--alerts", alerts.toString());
        CommandResult second = CommandResult.of("replay", csv.toString(), "--alerts", alerts.toString());

        assertThat(first.out()).doesNotContain(alerts.toString());
        assertThat(second.out())
                .contains(
                        alerts + " holds 2 alerts; new ones are added\n",
                        "2 alerts of this run not added: " + alerts + " holds them\n");
        assertThat(alerts).content().hasLineCount(3);
    }

    @Test
    void lateReadingsAreCountedOrSorted() throws IOException {
        Path csv = write("late.csv", "patient,time,hr\np,1700000003,120\np,1700000001,120\np,1700000002,120\n");

        assertThat(CommandResult.of("replay", csv.toString(), "--order", "file").out())
                .contains("TACHYCARDIA  0 raised")
                .contains("\n2 late readings had no effect\n");
        assertThat(CommandResult.of("replay", csv.toString()).out()).contains("TACHYCARDIA  1 raised");
        assertThat(CommandResult.of("analyze", csv.toString(), "--order", "file")
                        .out())
                .contains("without effect: 2 LATE");
        assertThat(CommandResult.of("analyze", csv.toString()).out()).doesNotContain("without effect");
    }

    @Test
    void runGoesOnFromOneDaysFileToTheNext() throws IOException {
        String first = write("day1.csv", "timestamp,bpm\n2024-05-01T23:59:50Z,72\n2024-05-01T23:59:55Z,121\n")
                .toString();
        String second = write("day2.csv", "timestamp,bpm\n2024-05-02T00:00:00Z,122\n2024-05-02T00:00:05Z,124\n")
                .toString();

        CommandResult result = CommandResult.of("replay", second, first, "--patient", "me");

        assertThat(result.out())
                .contains("4 readings of 1 patient", "2024-05-02T00:00:05Z  RAISED", "TACHYCARDIA  1 raised");
        assertThat(result.err())
                .isEqualTo("read as: 2 files: 1 patient, me, times from timestamp in UTC, rates from bpm; put in order "
                        + "of time\n");
        assertThat(CommandResult.of("analyze", second, first, "--patient", "me").err())
                .isEqualTo(result.err());
    }

    @Test
    void everyCommandReadsAlikeAndSaysHow() throws IOException {
        Path dates = write("uk.csv", "bed,date,bpm\n7,05/01/2026 10:00,70\n8,13/01/2026 10:00,71\n");
        Path items = write("items.csv", "bed,time,itemid,value\n7,1700000000,1,70\n7,1700000000,2,120\n");
        String report = folder.resolve("report.html").toString();

        for (String command : List.of("replay", "analyze", "report")) {
            String[] out = command.equals("report") ? new String[] {"--out", report} : new String[] {"--onset", "3"};

            assertThat(CommandResult.of(command, dates.toString(), out[0], out[1])
                            .err())
                    .isEqualTo("read as: 2 patients by bed, times from date day/month/year in UTC, rates from bpm\n");
            CommandResult refused = CommandResult.of(command, items.toString(), out[0], out[1]);
            assertThat(refused.err())
                    .startsWith("error: " + items + ": column itemid")
                    .contains("--where itemid=")
                    .hasLineCount(1);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(CommandResult.of(command, items.toString(), out[0], out[1], "--where", "itemid=1")
                            .err())
                    .contains("rows where itemid=1");
        }
    }

    @Test
    void skippedRowsAreShownAFewAndCountedAll() throws IOException {
        Path csv = write(
                "bad.csv",
                "patient,time,hr\np,1700000000,72\n" + "p,1700000001,x\n".repeat(9) + "p,1700000002,\n"
                        + "p,soon,72\n");

        CommandResult result = CommandResult.of("analyze", csv.toString());

        assertThat(result.err().lines().filter(line -> line.startsWith("skipped: " + csv + ": line ")))
                .hasSize(5);
        assertThat(result.err())
                .contains("10 bad rows skipped (not a time: 1, not a number: 9)")
                .contains("1 blank cell: no reading\n");
    }

    @Test
    void formatsTellTheSame() throws IOException {
        String[] policies = {"--onset", "2..3", "--reference", "low=50,high=100,onset=2"};
        String table = CommandResult.of("analyze", brady(), policies[0], policies[1], policies[2], policies[3])
                .out();
        String csv = CommandResult.of("analyze", brady(), "--onset", "2..3", "--format", "csv")
                .out();
        String json = CommandResult.of("analyze", brady(), "--onset", "2..3", "--format", "JSON")
                .out();

        assertThat(table.lines()).contains("onset      /day  lasts  in alarm  missed  added  best");
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv)
                .startsWith("low_bpm,high_bpm,extreme_low_bpm,extreme_high_bpm,onset_count,")
                .contains("\n50,100,,,2,2,1,0,0,0,1,");
        assertThat(new tools.jackson.databind.json.JsonMapper()
                        .readTree(json)
                        .at("/heat_maps/0/onset_counts")
                        .toString())
                .isEqualTo("[2,3]");
    }

    @Test
    void generatedFilesAreWhatTheOptionsSayAndReplayReadsThem() throws IOException {
        Path csv = folder.resolve("demo.csv.gz");
        Path truth = folder.resolve("truth.csv");
        Path people = folder.resolve("people.csv");

        assertThat(CommandResult.of(
                                "generate",
                                "--patients",
                                "3",
                                "--length",
                                "5m",
                                "--interval",
                                "500ms",
                                "--seed",
                                "1",
                                "--out",
                                csv.toString(),
                                "--truth",
                                truth.toString(),
                                "--people",
                                people.toString())
                        .exitCode())
                .isZero();

        List<String> lines;
        try (var in = new GZIPInputStream(Files.newInputStream(csv))) {
            lines = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(1 + 600);
        assertThat(lines.get(0)).isEqualTo(",Time_Stamp,Patient_1,Patient_2,Patient_3");
        assertThat(lines.get(2)).startsWith("1,2026-01-01 08:00:00.500000,");
        assertThat(Files.readAllLines(people)).hasSize(4).first().isEqualTo("patient,name,bed,resting_bpm");
        assertThat(Files.readAllLines(truth)).hasSize(1 + 6).first().isEqualTo("patient,kind,start,end,target_bpm");
        assertThat(CommandResult.of("replay", csv.toString()).out())
                .contains("1800 readings of 3 patients")
                .contains("BRADYCARDIA  3 raised")
                .contains("TACHYCARDIA  3 raised");
    }

    @Test
    void longShapeNamesPatientsAndLeavesOutDropOuts() {
        CommandResult result =
                CommandResult.of("generate", "--shape", "long", "--ids", "named", "--patients", "1", "--length", "3s");

        assertThat(result.out().lines()).hasSize(4);
        assertThat(result.out()).startsWith("patient_id,timestamp,bpm\nDEMO-1 ").contains(",2026-01-01T08:00:02Z,");
    }

    private String brady() throws IOException {
        return write(
                        "brady.csv",
                        "patient,time,hr\np,1700000000,72\np,1700000001,45\np,1700000002,45\np,1700000003,45\np,1700000004,72\n")
                .toString();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
