package io.github.heartrate.toolkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.PolicyText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void burdenCountsAlarmsByPatientDayAndTimeInAlarm() throws IOException {
        // 100 s, of which 9 s from raised (at the third 104) to cleared.
        String html = html(Reports.of(AlarmPolicy.DEFAULT, List.of("a"), "72x50 104x11 72x40"));

        assertThat(html)
                .contains(
                        "<tr><th scope=\"row\" class=\"name\">a</th><td class=\"number\">101</td><td class=\"number\">1 min 40 s</td>"
                                + "<td class=\"number\">1</td><td class=\"number\">0</td><td class=\"number\">1</td>"
                                + "<td class=\"number\">0</td><td class=\"number\">864.00</td><td class=\"number\">9 s</td>"
                                + "<td class=\"number\">9.0 %</td></tr>");
    }

    @Test
    void episodeIsListedFromOnsetToReason() throws IOException {
        String html = html(Reports.of(AlarmPolicy.DEFAULT, List.of("a"), "72 104 105 107 72"));

        assertThat(html)
                .contains(
                        "<tr><th scope=\"row\">Tachycardia</th><td><span class=\"tag medium\">Medium</span></td>"
                                + "<td class=\"time\">08:00:02</td><td class=\"time\">08:00:04</td><td class=\"time\">08:00:05</td><td class=\"number\">1 s</td>"
                                + "<td class=\"number\">107</td><td class=\"number\">100</td><td>Normalised</td><td class=\"name\"></td></tr>");
    }

    @Test
    void alarmThatIsActiveAtTheEndLastsToTheLastReading() throws IOException {
        assertThat(html(Reports.of(AlarmPolicy.DEFAULT, List.of("a"), "104x13")))
                .contains("<td class=\"time\">still active</td><td class=\"number\">10 s</td>");
    }

    @Test
    void patientsAreOrderedByTheirNumbersAndEachHasAHeading() throws IOException {
        String html = html(Reports.of(AlarmPolicy.DEFAULT, List.of("P10", "P9"), "72x3"));

        assertThat(html.indexOf("<h3 id=\"patient-0\">P9</h3>"))
                .isPositive()
                .isLessThan(html.indexOf("<h3 id=\"patient-1\">P10</h3>"));
    }

    @Test
    void alarmsOfPatientsWithoutTelemetryAreInNoRate() throws IOException {
        Report report = Reports.of(AlarmPolicy.DEFAULT, List.of("a"), "72x50 104x11 72x40");
        report.add(alertOf("b"));

        assertThat(html(report))
                .contains("<dt>Alarms</dt><dd>2</dd>", "<dt>Alarms per patient-day</dt><dd>864.00</dd>")
                .contains("unknown");
    }

    @Test
    void pauseIsNotMonitoredAndNoTimeInAlarm() throws IOException {
        Report report = Reports.empty(Duration.ofMinutes(5));
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (int second : new int[] {0, 1, 2, 3, 400_000, 400_001}) {
            Reading reading = new Reading("a", Reports.START.plusSeconds(second), second < 400_001 ? 104 : 72);
            monitor.accept(reading).alerts().forEach(report::add);
            report.add(reading, Optional.empty());
        }

        assertThat(html(report))
                .contains("<dt>Monitored</dt><dd>4 s</dd>", "<dt>Alarms per patient-day</dt><dd>21600.00</dd>")
                .contains("<dt>Time in alarm</dt><dd>50.0 %</dd>")
                .contains("<td class=\"number\">4 d 15 h 6 min 39 s</td>")
                .contains("without the intervals of more than 5m");
    }

    @Test
    void hourlyChartTellsWhichGapWouldTakeItsIntervals() throws IOException {
        Report report = Reports.empty(Duration.ofMinutes(5));
        for (int hour = 0; hour < 24; hour++) {
            report.add(new Reading("a", Reports.START.plusSeconds(3_600L * hour), 72), Optional.empty());
        }

        assertThat(report.hint()).isPresent();
        assertThat(html(report))
                .contains(
                        "<p class=\"note\">Most intervals between readings (100 %) are longer than "
                                + "--monitored-gap 5m and are not monitored; --monitored-gap 1h would take 100 % of them all.</p>");
    }

    @Test
    void signalLossIsCountedApart() throws IOException {
        AlarmPolicy policy =
                AlarmPolicy.builder().staleAfter(Duration.ofSeconds(2)).build();
        Report report = Reports.empty(Duration.ofMinutes(5));
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        for (int second : new int[] {0, 1, 10}) {
            Reading reading = new Reading("a", Reports.START.plusSeconds(second), 72);
            monitor.accept(reading).alerts().forEach(report::add);
            report.add(reading, Optional.empty());
        }

        assertThat(html(report))
                .contains("<dt>Alarms</dt><dd>0</dd>", "<dt>Alarms per patient-day</dt><dd>0.00</dd>")
                .contains("Signal loss</th>", "<td class=\"number\">1</td><td class=\"number\">0.00</td>");
    }

    @Test
    void reportSaysThatItIsDemoDataAndNoMedicalDevice() throws IOException {
        assertThat(html(Reports.ward(AlarmPolicy.DEFAULT), Reports.wardHeading(AlarmPolicy.DEFAULT)))
                .contains("<strong>DEMO data</strong>", "Not a medical device.", "2 rows were skipped.")
                .contains("extreme below 40; extreme above 130");
    }

    @Test
    void pageLoadsNothing() throws IOException {
        String html = html(Reports.ward(AlarmPolicy.DEFAULT));

        assertThat(html)
                .doesNotContainPattern("(src|href|action)=\"(?!data:,\")")
                .doesNotContain("@import", "url(");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void largeRecordingGivesASmallPage() throws IOException {
        assertThat(html(Reports.of(AlarmPolicy.DEFAULT, List.of("a", "b"), "72x200000 180 72x100000")))
                .hasSizeLessThan(400_000)
                .contains("180.0");
    }

    @Test
    void emptyReportIsStillAPage() throws IOException {
        assertThat(html(Reports.of(AlarmPolicy.DEFAULT, List.of(), "72")))
                .contains("no telemetry", "unknown")
                .endsWith("</html>\n");
    }

    @Test
    void markupOfAPatientIdIsShownAndNeverIsMarkup() throws IOException {
        String hostile = "<b>&\"";
        Report report = Reports.of(AlarmPolicy.DEFAULT, List.of(hostile), "72 104x4 72");
        report.add(acknowledgementBy(hostile, hostile));

        String html = html(report, Reports.heading(hostile));

        String shown = "&lt;b&gt;&amp;&quot;";
        assertThat(html)
                .doesNotContain("<b>")
                .contains(
                        "<title>Heart-rate report: " + shown + "</title>",
                        "<dt>Source</dt><dd>" + shown + "</dd>",
                        "<th scope=\"row\" class=\"name\">" + shown + "</th>",
                        "<h3 id=\"patient-0\">" + shown + "</h3>",
                        "aria-label=\"Heart rate of " + shown + " over time.",
                        "<caption>Episodes of " + shown + "</caption>",
                        "<td class=\"name\">" + shown + "</td>");
    }

    @Test
    void notesOfAReportAreShownAsTheyAre() throws IOException {
        Report.Heading heading =
                new Report.Heading("s", "limits <50>", false, ZoneOffset.UTC, List.of("row 1: '<i>' & \"x\""));

        assertThat(html(new Report(Duration.ofMinutes(5)), heading))
                .contains("<p class=\"note\">row 1: '&lt;i&gt;' &amp; &quot;x&quot;</p>\n")
                .contains("<dd>limits &lt;50&gt;</dd>");
    }

    @Test
    void policyIsWordedWithWhatIsSwitchedOn() {
        assertThat(PolicyText.sentence(AlarmPolicy.DEFAULT))
                .isEqualTo("limits 50 and 100 bpm; raised by 3 readings, cleared by 1");
        assertThat(PolicyText.sentence(AlarmPolicy.builder()
                        .onsetCount(1)
                        .clearCount(4)
                        .clearMarginBpm(2.5)
                        .conditionDelay(Duration.ofMillis(1_500))
                        .maxGap(Duration.ofSeconds(30))
                        .staleAfter(Duration.ofSeconds(10))
                        .reminderInterval(Duration.ofMinutes(3))
                        .build()))
                .isEqualTo("limits 50 and 100 bpm; raised by 1 reading, cleared by 4; margin 2.5 bpm; after 1.5s; "
                        + "gap after 30s; signal lost after 10s; reminder every 3m");
    }

    @Test
    void episodeFollowsItsAlertsThroughEscalationAndAcknowledgement() {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder()
                        .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                        .build())
                .listener(alerts::add)
                .build();
        Instant time = Reports.START;
        for (double bpm : new double[] {104, 104, 104, 140, 140, 140, 110, 110, 72}) {
            time = time.plusSeconds(1);
            monitor.accept(new Reading("a", time, bpm));
            if (alerts.size() == 1) {
                monitor.acknowledge(alerts.get(0), "R. Meyer", time);
            }
        }

        EpisodeView episode = EpisodeView.from(alerts.get(0)).with(alerts.get(1));
        assertThat(episode.acknowledgedBy()).contains("R. Meyer");
        episode = episode.with(alerts.get(2));
        assertThat(episode.acknowledgedBy()).isEmpty();
        assertThat(episode.notice().priority()).isEqualTo(Priority.HIGH);
        for (Alert later : alerts.subList(3, alerts.size())) {
            episode = episode.with(later);
        }
        assertThat(episode.notice().priority()).isEqualTo(Priority.MEDIUM);
        assertThat(episode.highestPriority()).isEqualTo(Priority.HIGH);
        assertThat(episode.violation().orElseThrow().peakBpm()).isEqualTo(140);
        assertThat(episode.cleared()).isPresent();
        Alert foreign = alertOf("b");
        EpisodeView known = episode;
        assertThatThrownBy(() -> known.with(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alert must be of episode " + known.episodeId() + ": " + foreign.episodeId());
    }

    private static Alert alertOf(String patient) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .build();
        return monitor.accept(new Reading(patient, Reports.START, 104)).alerts().get(0);
    }

    private static Alert acknowledgementBy(String nurse, String patient) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        Alert raised = null;
        for (int second = 1; second <= 4; second++) {
            List<Alert> alerts = monitor.accept(
                            new Reading(patient, Reports.START.plusSeconds(second), second == 1 ? 72 : 104))
                    .alerts();
            raised = alerts.isEmpty() ? raised : alerts.get(0);
        }
        return monitor.acknowledge(raised, nurse, Reports.START.plusSeconds(4))
                .alerts()
                .get(0);
    }

    private static String html(Report report) throws IOException {
        return html(report, Reports.heading("s"));
    }

    private static String html(Report report, Report.Heading heading) throws IOException {
        StringBuilder out = new StringBuilder();
        report.writeTo(heading, out);
        return out.toString();
    }
}
