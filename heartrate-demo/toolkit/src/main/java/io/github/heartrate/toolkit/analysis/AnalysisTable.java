package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A result as text for people: what was read, a row per policy, and two heat maps. It fits 80 columns: what all policies
 * share is said once above, and of the figures those are shown that a choice needs. On request it is as wide as it must
 * be, with all figures. A single policy is a list of all its figures.
 */
public final class AnalysisTable {

    private static final int COLUMNS = 80;
    private static final String BEST = "*";

    private final AnalysisResult result;
    private final List<String> best;
    private final StringBuilder text = new StringBuilder();

    private AnalysisTable(AnalysisResult result) {
        this.result = result;
        this.best = column(result, "best", row -> result.isParetoBest(row) ? BEST : "");
    }

    /**
     * Writes it within 80 columns.
     *
     * @param result what to show
     * @return lines, each ended
     */
    public static String of(AnalysisResult result) {
        AnalysisTable table = new AnalysisTable(result);
        table.appendHeading();
        if (result.policies().size() == 1) {
            table.appendList(result.policies().get(0));
        } else {
            table.appendNarrow();
            table.appendMaps(COLUMNS);
        }
        return table.text.toString();
    }

    /**
     * Writes it with all figures.
     *
     * @param result what to show
     * @return lines, each ended
     */
    public static String wide(AnalysisResult result) {
        AnalysisTable table = new AnalysisTable(result);
        table.appendHeading();
        table.text.append('\n');
        table.append(table.partsToShow(), EnumSet.copyOf(Figure.OF_TABLES));
        table.appendMaps(Integer.MAX_VALUE);
        return table.text.toString();
    }

    private void appendHeading() {
        long readings =
                result.readings().values().stream().mapToLong(Long::longValue).sum();
        line(String.format(
                Locale.ROOT,
                "%s of %s, %.3f patient-days monitored (intervals up to %s)",
                PolicyText.count(readings, "reading"),
                PolicyText.count(result.patients(), "patient"),
                MonitoredTime.days(result.monitored()),
                PolicyText.duration(result.monitoredGap())));
        String without = result.readings().entrySet().stream()
                .filter(entry -> entry.getKey() != Verdict.ACCEPTED && entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            line("without effect: " + without);
        }
        line("reference: " + parts(result.reference().policy(), EnumSet.allOf(PolicyPart.class)) + ": "
                + PolicyText.count(result.referenceEpisodes(), "alarm"));
    }

    private static String parts(AlarmPolicy policy, Set<PolicyPart> parts) {
        return parts.stream()
                .filter(part -> part.isWorthSaying(policy))
                .map(part -> part.header() + " " + part.of(policy))
                .collect(Collectors.joining(", "));
    }

    /** Those that say something of one of the policies at least. */
    private Set<PolicyPart> partsToShow() {
        Set<PolicyPart> parts = EnumSet.allOf(PolicyPart.class);
        parts.removeIf(part -> result.policies().stream().noneMatch(figures -> part.isWorthSaying(figures.policy())));
        return parts;
    }

    private void line(String line) {
        TextTable.appendWrapped(text, line, COLUMNS);
    }

    private void appendList(PolicyFigures figures) {
        line("policy: " + parts(figures.policy(), EnumSet.allOf(PolicyPart.class)));
        text.append('\n');
        List<Figure> all = Figure.OF_TABLES;
        TextTable.append(
                text,
                List.of(
                        all.stream().map(Figure::words).toList(),
                        all.stream().map(figure -> figure.of(figures)).toList()));
    }

    private void appendNarrow() {
        Set<PolicyPart> parts = partsToShow();
        parts.removeIf(part -> isShared(figures -> part.of(figures.policy())));
        Set<Figure> shown = EnumSet.of(Figure.PER_DAY);
        Set<Figure> shared = EnumSet.noneOf(Figure.class);
        Set<Figure> without = EnumSet.noneOf(Figure.class);
        for (Figure figure : Figure.TO_CHOOSE_BY) {
            if (!Figure.ALWAYS.contains(figure) && isShared(figure::of)) {
                shared.add(figure);
            } else if (fits(parts, shown, figure)) {
                shown.add(figure);
            } else {
                without.add(figure);
            }
        }
        PolicyFigures any = result.policies().get(0);
        String common = Stream.concat(
                        Stream.of(parts(any.policy(), EnumSet.complementOf(EnumSet.copyOf(parts))))
                                .filter(words -> !words.isEmpty()),
                        shared.stream().map(figure -> figure.header() + " " + figure.of(any)))
                .collect(Collectors.joining(", "));
        if (!common.isEmpty()) {
            line("all policies: " + common);
        }
        text.append('\n');
        append(parts, shown);
        if (!without.isEmpty()) {
            line("no room for " + headers(without) + "; --format wide shows all");
        }
    }

