package io.github.heartrate.toolkit.report;

import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.HeatMap;
import io.github.heartrate.toolkit.analysis.HeatMap.Cell;
import io.github.heartrate.toolkit.analysis.PolicyText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What-if matrices as tables, so that they can be read without seeing their colours. */
final class HeatMaps {

    private static final int SHADES = 9;

    private HeatMaps() {}

    static Tag section(AnalysisResult result) {
        String reference = PolicyText.sentence(result.reference().policy());
        Tag maps = Tag.of("div").with("class", "maps").text("\n");
        for (HeatMap map : HeatMap.of(result)) {
            String common = " (" + PolicyText.common(map.common()) + ")";
            maps.line(table(map, "Alarms per patient-day" + common, Cell::alarmsPerPatientDay, PolicyText::rate));
            maps.line(table(map, "Episodes missed" + common, Cell::episodesMissed, HeatMaps::count));
        }
        return Tag.of("section")
                .with("aria-labelledby", "what-if")
                .text("\n")
                .line(Tag.of("h2").with("id", "what-if").text("What if"))
                .line(
                        Tag.of("p")
                                .text(
                                        "Each cell is the whole recording judged under other rules: alarm limits down, readings to "
                                                + "confirm across. Missed are episodes of the policy to compare with ("
                                                + reference
                                                + "). A star marks the cells that no other beats: any with fewer alarms misses more."))
                .line(maps);
    }

    private static Tag table(HeatMap map, String title, ToDoubleFunction<Cell> value, DoubleFunction<String> text) {
        double max = map.cells().stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .mapToDouble(value)
                .filter(figure -> !Double.isNaN(figure))
                .max()
                .orElse(0);
        Tag body = Tag.of("tbody").text("\n");
        for (int row = 0; row < map.limits().size(); row++) {
            Tag line = Tag.of("tr")
                    .add(Tag.of("th")
                            .with("scope", "row")
                            .text(PolicyText.limits(map.limits().get(row))));
            for (Optional<Cell> cell : map.cells().get(row)) {
                line.add(cell(cell, cell.map(value::applyAsDouble).orElse(Double.NaN), max, text));
            }
            body.line(line);
        }
        return Tag.of("div")
                .with("class", "wide")
                .add(Tag.of("table")
                        .with("class", "map")
                        .text("\n")
                        .line(Tag.of("caption").text(title))
                        .line(head(map))
                        .line(body));
    }

    private static Tag head(HeatMap map) {
        Tag onsets = Tag.of("tr");
        for (int onset : map.onsetCounts()) {
            onsets.add(Tag.of("th").with("scope", "col").with("class", "number").text(Integer.toString(onset)));
        }
        Tag titles = Tag.of("tr")
                .add(Tag.of("th").with("scope", "col").with("rowspan", "2").text("Limits"))
                .add(Tag.of("th")
                        .with("scope", "colgroup")
                        .with("colspan", Integer.toString(map.onsetCounts().size()))
                        .text("Readings to confirm"));
        return Tag.of("thead").line(titles).add(onsets);
    }

    private static Tag cell(Optional<Cell> cell, double value, double max, DoubleFunction<String> text) {
        boolean best = cell.filter(Cell::paretoBest).isPresent();
        Tag shown = Tag.of("td").with("class", "number shade-" + shade(value, max) + (best ? " best" : ""));
        if (best) {
            shown.add(Tag.of("span")
                            .with("class", "star")
                            .text("\u2605")
                            .add(Tag.of("span").with("class", "spoken").text(" not beaten")))
                    .text(" ");
        }
        return shown.text(Double.isNaN(value) ? "" : text.apply(value));
    }

    private static int shade(double value, double max) {
        return Double.isNaN(value) || max <= 0 ? 0 : (int) Math.round(SHADES * Math.min(1, Math.max(0, value / max)));
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,d", (long) value);
    }
}
