package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.analysis.AnalysisCsv;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyField;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Many policies over the same files: Flink deals the policies, since each of them needs all readings. Each task has its
 * share of the policies and reads the files once, so the figures are those of {@code analyze} to the last digit.
 */
public final class WhatIfOnFlink {

    private WhatIfOnFlink() {}

    /**
     * Prints a row of CSV per policy, in the order of the grid.
     *
     * @param arguments the number of shares, then the files
     */
    public static void main(String[] arguments) throws Exception {
        int shares = Integer.parseInt(arguments[0]);
        List<String> files = List.copyOf(List.of(arguments).subList(1, arguments.length));
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        flink.setRuntimeMode(RuntimeExecutionMode.BATCH);
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<String> all = flink.fromSequence(0, shares - 1)
                .<String>flatMap(
                        (share, out) -> analyze(share.intValue(), shares, files).forEach(out::collect))
                .returns(Types.STRING)
                .executeAndCollect()) {
            all.forEachRemaining(rows::add);
        }
        rows.stream().sorted().forEach(row -> System.out.println(row.substring(row.indexOf(' ') + 1)));
    }

    /** The rows of every policy whose number, modulo the number of shares, is the share; each behind its number. */
    private static Stream<String> analyze(int share, int shares, List<String> files) {
        List<AlarmPolicy> policies = grid().policies();
        int[] numbers = IntStream.range(0, policies.size())
                .filter(number -> number % shares == share)
                .toArray();
        if (numbers.length == 0) {
            return Stream.empty();
        }
        PolicyAnalysis analysis = new PolicyAnalysis(
                IntStream.of(numbers).mapToObj(policies::get).toList(), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        try (TelemetryFiles telemetry =
                new TelemetryFiles(files.stream().map(Path::of).toList(), ReadSettings.DEFAULT, ReadListener.NONE)) {
            telemetry.read(analysis::accept);
        }
        List<String> rows = AnalysisCsv.of(analysis.result()).lines().skip(1).toList();
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> "%05d %s".formatted(numbers[i], withoutPareto(rows.get(i))));
    }

    static PolicyGrid grid() {
        return PolicyGrid.of(
                AlarmPolicy.DEFAULT,
                Map.of(PolicyField.ONSET, List.of(1, 3, 6), PolicyField.HIGH, List.of(100.0, 110.0, 120.0)));
    }

    /** The last column compares a policy with all others, which a share does not have. */
    static String withoutPareto(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }
}
