package io.github.heartrate.toolkit.report;

import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.HeatMap;
import io.github.heartrate.toolkit.analysis.HeatMap.Cell;
import io.github.heartrate.toolkit.analysis.PolicyText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What-if matrices as tables, so that they can be read without seeing their colours. */
final class HeatMaps {

    private static final int SHADES = 9;

    private HeatMaps() {}

    static void write(Appendable out, AnalysisResult result) throws IOException {
        String reference = PolicyText.sentence(result.reference().policy());
        out.append("<section aria-labelledby=\"what-if\">\n<h2 id=\"what-if\">What if</h2>\n")
                .append("<p>Each cell is the whole recording judged under other rules: alarm limits down, readings to ")
                .append("confirm across. Missed are episodes of the policy to compare with (" + Html.escape(reference)
                        + "). A star marks the cells that no other beats: any with fewer alarms misses more.</p>\n")
                .append("<div class=\"maps\">\n");
        for (HeatMap map : HeatMap.of(result)) {
            String common = " (" + PolicyText.common(map.common()) + ")";
            write(out, map, "Alarms per patient-day" + common, Cell::alarmsPerPatientDay, PolicyText::rate);
            write(out, map, "Episodes missed" + common, Cell::episodesMissed, HeatMaps::count);
        }
        out.append("</div>\n</section>\n");
    }

    private static void write(
            Appendable out, HeatMap map, String title, ToDoubleFunction<Cell> value, DoubleFunction<String> text)
            throws IOException {
        double max = map.cells().stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .mapToDouble(value)
                .filter(figure -> !Double.isNaN(figure))
                .max()
                .orElse(0);
        out.append("<div class=\"wide\"><table class=\"map\">\n<caption>" + Html.escape(title))
                .append(
                        "</caption>\n<thead><tr><th scope=\"col\" rowspan=\"2\">Limits</th><th scope=\"colgroup\" colspan=\"")
                .append(map.onsetCounts().size() + "\">Readings to confirm</th></tr>\n<tr>");
        for (int onset : map.onsetCounts()) {
            out.append("<th scope=\"col\" class=\"number\">" + onset + "</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < map.limits().size(); row++) {
            out.append("<tr><th scope=\"row\">"
                    + Html.escape(PolicyText.limits(map.limits().get(row))) + "</th>");
            for (Optional<Cell> cell : map.cells().get(row)) {
                write(out, cell, cell.map(value::applyAsDouble).orElse(Double.NaN), max, text);
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table></div>\n");
    }

    private static void write(
            Appendable out, Optional<Cell> cell, double value, double max, DoubleFunction<String> text)
            throws IOException {
        boolean best = cell.filter(Cell::paretoBest).isPresent();
        out.append("<td class=\"number shade-" + shade(value, max) + (best ? " best" : "") + "\">")
                .append(best ? "<span class=\"star\">&#9733;<span class=\"spoken\"> not beaten</span></span> " : "")
                .append((Double.isNaN(value) ? "" : text.apply(value)) + "</td>");
    }

    private static int shade(double value, double max) {
        return Double.isNaN(value) || max <= 0 ? 0 : (int) Math.round(SHADES * Math.min(1, Math.max(0, value / max)));
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,d", (long) value);
    }
}
