package io.github.heartrate.toolkit.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Times whole processes that take turns: the time on the clock, the time on all processors, and the peak of memory, each as
 * the median of the turns with the lowest and the highest. Ratios are medians of those of each turn, to the first
 * command. Needs GNU time at {@code /usr/bin/time}. {@code docs/measurements.md} says how to run it.
 */
final class ProcessBenchmark {

    private final String name;
    private final List<String> command;
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();
    private final List<Double> megabytes = new ArrayList<>();

    private ProcessBenchmark(String named) {
        int mark = named.indexOf('=');
        name = named.substring(0, mark);
        command = Arrays.asList(named.substring(mark + 1).split(" ", -1));
    }

    /** How many turns, then a command each as {@code NAME=WORDS}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int turns = Integer.parseInt(arguments[0]);
        List<ProcessBenchmark> all =
                Arrays.stream(arguments).skip(1).map(ProcessBenchmark::new).toList();
        for (int turn = 0; turn < turns; turn++) {
            for (ProcessBenchmark each : all) {
                each.run();
            }
        }
        for (ProcessBenchmark each : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s s, %s s on processors, %s MB; %.2f and %.2f times %s%n",
                    each.name,
                    shown(each.wall, "%.2f"),
                    shown(each.processor, "%.2f"),
                    shown(each.megabytes, "%.0f"),
                    median(ratios(each.wall, all.get(0).wall)),
                    median(ratios(each.processor, all.get(0).processor)),
                    all.get(0).name);
        }
    }

    private void run() throws IOException, InterruptedException {
        Path figures = Files.createTempFile("time", ".txt");
        List<String> timed = new ArrayList<>(List.of("/usr/bin/time", "-o", figures.toString(), "-f", "%e %U %S %M"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + Files.readString(figures));
        }
        double[] read = Arrays.stream(Files.readString(figures).strip().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Files.delete(figures);
        wall.add(read[0]);
        processor.add(read[1] + read[2]);
        megabytes.add(read[3] / 1000);
        System.out.printf(
                Locale.ROOT,
                "%s %.2f s, %.2f s on processors, %.0f MB%n",
                name,
                read[0],
                read[1] + read[2],
                read[3] / 1000);
    }

    private static List<Double> ratios(List<Double> some, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            ratios.add(some.get(i) / others.get(i));
        }
        return ratios;
    }

    private static String shown(List<Double> values, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(values),
                Collections.min(values),
                Collections.max(values));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
