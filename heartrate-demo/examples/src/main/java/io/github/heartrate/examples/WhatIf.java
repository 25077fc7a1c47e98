package io.github.heartrate.examples;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.analysis.AnalysisTable;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyField;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What six alarm policies would have made of the same recording, in one pass. */
public final class WhatIf {

    private WhatIf() {}

    /**
     * Runs it.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) {
        PolicyGrid grid = PolicyGrid.of(
                AlarmPolicy.DEFAULT,
                Map.of(PolicyField.ONSET, List.of(1, 3, 6), PolicyField.HIGH, List.of(100.0, 120.0)));
        PolicyAnalysis analysis = new PolicyAnalysis(grid.policies(), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        try (TelemetryFiles files = TelemetryFiles.of(Path.of(arguments[0]))) {
            files.read(analysis::accept);
        }
        System.out.print(AnalysisTable.of(analysis.result()));
    }
}
