package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Policies that differ only in their limits and in the readings it takes to confirm, laid out for two twin heat maps:
 * alarms per patient-day, and episodes missed.
 *
 * @param common one of the policies, for what they share
 * @param limits the rows
 * @param onsetCounts the columns
 * @param cells a row of cells for each of the limits, a cell for each onset count; empty where there is no policy
 */
public record HeatMap(
        AlarmPolicy common, List<AlarmLimits> limits, List<Integer> onsetCounts, List<List<Optional<Cell>>> cells) {

    /** Copies the lists. */
    public HeatMap {
        limits = List.copyOf(limits);
        onsetCounts = List.copyOf(onsetCounts);
        cells = cells.stream().map(List::copyOf).toList();
    }

    /**
     * One policy.
     *
     * @param alarmsPerPatientDay all alarms by all patients' days; NaN if nothing was monitored
     * @param episodesMissed missed against the reference
     * @param paretoBest whether no policy of the whole analysis has fewer of one and not more of the other
     */
    public record Cell(double alarmsPerPatientDay, long episodesMissed, boolean paretoBest) {}

    /**
     * Lays out a result.
     *
     * @param result of any policies
     * @return a map for each set of policies that share all but limits and onset count, in their order
     */
    public static List<HeatMap> of(AnalysisResult result) {
        boolean extremesFollow = result.policies().stream()
                .map(PolicyFigures::policy)
                .allMatch(policy -> policy.extremeOnsetCount() == policy.onsetCount());
        Map<AlarmPolicy, List<PolicyFigures>> groups = new LinkedHashMap<>();
        for (PolicyFigures figures : result.policies()) {
            groups.computeIfAbsent(common(figures.policy(), extremesFollow), key -> new ArrayList<>())
                    .add(figures);
        }
        return groups.values().stream().map(group -> layOut(group, result)).toList();
    }

    /** With limits so wide that no margin contradicts them. */
    private static AlarmPolicy common(AlarmPolicy policy, boolean extremesFollow) {
        return policy.toBuilder()
                .limits(AlarmLimits.of(-Double.MAX_VALUE / 2, Double.MAX_VALUE / 2))
                .onsetCount(1)
                .extremeOnsetCount(extremesFollow ? 1 : policy.extremeOnsetCount())
                .build();
    }

    private static HeatMap layOut(List<PolicyFigures> group, AnalysisResult result) {
        Map<AlarmLimits, Map<Integer, Cell>> rows = new LinkedHashMap<>();
        TreeSet<Integer> columns = new TreeSet<>();
        for (PolicyFigures figures : group) {
            AlarmPolicy policy = figures.policy();
            columns.add(policy.onsetCount());
            rows.computeIfAbsent(policy.limits(), key -> new LinkedHashMap<>())
                    .put(
                            policy.onsetCount(),
                            new Cell(
                                    figures.alarmsPerPatientDay(),
                                    figures.episodesMissed(),
                                    result.isParetoBest(figures)));
        }
        List<List<Optional<Cell>>> cells = rows.values().stream()
                .map(row -> columns.stream()
                        .map(onset -> Optional.ofNullable(row.get(onset)))
                        .toList())
                .toList();
        return new HeatMap(group.get(0).policy(), new ArrayList<>(rows.keySet()), new ArrayList<>(columns), cells);
    }
}
