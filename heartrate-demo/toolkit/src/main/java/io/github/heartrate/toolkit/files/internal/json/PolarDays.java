package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.io.IOException;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The heart rates of whole days in the archive of a Polar account, {@code 247ohr_*.json}: days with their {@code date} and
 * device, and in them samples with {@code heartRate} and {@code secondsFromDayStart}. A day is one of the zone that you
 * name, and its seconds are taken for the clock on the wall (chosen here). 0 is no value.
 */
final class PolarDays implements JsonKind {

    private static final String SECONDS = "secondsFromDayStart";

    @Override
    public boolean matches(Shape shape) {
        return samples(shape).isPresent();
    }

    private static Optional<String> samples(Shape shape) {
        return shape.paths().stream()
                .filter(path -> path.endsWith("[]." + SECONDS))
                .map(path -> path.substring(0, path.length() - SECONDS.length() - 1))
                .filter(path -> shape.has(path + ".heartRate"))
                .findFirst();
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Polar's days, times in " + pass.settings().zone(), patient);
        document.read(new Days(pass, patient, samples(shape).orElseThrow()).records);
    }

    private static final class Days {

        private final String patient;
        private final String day;
        private final Samples samples;
        private final Held<Sample> held;
        private final Records records;

        Days(Pass pass, String patient, String path) {
            this.patient = patient;
            this.day = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
            this.samples = new Samples(
                    pass, "date and " + SECONDS, "heartRate", pass.settings().zone(), 0.0);
            this.held = new Held<>(pass.file());
            this.records = new Records(path, this::record, this::ended);
        }

        private void record(JsonRecord record) {
            held.add(new Sample(
                    record.line(),
                    record.number(),
                    patient,
                    null,
                    record.field(SECONDS),
                    record.field("heartRate"),
                    1));
        }

        private void ended(String object) {
            if (!object.equals(day)) {
                return;
            }
            String prefix = day.isEmpty() ? "" : day + ".";
            String date = records.around(prefix + "date");
            String device = records.around(prefix + "deviceId");
            held.release(sample -> {
                boolean isSecond = sample.time().matches("\\d{1,5}") && Integer.parseInt(sample.time()) < 86_400;
                if (date.matches("\\d{4}-\\d{2}-\\d{2}.*") && isSecond) {
                    String time =
                            date.substring(0, 10) + "T" + LocalTime.ofSecondOfDay(Integer.parseInt(sample.time()));
                    samples.add(sample.at(time).from(device));
                } else {
                    samples.skip(
                            sample,
                            SkipReason.BAD_TIME,
                            "date and " + SECONDS + ", not a time: " + Cells.shown(date + " " + sample.time()));
                }
            });
        }
    }
}
