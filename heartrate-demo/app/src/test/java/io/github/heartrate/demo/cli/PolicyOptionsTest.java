package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyOptionsTest {

    @TempDir
    private Path folder;

    @Test
    void policyOptionsReachTheMonitor() throws IOException {
        Path csv = write(
                "gaps.csv",
                "patient,time,hr\np,1700000000,40\np,1700000001,40\np,1700000100,40\np,1700000101,40\np,1700000102,10\np,1700000103,45\np,1700001000,70\n");

        assertThat(CommandResult.of("replay", csv.toString()).out()).contains("BRADYCARDIA  1 raised, 1 cleared");
        assertThat(CommandResult.of(
                                "replay", csv.toString(), "--max-gap", "10s", "--onset", "4", "--plausible", "20..300")
                        .out())
                .contains("BRADYCARDIA  0 raised, 0 cleared");
        assertThat(CommandResult.of(
                                "replay",
                                csv.toString(),
                                "--stale-after",
                                "5m",
                                "--extreme-low",
                                "42",
                                "--clear-margin",
                                "5",
                                "--reminder",
                                "2s")
                        .out())
                .contains("SIGNAL_LOSS  1 raised, 1 cleared")
                .contains("REMINDER");
    }

    @Test
    void policyFileGivesADefaultAndPatientsOfTheirOwnAndOptionsChangeItsDefault() throws IOException {
        Path csv = write(
                "two.csv",
                "time,a,b\n1700000000,45,45\n1700000001,45,45\n1700000002,45,45\n1700000003,45,45\n1700000004,45,45\n");
        Path policy = write(
                "policy.json",
                "{\"default\": {\"low_bpm\": 40, \"condition_delay\": \"2s\", \"plausible_bpm\": \"20..300\"},"
                        + " \"patients\": {\"b\": {\"low_bpm\": 46, \"onset_count\": 2}, \"absent\": {\"low_bpm\": 1}}}");

        String own = CommandResult.of("replay", csv.toString(), "--policy", policy.toString())
                .out();
        String changed = CommandResult.of("replay", csv.toString(), "--policy", policy.toString(), "--low", "50")
                .out();

        assertThat(own).contains("5 readings of 2 patients".replace("5", "10"));
        assertThat(own.lines().filter(line -> line.contains("RAISED")))
                .containsExactly("2023-11-14T22:13:22Z  RAISED   BRADYCARDIA  b  peak 45.0 bpm");
        assertThat(changed).contains("BRADYCARDIA  2 raised, 0 cleared");
    }

    @Test
    void policyOfAPatientWhoNeverAppearsIsSaid() throws IOException {
        Path csv = write("one.csv", "time,Patient_1\n1700000000,72\n1700000001,72\n");
        Path policy = write(
                "policy.json", "{\"patients\": {\"Patient1\": {\"low_bpm\": 46}, \"Patient_1\": {\"low_bpm\": 46}}}");
        Path other = write("other.json", "{\"patients\": {\"Patient1\": {\"low_bpm\": 46}}}");
        Path many = write(
                "many.json",
                "{\"patients\": {\"aa\": {}, \"bb\": {}, \"cc\": {}, \"dd\": {}, \"ee\": {}, \"ff\": {}}}");
        String report = folder.resolve("report.html").toString();

        assertThat(CommandResult.of("replay", csv.toString(), "--policy", policy.toString())
                        .err())
                .endsWith("\nnote: " + policy + ": no readings of 'Patient1'\n");
        assertThat(CommandResult.of("replay", csv.toString(), "--policy", other.toString())
                        .err())
                .endsWith("\nnote: " + other + ": no readings of 'Patient1' (did you mean 'Patient_1'?)\n");
        assertThat(CommandResult.of("report", csv.toString(), "--policy", other.toString(), "--out", report)
                        .err())
                .endsWith("\nnote: " + other + ": no readings of 'Patient1' (did you mean 'Patient_1'?)\n");
        assertThat(CommandResult.of("replay", csv.toString(), "--policy", many.toString())
                        .err())
                .hasLineCount(7)
                .endsWith("no readings of 1 more patient with a policy\n");
        assertThat(CommandResult.of("--policy", other.toString()).err())
                .isEqualTo("note: " + other + ": no readings of 'Patient1'\n");
    }

    @Test
    void policyThatTheAlertsOfAReportDoNotComeFromIsSaid() throws IOException {
        Path alerts = folder.resolve("alerts.jsonl");
        assertThat(CommandResult.of("replay", brady(), "--alerts", alerts.toString())
                        .exitCode())
                .isZero();

        CommandResult result = CommandResult.of(
                "report",
                brady(),
                "--alerts",
                alerts.toString(),
                "--low",
                "40",
                "--out",
                folder.resolve("report.html").toString());

        assertThat(result.err())
                .endsWith("\nnote: the alarms are those of " + alerts
                        + "; the options of a policy have no effect on them\n");
    }

    @Test
    void contradictoryCombinationsAreLeftOutAndSaid() throws IOException {
        CommandResult result =
                CommandResult.of("analyze", brady(), "--low", "50,110", "--high", "100,120", "--format", "csv");

        assertThat(result.out()).hasLineCount(1 + 3);
        assertThat(result.err()).isEqualTo("""
                        no policy: --low must be below --high: 110, 100
                        1 combination contradicts itself and is left out
                        read as: 1 patient by patient, times from time since 1970, rates from hr
                        """);
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
