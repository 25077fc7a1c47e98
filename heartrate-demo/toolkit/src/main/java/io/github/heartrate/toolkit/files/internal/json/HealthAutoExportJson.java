package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.io.IOException;

/**
 * Health Auto Export's JSON: a list of metrics with their names, of which {@code heart_rate} is read. Each of its entries
 * has the average of an interval, {@code Avg}; an interval of one record has that record's rate.
 */
final class HealthAutoExportJson implements JsonKind {

    private static final String METRIC = "data.metrics[]";

    @Override
    public boolean matches(Shape shape) {
        return shape.paths().stream().anyMatch(path -> path.startsWith(METRIC + "."));
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Health Auto Export, averages of each interval", patient);
        Metrics metrics = new Metrics(pass, patient);
        document.read(metrics.records);
        if (!metrics.hasRates) {
            throw new NoTelemetryException(pass.file() + ": is an export of Health Auto Export without heart_rate");
        }
    }

    private static final class Metrics {

        private final String patient;
        private final Samples samples;
        private final Held<Sample> held;
        private final Records records = new Records(METRIC + ".data[]", this::record, this::ended);
        private boolean hasRates;

        Metrics(Pass pass, String patient) {
            this.patient = patient;
            this.samples = new Samples(pass, "date", "Avg", pass.settings().zone());
            this.held = new Held<>(pass.file());
        }

        private void record(JsonRecord record) {
            String name = records.around(METRIC + ".name");
            if (!name.isEmpty() && !name.equals("heart_rate")) {
                return;
            }
            String rate = record.fields().containsKey("Avg") ? record.field("Avg") : record.field("qty");
            String source = record.field("source").isEmpty() ? null : record.field("source");
            held.add(new Sample(record.line(), record.number(), patient, source, record.field("date"), rate, 1));
            if (!name.isEmpty() && !records.around(METRIC + ".units").isEmpty()) {
                release();
            }
        }

        private void ended(String object) {
            if (object.equals(METRIC)) {
                release();
            }
        }

        private void release() {
            boolean isHeartRate = records.around(METRIC + ".name").equals("heart_rate");
            hasRates |= isHeartRate;
            String unit = records.around(METRIC + ".units");
            int factor = RateUnit.factor(unit.isEmpty() ? "count/min" : unit);
            held.release(sample -> {
                if (isHeartRate && factor != RateUnit.NONE) {
                    samples.add(sample.times(factor));
                } else if (isHeartRate) {
                    samples.skip(sample, SkipReason.BAD_UNIT, "units, not of heart rates: " + Cells.shown(unit));
                }
            });
        }
    }
}
