package io.github.heartrate.jmh;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, with JMH's own options, and prints the results as a table in Markdown. As JMH writes
 * them they go to {@code target/jmh.json}.
 */
public final class Benchmarks {

    private static final double MILLION = 1e6;

    private Benchmarks() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(args);
        double resident = ResidentState.bytesPerPatient();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(options)
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result("target/jmh.json")
                        .build())
                .run();
        System.out.printf(Locale.ROOT, "%nResident state of a patient without an alarm: %.1f bytes%n%n", resident);
        print(results);
    }

    /** One line a benchmark, one column a stream. */
    private static void print(Collection<RunResult> results) {
        Map<String, Map<String, String>> lines = new TreeMap<>();
        Set<String> streams = new LinkedHashSet<>();
        for (RunResult result : results) {
            String stream = param(result, "stream");
            streams.add(stream);
            lines.computeIfAbsent(name(result), name -> new HashMap<>()).put(stream, figure(result));
        }
        System.out.println("| benchmark | " + String.join(" | ", streams) + " |");
        System.out.println("|---" + "|---:".repeat(streams.size()) + "|");
        lines.forEach((name, figures) -> System.out.println(streams.stream()
                .map(stream -> figures.getOrDefault(stream, ""))
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |"))));
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark().replaceFirst(".*\\.(?=[^.]+\\.[^.]+$)", "");
        String threads = param(result, "threads").replaceFirst("(.+)", "on $1");
        String each = param(result, "monitorPerThread").equals("true") ? "a monitor each" : "";
        String collected = param(result, "afterCollection").equals("true") ? "after a collection" : "";
        return Stream.of(name, param(result, "patients"), threads, each, collected, param(result, "policy"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Millions of readings a second, or bytes a reading, or milliseconds; ± half of the confidence interval, if there is one. */
    private static String figure(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        if (benchmark.contains(AllocationBenchmark.class.getSimpleName())) {
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            return String.format(Locale.ROOT, "%.3f B", allocated.getScore());
        }
        Result<?> primary = result.getPrimaryResult();
        boolean duration = benchmark.contains(SnapshotBenchmark.class.getSimpleName());
        double unit = duration ? 1 : MILLION;
        String error = Double.isNaN(primary.getScoreError())
                ? ""
                : String.format(Locale.ROOT, " ± %.2f", primary.getScoreError() / unit);
        return String.format(Locale.ROOT, "%.2f%s %s", primary.getScore() / unit, error, duration ? "ms" : "M/s");
    }

    private static String param(RunResult result, String name) {
        BenchmarkParams params = result.getParams();
        return params.getParamsKeys().contains(name) ? params.getParam(name) : "";
    }
}
