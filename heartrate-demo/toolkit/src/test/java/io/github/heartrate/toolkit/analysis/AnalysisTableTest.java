package io.github.heartrate.toolkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnalysisTableTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void tableFitsEightyColumnsHoweverMuchVaries() {
        AnalysisResult result = analyze(Map.of(
                PolicyField.LOW, List.of(45.5, 50.5),
                PolicyField.HIGH, List.of(100.25, 110.25),
                PolicyField.EXTREME_LOW, List.of(30.5, 40.5),
                PolicyField.EXTREME_HIGH, List.of(130.25, 140.25),
                PolicyField.ONSET, IntStream.rangeClosed(1, 12).boxed().toList(),
                PolicyField.CLEAR, List.of(1, 2),
                PolicyField.CLEAR_MARGIN, List.of(0.0, 2.5),
                PolicyField.DELAY, List.of(Duration.ZERO, Duration.ofSeconds(90))));

        assertThat(AnalysisTable.of(result).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(AnalysisTable.of(result).lines())
                .contains("limits                        onset  clear  margin  delay     /day  missed  best");
        assertThat(AnalysisTable.wide(result).lines())
                .anySatisfy(
                        line -> assertThat(line).contains("p90/day", "worst10%", "lasts p90", "re-alarm", "removed"));
    }

    @Test
    void whatAllPoliciesShareIsSaidOnceAbove() {
        AnalysisResult result = analyze(axes(List.of(100.0), List.of(1, 3)));

        assertThat(AnalysisTable.of(result)).isEqualTo("""
                        200 readings of 1 patient, 0.002 patient-days monitored (intervals up to 5m)
                        reference: limits 50..100, onset 3, clear 1, margin 0, delay 0s: 20 alarms
                        all policies: limits 50..100, clear 1, margin 0, delay 0s, alarms 20, floods 1

                        onset     /day  lasts  in alarm  missed  added  best
                            1  8683.42     4s     40.2%       0    -2s     *
                            3  8683.42     2s     20.1%       0     0s     *
                        """);
    }

    @Test
    void mapsAreDrawnWhereLimitsAndOnsetCountsVary() {
        String table = AnalysisTable.of(analyze(axes(List.of(100.0, 110.0), List.of(1, 3))));

        assertThat(table).contains("\nalarms per patient-day (* best)\nlimits \\ onset        1         3\n");
        assertThat(AnalysisTable.of(analyze(axes(List.of(100.0, 110.0), List.of(3)))))
                .doesNotContain("(* best)");
    }

    @Test
    void singlePolicyIsAListOfAllFigures() {
        String list = AnalysisTable.of(analyze(axes(List.of(100.0), List.of(3))));

        assertThat(list.lines())
                .contains(
                        "policy: limits 50..100, onset 3, clear 1, margin 0, delay 0s",
                        "alarms                                                   20",
                        "alarms per patient-day                              8683.42",
                        "median duration of an alarm                              2s");
    }

    @Test
    void figureThatDoesNotExistIsADash() {
        PolicyAnalysis analysis =
                new PolicyAnalysis(List.of(AlarmPolicy.DEFAULT), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        analysis.accept(new Reading("p", START, 72));

        assertThat(AnalysisTable.of(analysis.result()))
                .startsWith("1 reading of 1 patient, 0.000 patient-days monitored (intervals up to 5m)\n")
                .doesNotContain("NaN")
                .containsPattern("alarms per patient-day +-\n")
                .containsPattern("median duration of an alarm +-\n");
    }

    @Test
    void noOutputHasASentinel() {
        AnalysisResult result = analyze(axes(List.of(100.0, 200.0), List.of(1, 200)));

        assertThat(AnalysisTable.of(result)
                        + AnalysisTable.wide(result)
                        + AnalysisCsv.of(result)
                        + AnalysisJson.of(result))
                .doesNotContain("Infinity", "NaN", "PT2", "2562047788015215");
    }

    @Test
    void csvAndJsonHaveTheSameNamesInTheSameOrder() {
        AnalysisResult result = analyze(axes(List.of(100.0), List.of(3)));
        JsonNode policy = JsonMapper.shared().readTree(AnalysisJson.of(result)).at("/policies/0");

        List<String> names = new ArrayList<>(policy.get("policy").propertyNames());
        names.addAll(policy.propertyNames());
        names.remove("policy");

        assertThat(AnalysisCsv.of(result).lines().findFirst()).contains(String.join(",", names));
        assertThat(names).startsWith("low_bpm", "high_bpm").contains("onset_count", "condition_delay_s");
    }

    private static Map<PolicyField, List<?>> axes(List<Double> highs, List<Integer> onsets) {
        return Map.of(PolicyField.HIGH, highs, PolicyField.ONSET, onsets);
    }

    /** Two hundred seconds; every ten seconds four readings are above all limits. */
    private static AnalysisResult analyze(Map<PolicyField, ? extends List<?>> axes) {
        PolicyAnalysis analysis = new PolicyAnalysis(
                PolicyGrid.of(AlarmPolicy.DEFAULT, axes).policies(), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        for (int second = 0; second < 200; second++) {
            analysis.accept(new Reading("p", START.plusSeconds(second), second % 10 < 4 ? 150 : 72));
        }
        return analysis.result();
    }
}
