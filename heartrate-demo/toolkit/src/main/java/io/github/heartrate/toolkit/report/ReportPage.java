package io.github.heartrate.toolkit.report;

import io.github.heartrate.EpisodeView;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.Intervals;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.display.Figures;
import io.github.heartrate.toolkit.display.Resource;
import io.github.heartrate.toolkit.report.Report.Heading;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Lays a report out as HTML. */
final class ReportPage {

    private static final int SHOWN_EPISODES = 1_000;
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final Heading heading;
    private final Intervals intervals;
    private final List<PatientReport> patients;
    private final List<AnalysisResult> whatIfs;
    private final DateTimeFormatter time;
    private final DateTimeFormatter shortTime;

    ReportPage(Heading heading, Intervals intervals, List<PatientReport> patients, List<AnalysisResult> whatIfs) {
        this.heading = heading;
        this.intervals = intervals;
        this.patients = patients;
        this.whatIfs = whatIfs;
        this.time = format("uuuu-MM-dd HH:mm:ss");
        this.shortTime = isWithinOneDay() ? format("HH:mm:ss") : time;
    }

    private DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(heading.zone());
    }

    /** Whether the period above the report says the date of all its times. */
    private boolean isWithinOneDay() {
        List<Instant> ends = patients.stream()
                .flatMap(patient -> patient.series().stream())
                .flatMap(series -> Stream.of(series.first(), series.last()))
                .toList();
        Stream<Instant> onsets = patients.stream()
                .flatMap(patient -> patient.episodes().stream())
                .map(EpisodeView::onset);
        return !ends.isEmpty()
                && Stream.concat(ends.stream(), onsets)
                                .map(instant -> LocalDate.ofInstant(instant, heading.zone()))
                                .distinct()
                                .count()
                        == 1;
    }

    void writeTo(Appendable out) throws IOException {
        String style = Resource.UPLOT_STYLE.text() + "\n"
                + Resource.of(ReportPage.class, "report.css").text();
        String chartScript = Resource.UPLOT_SCRIPT.text();
        String script = Resource.of(ReportPage.class, "report.js").text();
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ")
                .append(Html.hash(chartScript) + " " + Html.hash(script))
                .append("; style-src " + Html.hash(style) + "; img-src data:; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n")
                .append("<title>Heart-rate report: " + Html.escape(heading.source()) + "</title>\n")
                .append("<style>" + style + "</style>\n</head>\n<body>\n");
        writeHeading(out);
        out.append("<main>\n");
        new BurdenTable(patients, intervals.hint()).writeTo(out);
        out.append("<section aria-labelledby=\"patients\">\n<h2 id=\"patients\">Patients</h2>\n");
        for (int i = 0; i < patients.size(); i++) {
            writePatient(out, i, patients.get(i));
        }
        out.append("</section>\n");
        for (AnalysisResult whatIf : whatIfs) {
            HeatMaps.write(out, whatIf);
        }
        out.append("</main>\n");
        writeFooter(out);
        out.append("<script type=\"application/json\" id=\"data\">");
        writeData(out);
        out.append(
                "</script>\n<script>" + chartScript + "</script>\n<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private void writeHeading(Appendable out) throws IOException {
        out.append("<header>\n");
        if (heading.demo()) {
            out.append("<p class=\"demo\"><strong>DEMO data</strong> Generated; nobody in this report is real.</p>\n");
        }
        out.append("<h1>Heart-rate report</h1>\n<p class=\"device\">Not a medical device.</p>\n<dl class=\"facts\">\n");
        fact(out, "Source", heading.source());
        fact(out, "Period", period().orElse("no telemetry"));
        fact(out, "Times in", Figures.zone(heading.zone()));
        fact(out, "Alarm policy", heading.policy());
        out.append("</dl>\n");
        for (String note : heading.notes()) {
            out.append("<p class=\"note\">" + Html.escape(note) + "</p>\n");
        }
        out.append("</header>\n");
    }

    private Optional<String> period() {
        List<Series> curves =
                patients.stream().flatMap(patient -> patient.series().stream()).toList();
        return curves.stream()
                .map(Series::first)
                .min(Comparator.naturalOrder())
                .map(first -> time.format(first) + " to "
                        + time.format(curves.stream()
                                .map(Series::last)
                                .max(Comparator.naturalOrder())
                                .orElse(first)));
    }

    private static void fact(Appendable out, String name, String value) throws IOException {
        out.append("<div><dt>" + Html.escape(name) + "</dt><dd>" + Html.escape(value) + "</dd></div>\n");
    }

    private void writePatient(Appendable out, int index, PatientReport patient) throws IOException {
        String id = "patient-" + index;
        out.append("<article aria-labelledby=\"" + id + "\">\n<h3 id=\"" + id + "\">")
                .append(Html.escape(patient.patientId()) + "</h3>\n");
        if (patient.series().isPresent()) {
            String description = describe(patient, patient.series().get());
            out.append("<figure>\n<div class=\"chart\" data-index=\"" + index + "\" role=\"img\" aria-label=\"")
                    .append(Html.escape("Heart rate of " + patient.patientId() + " over time. " + description))
                    .append("\"></div>\n<figcaption>" + Html.escape(description) + "</figcaption>\n</figure>\n");
        } else {
            out.append("<p>No telemetry was given for this patient, only alerts.</p>\n");
        }
        writeEpisodes(out, patient);
        out.append("</article>\n");
    }

    private String describe(PatientReport patient, Series series) {
        String limits = patient.limitsBpm().isEmpty()
                ? ""
                : patient.limitsBpm().stream().map(Figures::bpm).collect(Collectors.joining(" and ", ", limits ", ""));
        return String.format(
                Locale.ROOT,
                "%,d %s from %s to %s, lowest %s and highest %s bpm%s; %s.",
                series.count(),
                series.count() == 1 ? "reading" : "readings",
                time.format(series.first()),
                time.format(series.last()),
                Figures.bpm(series.minBpm()),
                Figures.bpm(series.maxBpm()),
                limits,
                PolicyText.count(patient.episodes().size(), "episode"));
    }

    private void writeEpisodes(Appendable out, PatientReport patient) throws IOException {
        if (patient.episodes().isEmpty()) {
            out.append("<p class=\"none\">No episode.</p>\n");
            return;
        }
        out.append("<div class=\"wide\"><table>\n<caption>Episodes of " + Html.escape(patient.patientId()))
                .append("</caption>\n<thead><tr>");
        for (String name : List.of("Condition", "Priority", "Onset", "Raised", "Cleared")) {
            out.append("<th scope=\"col\">" + name + "</th>");
        }
        for (String name : List.of("Lasted", "Peak, bpm", "Limit, bpm")) {
            out.append("<th scope=\"col\" class=\"number\">" + name + "</th>");
        }
        out.append("<th scope=\"col\">Reason</th><th scope=\"col\">Acknowledged by</th></tr></thead>\n<tbody>\n");
        for (EpisodeView episode : patient.episodes()
                .subList(0, Math.min(SHOWN_EPISODES, patient.episodes().size()))) {
            writeEpisode(out, patient, episode);
        }
        out.append("</tbody>\n</table></div>\n");
        if (patient.episodes().size() > SHOWN_EPISODES) {
            out.append("<p class=\"note\">and "
                            + PolicyText.count(patient.episodes().size() - SHOWN_EPISODES, "more episode"))
                    .append(", counted above but not listed.</p>\n");
        }
    }

    private void writeEpisode(Appendable out, PatientReport patient, EpisodeView episode) throws IOException {
        String priority = episode.highestPriority().name();
        out.append("<tr><th scope=\"row\">" + words(episode.condition().name()) + "</th><td><span class=\"tag ")
                .append(priority.toLowerCase(Locale.ROOT) + "\">" + words(priority) + "</span></td>");
        cell(out, "time", shortTime.format(episode.onset()));
        cell(out, "time", shortTime.format(episode.raisedAt()));
        cell(
                out,
                "time",
                episode.cleared().map(alert -> shortTime.format(alert.time())).orElse("still active"));
        cell(out, "number", patient.duration(episode).map(Figures::duration).orElse(""));
        cell(
                out,
                "number",
                episode.violation()
                        .map(violation -> Figures.bpm(violation.peakBpm()))
                        .orElse(""));
        cell(
                out,
                "number",
                episode.notice()
                        .violation()
                        .map(violation -> Figures.bpm(violation.limitBpm()))
                        .orElse(""));
        cell(
                out,
                "",
                episode.cleared()
                        .flatMap(alert -> alert.clearReason())
                        .map(r -> words(r.name()))
                        .orElse(""));
        cell(out, "name", episode.acknowledgedBy().orElse(""));
        out.append("</tr>\n");
    }

    private static void cell(Appendable out, String className, String text) throws IOException {
        out.append(className.isEmpty() ? "<td>" : "<td class=\"" + className + "\">")
                .append(Html.escape(text) + "</td>");
    }

    private void writeFooter(Appendable out) throws IOException {
        out.append("<footer>\n<h2>How the figures are made</h2>\n")
                .append("<p>Monitored time is the sum of the intervals between two consecutive readings of a patient, ")
                .append("without the intervals of more than " + PolicyText.duration(intervals.monitoredGap()))
                .append(
                        " (<code>--monitored-gap</code>). A patient-day is 24 hours of it. Alarms are the bradycardias ")
                .append("and tachycardias that were raised; signal losses are counted apart, reminders and changes of ")
                .append("priority are not counted. Time in alarm is the monitored time from raised to cleared, or to ")
                .append(
                        "the last reading. The table above, <em>What if</em> and <code>analyze</code> count alike.</p>\n")
                .append("<p>A chart shows the lowest and the highest reading of each short stretch of time, ")
                .append("so no extreme is missing. Where readings are missing, the line is broken.</p>\n</footer>\n");
    }

    private void writeData(Appendable out) throws IOException {
        List<ChartData> charts = patients.stream().map(ReportPage::chart).toList();
        out.append(Html.escapeJson(MAPPER.writeValueAsString(new PageData(Figures.zone(heading.zone()), charts))));
    }

    private static ChartData chart(PatientReport patient) {
        List<Series.Point> points = patient.series().map(Series::points).orElse(List.of());
        List<Band> bands = patient.episodes().stream()
                .flatMap(episode -> patient.end(episode).stream()
                        .map(end -> new Band(
                                Figures.millis(episode.onset()),
                                Figures.millis(episode.raisedAt()),
                                Figures.millis(end),
                                episode.highestPriority().name())))
                .toList();
        return new ChartData(
                points.stream().map(Series.Point::millis).toList(),
                points.stream()
                        .map(point -> Double.isNaN(point.bpm()) ? Optional.<Double>empty() : Optional.of(point.bpm()))
                        .toList(),
                patient.limitsBpm(),
                bands);
    }

    static String words(String constant) {
        return constant.charAt(0)
                + constant.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private record PageData(String zone, List<ChartData> charts) {}

    private record ChartData(
            List<Long> times, List<Optional<Double>> rates, List<Double> limits, List<Band> episodes) {}

    private record Band(long onset, long raised, long cleared, String priority) {}
}
