package io.github.heartrate.toolkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReportFeedTest {

    @Property(tries = 60)
    void reportCountsAsTheAnalysisDoes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int patients)
            throws IOException {
        List<Reading> readings = noise(seed, patients, 400, 400);
        PolicyAnalysis analysis =
                new PolicyAnalysis(List.of(AlarmPolicy.DEFAULT), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        readings.forEach(analysis::accept);
        AnalysisResult expected = analysis.result();

        String html = html(readings, List.of());

        assertThat(card(html, "Alarms")).isEqualTo(String.format(Locale.ROOT, "%,d", expected.referenceEpisodes()));
        assertThat(card(html, "Time in alarm"))
                .isEqualTo(String.format(
                        Locale.ROOT, "%.1f %%", 100 * expected.reference().alarmTimeShare()));
    }

    @Property(tries = 30)
    void alarmsThatWereRaisedCountAsThoseThatAreMade(@ForAll long seed) throws IOException {
        List<Reading> readings = noise(seed, 2, 300, 400);
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().leapLimit(AlarmPolicy.UNLIMITED).build();
        readings.forEach(reading -> alerts.addAll(monitor.accept(reading).alerts()));
        Report given = new Report(MonitoredTime.DEFAULT_GAP);
        ReportFeed feed = ReportFeed.withAlerts(given, patient -> AlarmPolicy.DEFAULT, alerts);
        readings.forEach(feed);
        feed.end();
        StringBuilder shown = new StringBuilder();
        given.writeTo(Reports.heading("s"), shown);

        assertThat(tables(shown.toString())).isEqualTo(tables(html(readings, List.of())));
    }

    @Test
    void episodesAreAllCountedAndSomeListed() throws IOException {
        List<Reading> readings = noise(5, 1, 30_000, 1);
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().leapLimit(AlarmPolicy.UNLIMITED).build();
        long raised = readings.stream()
                .flatMap(reading -> monitor.accept(reading).alerts().stream())
                .filter(alert -> alert.phase() == Phase.RAISED)
                .count();

        String html = html(readings, List.of());

        assertThat(raised).isGreaterThan(1_200);
        assertThat(card(html, "Alarms")).isEqualTo(String.format(Locale.ROOT, "%,d", raised));
        assertThat(html.split("<th scope=\"row\">(Brady|Tachy)cardia", -1)).hasSize(1_001);
        assertThat(html).contains("and " + (raised - 1_000) + " more episodes, counted above");
    }

    @Test
    void alertsOfPatientsWithoutReadingsAreInTheReport() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(alerts::add).build();
        for (int second = 0; second < 3; second++) {
            monitor.accept(new Reading("b", Reports.START.plusSeconds(second), 120));
        }

        assertThat(html(List.of(new Reading("a", Reports.START, 72)), alerts))
                .contains("No telemetry was given", "<caption>Episodes of b</caption>");
    }

    @Test
    void implausibleReadingsAreToldOfAndSoIsAPatientWhoHasNoOthers() throws IOException {
        AlarmPolicy policy = AlarmPolicy.builder().plausibleBpm(0, 200).build();
        Report report = new Report(MonitoredTime.DEFAULT_GAP);
        ReportFeed feed = ReportFeed.judging(report, patient -> policy);
        feed.accept(new Reading("a", Reports.START, 72));
        feed.accept(new Reading("a", Reports.START.plusSeconds(1), 201));
        feed.accept(new Reading("b", Reports.START, 210));
        feed.accept(new Reading("b", Reports.START.plusSeconds(1), 211));
        feed.end();
        StringBuilder html = new StringBuilder();
        report.writeTo(Reports.heading("s"), html);

        assertThat(html)
                .contains("3 implausible readings had no effect; figures and curves are without.")
                .contains("No reading of this patient is plausible: 2 readings without effect.")
                .contains("1 reading from")
                .contains("<dt>Patients</dt><dd>2</dd>");
    }

    @Test
    void notesSayWhatWasSkippedSortedAndLeftOut() {
        ReadSummary read = new ReadSummary(
                "1 patient",
                new ReadSummary.Readings(90, 1, 0, 1, 2),
                Map.of(Omission.NO_VALUE, 3L),
                0,
                Map.of(SkipReason.BAD_TIME, 2L),
                true,
                List.of());

        assertThat(ReadNotes.of("x.csv", read))
                .containsExactly(
                        "Read as: 1 patient.",
                        "2 rows of x.csv could not be read and are not in this report (not a time: 2).",
                        "3 values by which the device says that it measured nothing.",
                        "The readings did not stand in order of time and were put in order.",
                        "1 reading is late and will have no effect (--order time puts them in order).",
                        "2 readings have the time of another one of the patient, and another rate: no effect.");
    }

    /** Rates on both sides of the limits, with pauses in between. */
    private static List<Reading> noise(long seed, int patients, int each, int maxSeconds) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            long second = 0;
            double bpm = 72;
            for (int i = 0; i < each; i++) {
                second += 1 + (random.nextInt(10) == 0 ? random.nextInt(maxSeconds) : 0);
                bpm = random.nextInt(4) == 0 ? 30 + random.nextInt(100) : bpm;
                readings.add(new Reading("p" + patient, Reports.START.plusSeconds(second), bpm));
            }
        }
        return readings;
    }

    private static String html(List<Reading> readings, List<Alert> given) throws IOException {
        Report report = new Report(MonitoredTime.DEFAULT_GAP);
        ReportFeed feed = given.isEmpty()
                ? ReportFeed.judging(report, patient -> AlarmPolicy.DEFAULT)
                : ReportFeed.withAlerts(report, patient -> AlarmPolicy.DEFAULT, given);
        readings.forEach(feed);
        feed.end();
        StringBuilder out = new StringBuilder();
        report.writeTo(Reports.heading("s"), out);
        return out.toString();
    }

    private static String card(String html, String name) {
        Matcher card = Pattern.compile("<dt>" + name + "</dt><dd>([^<]*)</dd>").matcher(html);
        assertThat(card.find()).as(name).isTrue();
        return card.group(1);
    }

    private static List<String> tables(String html) {
        return html.lines()
                .filter(line -> line.startsWith("<tr>") || line.contains("<dd>"))
                .toList();
    }
}
