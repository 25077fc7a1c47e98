package io.github.heartrate.demo.bench;

import io.github.heartrate.demo.text.Plural;
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
public record BenchResult(BenchLoad load, long readings, double seconds, Histogram latency) {

    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9, 100.0);

    /** Of the rate that was asked for; what is less was not kept. */
    private static final double KEPT = 0.95;

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

    /** Whether what was to be judged was, but for a twentieth; always, if as many as go were asked for. */
    boolean isRateKept() {
        return rate() >= KEPT * load.rate();
    }

    private boolean hasAlerts() {
        return latency.getTotalCount() > 0;
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%n%s%n%,.0f readings/s over %.1f s%n", load.describe(), rate(), seconds));
        if (!isRateKept()) {
            text.append(String.format(
                    Locale.ROOT,
                    "the rate was not kept: %,.0f of %,d readings/s; the times below are of a backlog that grows%n",
                    rate(),
                    load.rate()));
        }
        if (!hasAlerts()) {
            return text.append("reading to alert: no alerts\n").toString();
        }
        text.append(String.format(Locale.ROOT, "reading to alert, %s:", Plural.of(latency.getTotalCount(), "alert")));
        PERCENTILES.forEach(percentile ->
                text.append(String.format(Locale.ROOT, " %s %.1f ms,", name(percentile), millis(percentile))));
        text.setCharAt(text.length() - 1, '\n');
        return text.toString();
    }

    public String markdown() {
        StringBuilder head = new StringBuilder("| load | readings/s |");
        StringBuilder rule = new StringBuilder("|---|---|");
        String kept = isRateKept() ? "" : " (rate not kept)";
        StringBuilder row =
                new StringBuilder(String.format(Locale.ROOT, "| %s | %,.0f%s |", load.describe(), rate(), kept));
        for (double percentile : PERCENTILES) {
            head.append(' ').append(name(percentile)).append(" ms |");
            rule.append("---|");
            row.append(hasAlerts() ? String.format(Locale.ROOT, " %.1f |", millis(percentile)) : " no alerts |");
        }
        return head + "\n" + rule + "\n" + row + "\n";
    }

    public String json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("rate", load.rate())
                .put("rate_kept", isRateKept())
                .put("batch", load.batch())
                .put("codec", load.codec().toString())
                .put("patients", load.patients())
                .put("seconds", seconds)
                .put("readings", readings)
                .put("readings_per_second", rate())
                .put("alerts", latency.getTotalCount());
        ObjectNode millis = json.putObject("latency_ms");
        if (hasAlerts()) {
            PERCENTILES.forEach(percentile -> millis.put(name(percentile), millis(percentile)));
        }
        return json + "\n";
    }
}
