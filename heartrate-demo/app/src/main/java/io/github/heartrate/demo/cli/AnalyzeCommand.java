package io.github.heartrate.demo.cli;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.demo.options.MonitoredGapOption;
import io.github.heartrate.demo.options.PolicyGridOptions;
import io.github.heartrate.demo.options.TelemetryOptions;
import io.github.heartrate.demo.policy.OptionWords;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.OutputFile;
import io.github.heartrate.toolkit.analysis.AnalysisCsv;
import io.github.heartrate.toolkit.analysis.AnalysisJson;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.AnalysisTable;
import io.github.heartrate.toolkit.analysis.ParallelAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code analyze}: what many policies would have made of a file. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Counts what many alarm policies would have made of a file, in one pass and without a broker.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo analyze ward.csv",
            "  heartrate-demo analyze ward.csv.gz --onset 1..6 --low 40,45,50 \\",
            "      --high 100..130/10",
            "  heartrate-demo analyze ward.csv --clear 1,2,3 --delay 0s,15s \\",
            "      --reference low=50,high=120,onset=5",
            "  heartrate-demo analyze ward.csv --preset bedside --extreme-onset 1..3",
            "  heartrate-demo analyze export.zip --format json --out what-if.json"
        })
final class AnalyzeCommand implements Callable<Integer> {

    private static final int SHOWN_CONTRADICTIONS = 3;

    /** How the result is written. */
    enum Format {
        TABLE,
        WIDE,
        CSV,
        JSON;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private final TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin
    private final PolicyGridOptions policies = new PolicyGridOptions();

    @Mixin
    private final MonitoredGapOption monitored = new MonitoredGapOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table within 80 columns, or wide, csv or json with all figures. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (out != null) {
            OutputFile.requireOther(out, List.of(), policies.file());
            telemetry.requireOther(out);
        }
        PolicyGridOptions.Comparison comparison = policies.comparison();
        PrintWriter err = spec.commandLine().getErr();
        sayWhatWasLeftOut(comparison.grid(), err);
        try (LatestAnalysis latest = new LatestAnalysis(comparison, monitored.gap())) {
            telemetry.read(err, latest::begin);
            AnalysisResult result = latest.result();
            write(result);
            result.hint().ifPresent(hint -> err.println("hint: " + hint));
        }
        return ExitCodes.DONE;
    }

    /** The analysis that counts: a new one begins if the readings prove to be out of order. On all processors. */
    private static final class LatestAnalysis implements AutoCloseable {

        /** So many are judged faster than their readings are handed to another thread. */
        private static final int FEW_POLICIES = 4;

        /** Processors that need neither read nor parse. */
        private static final int BESIDE_READING = Runtime.getRuntime().availableProcessors() - 2;

        private final PolicyGridOptions.Comparison comparison;
        private final Duration monitoredGap;
        private ParallelAnalysis analysis;

        LatestAnalysis(PolicyGridOptions.Comparison comparison, Duration monitoredGap) {
            this.comparison = comparison;
            this.monitoredGap = monitoredGap;
            this.analysis = newAnalysis();
        }

        private ParallelAnalysis newAnalysis() {
            List<AlarmPolicy> policies = comparison.grid().policies();
            int threads = policies.size() <= FEW_POLICIES ? 0 : Math.max(0, BESIDE_READING);
            return new ParallelAnalysis(policies, comparison.reference(), monitoredGap, threads);
        }

        Consumer<Reading> begin() {
            analysis.close();
            analysis = newAnalysis();
            return analysis;
        }

        AnalysisResult result() {
            return analysis.result();
        }

        @Override
        public void close() {
            analysis.close();
        }
    }

    private static void sayWhatWasLeftOut(PolicyGrid grid, PrintWriter err) {
        if (!grid.contradictions().isEmpty()) {
            grid.contradictions().stream()
                    .distinct()
                    .limit(SHOWN_CONTRADICTIONS)
                    .forEach(reason -> err.println("no policy: " + OptionWords.POLICY_OPTIONS.in(reason)));
            int count = grid.contradictions().size();
            err.println(
                    count == 1
                            ? "1 combination contradicts itself and is left out"
                            : count + " combinations contradict themselves and are left out");
        }
    }

    private void write(AnalysisResult result) {
        String text = switch (format) {
            case TABLE -> AnalysisTable.of(result);
            case WIDE -> AnalysisTable.wide(result);
            case CSV -> AnalysisCsv.of(result);
            case JSON -> AnalysisJson.of(result);
        };
        Path target = out == null ? Path.of("standard output") : out;
        try (Writer writer =
                OutputFile.open(Optional.ofNullable(out), spec.commandLine().getOut())) {
            writer.write(text);
        } catch (IOException e) {
            throw OutputFile.failure(target, e);
        }
    }
}
