package io.github.heartrate.toolkit.report;

import io.github.heartrate.EpisodeView;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.display.Figures;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The episodes of one patient, from onset to the end. */
final class EpisodeTable {

    private final PatientReport patient;
    private final DateTimeFormatter time;

    EpisodeTable(PatientReport patient, DateTimeFormatter time) {
        this.patient = patient;
        this.time = time;
    }

    /** Adds the table to a patient's article. */
    void addTo(Tag article) {
        List<EpisodeView> episodes = patient.listed();
        if (episodes.isEmpty()) {
            article.line(Tag.of("p").with("class", "none").text("No episode."));
            return;
        }
        Tag table = Tag.of("table")
                .text("\n")
                .line(Tag.of("caption").text("Episodes of " + patient.patientId()))
                .line(Tag.of("thead").add(head()))
                .line(Tag.of("tbody").text("\n").lines(episodes, this::row));
        article.line(Tag.of("div").with("class", "wide").add(table));
        long more = patient.episodeCount() - episodes.size();
        if (more > 0) {
            article.line(Tag.of("p")
                    .with("class", "note")
                    .text("and " + PolicyText.count(more, "more episode") + ", counted above but not listed."));
        }
    }

    private static Tag head() {
        Tag row = Tag.of("tr");
        for (String name : List.of("Condition", "Priority", "Onset", "Raised", "Cleared")) {
            row.add(columnHead(name));
        }
        for (String name : List.of("Lasted", "Peak, bpm", "Limit, bpm")) {
            row.add(columnHead(name).with("class", "number"));
        }
        return row.add(columnHead("Reason")).add(columnHead("Acknowledged by"));
    }

    private static Tag columnHead(String name) {
        return Tag.of("th").with("scope", "col").text(name);
    }

    private Tag row(EpisodeView episode) {
        String priority = episode.highestPriority().name();
        String cleared =
                episode.cleared().map(alert -> time.format(alert.time())).orElse("still active");
        String peak = episode.violation()
                .map(violation -> Figures.bpm(violation.peakBpm()))
                .orElse("");
        String limit = episode.notice()
                .violation()
                .map(violation -> Figures.bpm(violation.limitBpm()))
                .orElse("");
        String reason = episode.cleared()
                .flatMap(alert -> alert.clearReason())
                .map(why -> ReportPage.words(why.name()))
                .orElse("");
        return Tag.of("tr")
                .add(Tag.of("th")
                        .with("scope", "row")
                        .text(ReportPage.words(episode.condition().name())))
                .add(Tag.of("td")
                        .add(Tag.of("span")
                                .with("class", "tag " + priority.toLowerCase(Locale.ROOT))
                                .text(ReportPage.words(priority))))
                .add(cell("time", time.format(episode.onset())))
                .add(cell("time", time.format(episode.raisedAt())))
                .add(cell("time", cleared))
                .add(cell(
                        "number",
                        patient.duration(episode).map(Figures::duration).orElse("")))
                .add(cell("number", peak))
                .add(cell("number", limit))
                .add(Tag.of("td").text(reason))
                .add(cell("name", episode.acknowledgedBy().orElse("")));
    }

    private static Tag cell(String className, String text) {
        return Tag.of("td").with("class", className).text(text);
    }
}
