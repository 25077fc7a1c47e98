package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A result as one JSON object, heat maps and all; a figure that does not exist is null, durations are in seconds. */
public final class AnalysisJson {

    private static final ObjectMapper MAPPER = JsonMapper.shared();
    private static final List<PolicyField> LIMITS =
            List.of(PolicyField.LOW, PolicyField.HIGH, PolicyField.EXTREME_LOW, PolicyField.EXTREME_HIGH);

    private AnalysisJson() {}

    /**
     * Writes it.
     *
     * @param result what to write
     * @return indented JSON, ended with a line's end
     */
    public static String of(AnalysisResult result) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("patients", result.patients());
        ObjectNode readings = json.putObject("readings");
        result.readings().forEach((verdict, count) -> {
            if (count > 0) {
                readings.put(verdict.name(), count.longValue());
            }
        });
        json.put("monitored_s", seconds(result.monitored()));
        json.put("monitored_cap_s", seconds(result.monitoredGap()));
        json.set("reference", figures(result.reference()).put("episodes", result.referenceEpisodes()));
        ArrayNode policies = json.putArray("policies");
        for (PolicyFigures figures : result.policies()) {
            policies.add(figures(figures).put("pareto_best", result.isParetoBest(figures)));
        }
        ArrayNode maps = json.putArray("heat_maps");
        HeatMap.of(result).forEach(map -> maps.add(heatMap(map)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static ObjectNode figures(PolicyFigures figures) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json.putObject("policy"), PolicyField.axes(), figures.policy());
        for (Figure figure : Figure.values()) {
            double number = figure.number(figures).orElse(Double.NaN);
            if (figure.isCount()) {
                json.put(figure.column(), (long) number);
            } else {
                put(json, figure.column(), number);
            }
        }
        return json;
    }

    private static ObjectNode heatMap(HeatMap map) {
        ObjectNode json = MAPPER.createObjectNode();
        List<PolicyField> common = new ArrayList<>(PolicyField.axes());
        common.removeAll(LIMITS);
        common.remove(PolicyField.ONSET);
        put(json, common, map.common());
        ArrayNode limits = json.putArray("limits");
        map.limits()
                .forEach(row -> put(
                        limits.addObject(),
                        LIMITS,
                        AlarmPolicy.builder().limits(row).build()));
        ArrayNode onsets = json.putArray("onset_counts");
        map.onsetCounts().forEach(onsets::add);
        ArrayNode alarms = json.putArray("alarms_per_patient_day");
        ArrayNode missed = json.putArray("episodes_missed");
        ArrayNode best = json.putArray("pareto_best");
        for (List<Optional<HeatMap.Cell>> row : map.cells()) {
            ArrayNode alarmsRow = alarms.addArray();
            ArrayNode missedRow = missed.addArray();
            ArrayNode bestRow = best.addArray();
            for (Optional<HeatMap.Cell> cell : row) {
                if (cell.isEmpty()) {
                    alarmsRow.addNull();
                    missedRow.addNull();
                    bestRow.addNull();
                } else {
                    add(alarmsRow, cell.get().alarmsPerPatientDay());
                    missedRow.add(cell.get().episodesMissed());
                    bestRow.add(cell.get().paretoBest());
                }
            }
        }
        return json;
    }

    private static void put(ObjectNode json, List<PolicyField> fields, AlarmPolicy policy) {
        for (PolicyField field : fields) {
            if (field.kind() == PolicyField.Kind.COUNT) {
                json.put(field.column(), (int) field.figure(policy));
            } else {
                put(json, field.column(), field.figure(policy));
            }
        }
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
