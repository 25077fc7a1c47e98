package io.github.heartrate.toolkit.analysis;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times passes over one long CSV: a bare loop of FastCSV, {@code Instant.parse} and {@code Double.parseDouble}; the
 * analysis of one policy; and of 36. The passes take turns, the first turn warms up, the medians of the others count.
 * The module's README says how to run it.
 */
final class AnalysisBenchmark {

    private static final int TURNS = 6;
    private static final Map<PolicyField, List<?>> AXES = Map.of(
            PolicyField.LOW, List.of(40.0, 45.0, 50.0),
            PolicyField.HIGH, List.of(100.0, 120.0),
            PolicyField.ONSET, List.of(1, 2, 3, 4, 5, 6));

    private AnalysisBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        double[] bare = new double[TURNS];
        double[] one = new double[TURNS];
        double[] many = new double[TURNS];
        List<AlarmPolicy> policies = PolicyGrid.of(AlarmPolicy.DEFAULT, AXES).policies();
        long rows = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long started = System.nanoTime();
            rows = bareLoop(file);
            bare[turn] = seconds(started);
            started = System.nanoTime();
            analyze(file, List.of(AlarmPolicy.DEFAULT));
            one[turn] = seconds(started);
            started = System.nanoTime();
            analyze(file, policies);
            many[turn] = seconds(started);
            System.out.printf(
                    Locale.ROOT,
                    "turn %d: bare %.2f s, 1 policy %.2f s, 36 policies %.2f s%n",
                    turn,
                    bare[turn],
                    one[turn],
                    many[turn]);
        }
        System.out.printf(
                Locale.ROOT,
                "%d rows: bare %.2f M rows/s, 1 policy %.2f M rows/s (%.2f of bare), %d policies %.2f times 1 policy%n",
                rows,
                rows / median(bare) / 1e6,
                rows / median(one) / 1e6,
                median(bare) / median(one),
                policies.size(),
                median(many) / median(one));
    }

    private static long bareLoop(Path file) throws IOException {
        long rows = 0;
        double sum = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : csv) {
                if (rows++ > 0) {
                    sum += Instant.parse(row.getField(1)).getEpochSecond() + Double.parseDouble(row.getField(2));
                }
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return rows - 1;
    }

    private static void analyze(Path file, List<AlarmPolicy> policies) {
        PolicyAnalysis analysis = new PolicyAnalysis(policies, AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        try (TelemetryFiles files = TelemetryFiles.of(file)) {
            files.readInto(() -> analysis::accept);
        }
        if (analysis.result().patients() == 0) {
            throw new IllegalStateException("nothing was read");
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static double median(double[] turns) {
        double[] counted = Arrays.copyOfRange(turns, 1, turns.length);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }
}
