package io.github.heartrate.demo;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a benchmark measured.
 *
 * @param load what was published
 * @param readings judged in the measured time
 * @param seconds the measured time
 * @param latency microseconds from reading to alert
 */
record BenchResult(BenchLoad load, long readings, double seconds, Histogram latency) {

    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9, 100.0);

    private double rate() {
        return readings / seconds;
    }

    private double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }

    private static String name(double percentile) {
        if (percentile == 100) {
            return "max";
        }
        return percentile == 50 ? "median" : "p" + (percentile == 99.9 ? "99.9" : Long.toString((long) percentile));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%n%s%n%,.0f readings/s over %.1f s%n", load.describe(), rate(), seconds));
        text.append(String.format(Locale.ROOT, "reading to alert, %,d alerts:", latency.getTotalCount()));
        PERCENTILES.forEach(percentile ->
                text.append(String.format(Locale.ROOT, " %s %.1f ms,", name(percentile), millis(percentile))));
        text.setCharAt(text.length() - 1, '\n');
        return text.toString();
    }

    String markdown() {
        StringBuilder head = new StringBuilder("| load | readings/s |");
        StringBuilder rule = new StringBuilder("|---|---|");
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %,.0f |", load.describe(), rate()));
        for (double percentile : PERCENTILES) {
            head.append(' ').append(name(percentile)).append(" ms |");
            rule.append("---|");
            row.append(String.format(Locale.ROOT, " %.1f |", millis(percentile)));
        }
        return head + "\n" + rule + "\n" + row + "\n";
    }

    String json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("rate", load.rate())
                .put("batch", load.batch())
                .put("codec", load.codec().name().toLowerCase(Locale.ROOT))
                .put("patients", load.patients())
                .put("seconds", seconds)
                .put("readings", readings)
                .put("readings_per_second", rate())
                .put("alerts", latency.getTotalCount());
        ObjectNode millis = json.putObject("latency_ms");
        PERCENTILES.forEach(percentile -> millis.put(name(percentile), millis(percentile)));
        return json + "\n";
    }
}
