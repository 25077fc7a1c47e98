package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebAndReportCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path csv;
    private Path html;

    @BeforeEach
    void writeTelemetry() throws IOException {
        html = folder.resolve("report.html");
        csv = Files.writeString(folder.resolve("telemetry.csv"), """
                patient_id,timestamp,bpm
                a,2026-01-01T08:00:00Z,104
                a,2026-01-01T08:00:01Z,105
                a,2026-01-01T08:00:02Z,106
                a,2026-01-01T08:00:03Z,oops
                a,2026-01-01T08:00:04Z,72
                """);
    }

    @Test
    void reportOfACsvHoldsItsEpisodesAndSaysWhatWasSkipped() throws IOException {
        assertThat(run("report", csv.toString(), "--out", html.toString())).isZero();

        assertThat(out.toString()).isEqualTo("report written to " + html + "\n");
        assertThat(Files.readString(html))
                .contains(
                        "Tachycardia",
                        "1 row of telemetry.csv could not be read and is not in this report (not a number: 1).")
                .doesNotContain("DEMO data");
    }

    @Test
    void reportOfMoreReadingsThanTheHeapHolds() throws IOException, InterruptedException {
        Path rows = folder.resolve("rows.csv");
        assertThat(run(
                        "generate",
                        "--shape",
                        "long",
                        "--patients",
                        "2",
                        "--length",
                        "400000s",
                        "--out",
                        rows.toString()))
                .isZero();

        try (Program report = Program.startUnpackaged(
                folder, Map.of("JAVA_TOOL_OPTIONS", "-Xmx32m"), "report", rows.toString(), "--out", html.toString())) {
            assertThat(report.awaitEnd()).as(report.output()).isZero();
        }
        assertThat(Files.readString(html)).contains("readings from 2026-01-01");
    }

    @Test
    void reportOfAlertsAloneHasNoChart() throws IOException {
        Path alerts = folder.resolve("alerts.jsonl");
        assertThat(run("replay", csv.toString(), "--alerts", alerts.toString())).isZero();

        assertThat(run("report", "--alerts", alerts.toString(), "--out", html.toString()))
                .isZero();

        assertThat(Files.readString(html))
                .contains(
                        "No telemetry was given",
                        "Tachycardia",
                        "<td class=\"time\">2026-01-01 08:00:02</td>",
                        "Normalised");
    }

    @Test
    void onlyGeneratedDataAreCalledDemo() throws IOException {
        Path none = Files.createFile(folder.resolve("none.jsonl"));
        Path generated = Files.copy(csv, folder.resolve("ward.demo.csv"));

        run("report", "--alerts", none.toString(), "--out", html.toString());
        assertThat(Files.readString(html)).doesNotContain("DEMO data");
        run("report", generated.toString(), "--out", html.toString());
        assertThat(Files.readString(html)).contains("<strong>DEMO data</strong>");
    }

    @Test
    void badLineOfAlertsIsNamed() throws IOException {
        Path alerts = Files.writeString(folder.resolve("alerts.jsonl"), "\n{}\n");

        assertThat(run("report", "--alerts", alerts.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("error: " + alerts + ": line 2, ").hasLineCount(1);
    }

    @Test
    void whatIfAddsAHeatMapOfAlarmsAndOneOfMissedEpisodes() throws IOException {
        assertThat(run("report", csv.toString(), "--what-if", "--out", html.toString()))
                .isZero();

        String report = Files.readString(html);
        assertThat(report).contains("<caption>Alarms per patient-day (", "<caption>Episodes missed (");
        assertThat(report.split("<table class=\"map\">", -1)).hasSize(1 + 2);
        assertThat(report).contains("<th scope=\"row\">40..100</th>", "<th scope=\"row\">50..130</th>");

        assertThat(run("report", csv.toString(), "--what-if", "high=100..105/5,onset=1..2", "--out", html.toString()))
                .isZero();
        assertThat(Files.readString(html))
                .contains("<th scope=\"row\">50..105</th>")
                .doesNotContain("<th scope=\"row\">50..130</th>");
    }

    @Test
    void reportItsWhatIfAndAnalyzeGiveOneRate() throws IOException {
        StringBuilder days = new StringBuilder("patient_id,timestamp,bpm\n");
        for (String day : new String[] {"2026-01-01", "2026-01-05"}) {
            for (int second = 0; second < 3_600; second += 10) {
                days.append("a,%sT08:%02d:%02dZ,%d\n"
                        .formatted(day, second / 60, second % 60, second % 600 < 70 ? 120 : 72));
            }
        }
        Files.writeString(csv, days);

        for (String gap : new String[] {"5m", "7d"}) {
            out.getBuffer().setLength(0);
            assertThat(run("analyze", csv.toString(), "--monitored-gap", gap)).isZero();
            String rate = out.toString()
                    .lines()
                    .filter(line -> line.startsWith("alarms per patient-day "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst()
                    .orElseThrow();
            assertThat(rate).isEqualTo(gap.equals("5m") ? "144.40" : "2.97");
            String share = out.toString()
                    .lines()
                    .filter(line -> line.startsWith("share of the monitored time in alarm"))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1).replace("%", " %"))
                    .findFirst()
                    .orElseThrow();

            assertThat(run(
                            "report",
                            csv.toString(),
                            "--monitored-gap",
                            gap,
                            "--what-if",
                            "high=100",
                            "--out",
                            html.toString()))
                    .isZero();

            assertThat(Files.readString(html))
                    .contains("<dt>Alarms per patient-day</dt><dd>" + rate + "</dd>")
                    .contains("<dt>Time in alarm</dt><dd>" + share + "</dd>")
                    .containsPattern("<th scope=\"row\" class=\"name\">a</th>.*<td class=\"number\">" + rate + "</td>")
                    .containsPattern("<th scope=\"row\">50..100</th><td [^>]*>.* " + rate + "</td>")
                    .contains("more than " + gap);
        }
        assertThat(hints()).isEmpty();
    }

    @Test
    void hourlyChartIsToldTheGapThatFitsOnStandardErrorAndOnThePage() throws IOException {
        StringBuilder hours = new StringBuilder("patient_id,timestamp,bpm\n");
        for (int hour = 0; hour < 24; hour++) {
            hours.append("a,2026-01-01T%02d:00:00Z,72\n".formatted(hour));
        }
        Files.writeString(csv, hours);
        String hint =
                "ost intervals between readings (100 %) are longer than --monitored-gap 5m and are not monitored; "
                        + "--monitored-gap 1h would take 100 % of them all";

        assertThat(run("analyze", csv.toString())).isZero();
        assertThat(hints()).containsExactly("hint: m" + hint);
        assertThat(out.toString()).doesNotContain("hint", hint);
        assertThat(run("report", csv.toString(), "--out", html.toString())).isZero();
        assertThat(hints()).containsExactly("hint: m" + hint, "hint: m" + hint);
        assertThat(Files.readString(html)).contains("M" + hint + ".");
        assertThat(run("analyze", csv.toString(), "--monitored-gap", "1h")).isZero();
        assertThat(hints()).hasSize(2);
    }

    @Test
    void whatIfDoesNotSwallowTheFile() throws IOException {
        assertThat(run("report", "--what-if", csv.toString(), "--out", html.toString()))
                .isZero();
        assertThat(Files.readString(html)).contains("<th scope=\"row\">50..130</th>");

        assertThat(run("report", "--what-if", "low=40,45,high=110", csv.toString(), "--out", html.toString()))
                .isZero();
        assertThat(Files.readString(html))
                .contains("<th scope=\"row\">40..110</th>", "<th scope=\"row\">45..110</th>")
                .doesNotContain("<th scope=\"row\">50..110</th>");
    }

    @Test
    void reportOfNothingIsWrongUsage() {
        assertThat(run("report")).isEqualTo(2);
        assertThat(err.toString()).contains("a FILE or --alerts must be given");
    }

    @Test
    void reportThatCantBeWrittenIsOneLine() {
        assertThat(run("report", csv.toString(), "--out", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("error: " + folder + ": can't be written");
    }

    @Test
    void portInUseIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--web", Integer.toString(taken.getLocalPort()))).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("error: the ward page can't listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use; choose another port with --web PORT\n");
        }
    }

    @Test
    void portThatIsNoneIsOneLine() {
        assertThat(run("--web", "70000")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: --web must be a port from 0 to 65535: 70000")
                .hasLineCount(1);
    }

    private List<String> hints() {
        return err.toString().lines().filter(line -> line.startsWith("hint:")).toList();
    }

    private int run(String... arguments) {
        return DemoProgram.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
