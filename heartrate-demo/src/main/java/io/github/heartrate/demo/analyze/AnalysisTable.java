package io.github.heartrate.demo.analyze;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A result as text for people: what was read, a row a policy, and the two heat maps. */
public final class AnalysisTable {

    private static final List<String> HEADER = List.of(
            "limits",
            "onset",
            "clear",
            "margin",
            "delay",
            "alarms",
            "/day",
            "median",
            "p90",
            "max",
            "worst10%",
            "lasts",
            "p90",
            "in alarm",
            "floods",
            "re-alarm",
            "removed",
            "missed",
            "added",
            "best");
    private static final String BEST = "*";

    private AnalysisTable() {}

    /**
     * Writes it.
     *
     * @param result what to show
     * @return lines, each ended
     */
    public static String of(AnalysisResult result) {
        StringBuilder text = new StringBuilder();
        double days = result.monitored().toMillis() / 86_400_000.0;
        text.append(String.format(
                Locale.ROOT,
                "%d readings of %d patients, %.3f patient-days monitored (intervals up to %s)%n",
                result.readings().values().stream().mapToLong(Long::longValue).sum(),
                result.patients(),
                days,
                PolicyText.seconds(result.monitoredCap())));
        List<String> without = new ArrayList<>();
        result.readings().forEach((verdict, count) -> {
            if (verdict != Disposition.ACCEPTED && count > 0) {
                without.add(count + " " + verdict);
            }
        });
        if (!without.isEmpty()) {
            text.append("without effect: ").append(String.join(", ", without)).append('\n');
        }
        AlarmPolicy reference = result.reference().policy();
        text.append(String.format(
                "reference: limits %s, onset %d, %s: %d alarms%n%n",
                PolicyText.limits(reference.limits()),
                reference.onsetCount(),
                PolicyText.common(reference),
                result.referenceEpisodes()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        result.policies().forEach(figures -> rows.add(row(figures, result)));
        append(text, rows);
        if (result.policies().size() > 1) {
            for (HeatMap map : HeatMap.of(result)) {
                String common = PolicyText.common(map.common());
                append(
                        text,
                        "alarms per patient-day",
                        common,
                        map,
                        cell -> PolicyText.rounded(cell.alarmsPerPatientDay()));
                append(
                        text,
                        "episodes missed against the reference",
                        common,
                        map,
                        cell -> Long.toString(cell.episodesMissed()));
            }
        }
        return text.toString();
    }

    private static List<String> row(PolicyFigures figures, AnalysisResult result) {
        AlarmPolicy policy = figures.policy();
        return List.of(
                PolicyText.limits(policy.limits()),
                Integer.toString(policy.onsetCount()),
                Integer.toString(policy.clearCount()),
                PolicyText.number(policy.clearMarginBpm()),
                PolicyText.seconds(policy.conditionDelay()),
                Long.toString(figures.alarms()),
                PolicyText.rounded(figures.alarmsPerPatientDay()),
                PolicyText.rounded(figures.medianPerPatientDay()),
                PolicyText.rounded(figures.p90PerPatientDay()),
                PolicyText.rounded(figures.maxPerPatientDay()),
                PolicyText.percent(figures.worstTenthShare()),
                PolicyText.seconds(figures.medianDuration()),
                PolicyText.seconds(figures.p90Duration()),
                PolicyText.percent(figures.alarmTimeShare()),
                Long.toString(figures.floods()),
                Long.toString(figures.reAlarms()),
                Long.toString(figures.alarmsRemoved()),
                Long.toString(figures.episodesMissed()),
                PolicyText.seconds(figures.medianTimeAdded()),
                result.isParetoBest(figures) ? BEST : "");
    }

    private static void append(
            StringBuilder text, String title, String common, HeatMap map, Function<HeatMap.Cell, String> value) {
        text.append('\n')
                .append(title)
                .append(" (")
                .append(common)
                .append("; ")
                .append(BEST)
                .append(" Pareto-best)\n");
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("limits \\ onset"));
        map.onsetCounts().forEach(onset -> header.add(onset.toString()));
        rows.add(header);
        for (int i = 0; i < map.limits().size(); i++) {
            List<String> row =
                    new ArrayList<>(List.of(PolicyText.limits(map.limits().get(i))));
            for (Optional<HeatMap.Cell> cell : map.cells().get(i)) {
                row.add(cell.map(known -> value.apply(known) + (known.paretoBest() ? BEST : " "))
                        .orElse(""));
            }
            rows.add(row);
        }
        append(text, rows);
    }

    /** The first column to the left, the others to the right. */
    private static void append(StringBuilder text, List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(row.get(0))
                    .append(" ".repeat(widths[0] - row.get(0).length()));
            for (int i = 1; i < widths.length; i++) {
                line.append(" ".repeat(2 + widths[i] - row.get(i).length())).append(row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
