package io.github.heartrate.toolkit.report;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Lays a report out as HTML. */
final class ReportPage {

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
        Stream<Instant> onsets = patients.stream().flatMap(PatientReport::onsets);
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
        Tag page = Tag.of("html")
                .with("lang", "en")
                .text("\n")
                .line(head(style, chartScript, script))
                .line(Tag.of("body")
                        .text("\n")
                        .line(header())
                        .line(main())
                        .line(footer())
                        .line(Tag.of("script")
                                .with("type", "application/json")
                                .with("id", "data")
                                .verbatim(data()))
                        .line(Tag.of("script").verbatim(chartScript))
                        .line(Tag.of("script").verbatim(script)));
        out.append("<!doctype html>\n");
        page.writeTo(out);
        out.append('\n');
    }

    private Tag head(String style, String... scripts) {
        String hashes = Stream.of(scripts).map(Html::hash).collect(Collectors.joining(" "));
        String allowed = "default-src 'none'; script-src " + hashes + "; style-src " + Html.hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
        return Tag.of("head")
                .text("\n")
                .line(Tag.of("meta").with("charset", "utf-8"))
                .line(Tag.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", allowed))
                .line(meta("viewport", "width=device-width, initial-scale=1"))
                .line(meta("color-scheme", "light dark"))
                .line(Tag.of("link").with("rel", "icon").with("href", "data:,"))
                .line(Tag.of("title").text("Heart-rate report: " + heading.source()))
                .line(Tag.of("style").verbatim(style));
    }

    private static Tag meta(String name, String content) {
        return Tag.of("meta").with("name", name).with("content", content);
    }

    private Tag header() {
        Tag header = Tag.of("header").text("\n");
        if (heading.demo()) {
            header.line(Tag.of("p")
                    .with("class", "demo")
                    .add(Tag.of("strong").text("DEMO data"))
                    .text(" Generated; nobody in this report is real."));
        }
        return header.line(Tag.of("h1").text("Heart-rate report"))
                .line(Tag.of("p").with("class", "device").text("Not a medical device."))
                .line(Tag.of("dl")
                        .with("class", "facts")
                        .text("\n")
                        .line(fact("Source", heading.source()))
                        .line(fact("Period", period().orElse("no telemetry")))
                        .line(fact("Times in", Figures.zone(heading.zone())))
                        .line(fact("Alarm policy", heading.policy())))
                .lines(notes(), note -> Tag.of("p").with("class", "note").text(note));
    }

    private List<String> notes() {
        long implausible =
                patients.stream().mapToLong(PatientReport::implausible).sum();
        return implausible == 0
                ? heading.notes()
                : Stream.concat(
                                heading.notes().stream(),
                                Stream.of(PolicyText.count(implausible, "implausible reading")
                                        + " had no effect; figures and curves are without."))
                        .toList();
    }

    /** A name and a value in a list of such. */
    static Tag fact(String name, String value) {
        return Tag.of("div").add(Tag.of("dt").text(name)).add(Tag.of("dd").text(value));
    }

    private Tag main() {
        Tag section = Tag.of("section")
                .with("aria-labelledby", "patients")
                .text("\n")
                .line(Tag.of("h2").with("id", "patients").text("Patients"))
                .lines(IntStream.range(0, patients.size()).boxed().toList(), this::patient);
        return Tag.of("main")
                .text("\n")
                .line(new BurdenTable(patients, intervals.hint()).section())
                .line(section)
                .lines(whatIfs, HeatMaps::section);
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

    private Tag patient(int index) {
        PatientReport patient = patients.get(index);
        String id = "patient-" + index;
        Tag article = Tag.of("article")
                .with("aria-labelledby", id)
                .text("\n")
                .line(Tag.of("h3").with("id", id).text(patient.patientId()));
        article.line(patient.series()
                .map(series -> figure(index, patient.patientId(), describe(patient, series)))
                .orElseGet(() -> Tag.of("p").text(withoutCurve(patient))));
        new EpisodeTable(patient, shortTime).addTo(article);
        return article;
    }

    private static String withoutCurve(PatientReport patient) {
        return patient.implausible() == 0
                ? "No telemetry was given for this patient, only alerts."
                : "No reading of this patient is plausible: " + PolicyText.count(patient.implausible(), "reading")
                        + " without effect.";
    }

    private static Tag figure(int index, String patientId, String description) {
        return Tag.of("figure")
                .text("\n")
                .line(Tag.of("div")
                        .with("class", "chart")
                        .with("data-index", Integer.toString(index))
                        .with("role", "img")
                        .with("aria-label", "Heart rate of " + patientId + " over time. " + description))
                .line(Tag.of("figcaption").text(description));
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
                PolicyText.count(patient.episodeCount(), "episode"));
    }

    private Tag footer() {
        Tag figures = Tag.of("p")
                .text("Monitored time is the sum of the intervals between two consecutive readings of a patient, "
                        + "without the intervals of more than " + PolicyText.duration(intervals.monitoredGap()) + " (")
                .add(Tag.of("code").text("--monitored-gap"))
                .text("). A patient-day is 24 hours of it. Alarms are the bradycardias "
                        + "and tachycardias that were raised; signal losses are counted apart, reminders and changes of "
                        + "priority are not counted. Time in alarm is the monitored time from raised to cleared, or to "
                        + "the last reading. The table above, ")
                .add(Tag.of("em").text("What if"))
                .text(" and ")
                .add(Tag.of("code").text("analyze"))
                .text(" count alike.");
        Tag charts = Tag.of("p")
                .text("A chart shows the lowest and the highest reading of each short stretch of time, "
                        + "so no extreme is missing. Where readings are missing, the line is broken. Episodes that lie closer "
                        + "together than a chart can show are shaded as one.");
        return Tag.of("footer")
                .text("\n")
                .line(Tag.of("h2").text("How the figures are made"))
                .line(figures)
                .line(charts);
    }

    private String data() {
        List<ChartData> charts = patients.stream().map(ReportPage::chart).toList();
        return Html.escapeJson(MAPPER.writeValueAsString(new PageData(Figures.zone(heading.zone()), charts)));
    }

    private static ChartData chart(PatientReport patient) {
        List<Series.Point> points = patient.series().map(Series::points).orElse(List.of());
        List<ChartBand> bands = patient.bands().stream()
                .map(band -> new ChartBand(
                        band.onset(),
                        band.raised(),
                        band.cleared(),
                        band.priority().name()))
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
            List<Long> times, List<Optional<Double>> rates, List<Double> limits, List<ChartBand> episodes) {}

    private record ChartBand(long onset, long raised, long cleared, String priority) {}
}