    private static String headers(Set<Figure> figures) {
        return figures.stream().map(Figure::header).collect(Collectors.joining(", "));
    }

    private boolean isShared(Function<PolicyFigures, String> value) {
        return result.policies().stream().map(value).distinct().count() == 1;
    }

    private boolean fits(Set<PolicyPart> parts, Set<Figure> shown, Figure another) {
        Set<Figure> figures = EnumSet.copyOf(shown);
        figures.add(another);
        int width = columns(parts, figures).stream().mapToInt(TextTable::width).sum();
        return width - TextTable.width(List.of()) <= COLUMNS;
    }

    private void append(Set<PolicyPart> parts, Set<Figure> figures) {
        TextTable.append(text, parts.contains(PolicyPart.LIMITS) ? 1 : 0, columns(parts, figures));
    }

    private List<List<String>> columns(Set<PolicyPart> parts, Set<Figure> figures) {
        List<List<String>> columns = new ArrayList<>();
        parts.forEach(part -> columns.add(column(result, part.header(), row -> part.of(row.policy()))));
        figures.forEach(figure -> columns.add(column(result, figure.header(), figure::of)));
        columns.add(best);
        return columns;
    }

    private static List<String> column(AnalysisResult result, String header, Function<PolicyFigures, String> value) {
        return Stream.concat(Stream.of(header), result.policies().stream().map(value))
                .toList();
    }

    /** Only where both limits and onset count vary: else the rows above say it all. */
    private void appendMaps(int maxWidth) {
        List<HeatMap> maps = HeatMap.of(result);
        for (HeatMap map : maps) {
            if (map.limits().size() > 1 && map.onsetCounts().size() > 1) {
                String common = maps.size() == 1 ? "" : PolicyText.common(map.common()) + "; ";
                append(
                        map,
                        "alarms per patient-day",
                        common,
                        maxWidth,
                        cell -> PolicyText.rate(cell.alarmsPerPatientDay()));
                append(map, "episodes missed", common, maxWidth, cell -> Long.toString(cell.episodesMissed()));
            }
        }
    }

    /** In several blocks if there are more columns than fit. */
    private void append(HeatMap map, String title, String common, int maxWidth, Function<HeatMap.Cell, String> value) {
        text.append('\n').append(title).append(" (").append(common).append(BEST).append(" best)\n");
        List<String> limits = Stream.concat(
                        Stream.of("limits \\ onset"), map.limits().stream().map(PolicyText::limits))
                .toList();
        List<List<String>> block = new ArrayList<>(List.of(limits));
        int width = TextTable.width(limits) - TextTable.width(List.of());
        for (int i = 0; i < map.onsetCounts().size(); i++) {
            List<String> column = column(map, i, value);
            if (block.size() > 1 && width + TextTable.width(column) > maxWidth) {
                TextTable.append(text, block);
                text.append('\n');
                block = new ArrayList<>(List.of(limits));
                width = TextTable.width(limits) - TextTable.width(List.of());
            }
            block.add(column);
            width += TextTable.width(column);
        }
        TextTable.append(text, block);
    }

    private static List<String> column(HeatMap map, int onset, Function<HeatMap.Cell, String> value) {
        return Stream.concat(
                        Stream.of(map.onsetCounts().get(onset) + " "),
                        map.cells().stream().map(row -> cell(row.get(onset), value)))
                .toList();
    }

    private static String cell(Optional<HeatMap.Cell> cell, Function<HeatMap.Cell, String> value) {
        return cell.map(known -> value.apply(known) + (known.paretoBest() ? BEST : " "))
                .orElse("");
    }
}
