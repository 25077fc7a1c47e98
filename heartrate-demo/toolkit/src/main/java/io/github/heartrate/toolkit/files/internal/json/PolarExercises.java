package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.io.IOException;
import java.time.ZoneOffset;

/**
 * A training session in the archive of a Polar account: {@code exercises[].samples.heartRate[]} with {@code dateTime} and
 * {@code value}. The times are local; {@code timezoneOffset}, in minutes, stands in the exercise. Without it they are in
 * the zone that you name. 0 is no contact.
 */
final class PolarExercises implements JsonKind {

    private static final String EXERCISE = "exercises[]";
    private static final String OFFSET = "timezoneOffset";

    @Override
    public boolean matches(Shape shape) {
        return shape.paths().stream().anyMatch(path -> path.startsWith(EXERCISE + ".samples."))
                || shape.has(EXERCISE + "." + OFFSET);
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Polar's training session", patient);
        Exercises exercises = new Exercises(pass, patient);
        document.read(exercises.records);
        if (!exercises.hasRates) {
            throw new NoTelemetryException(pass.file() + ": is a training session of Polar without heart rates");
        }
    }

    private static final class Exercises {

        private final String patient;
        private final Samples samples;
        private final Held<Sample> held;
        private final Records records = new Records(EXERCISE + ".samples.heartRate[]", this::record, this::ended);
        private boolean hasRates;

        Exercises(Pass pass, String patient) {
            this.patient = patient;
            this.samples =
                    new Samples(pass, "dateTime", "value", pass.settings().zone(), 0.0);
            this.held = new Held<>(pass.file());
        }

        private void record(JsonRecord record) {
            hasRates = true;
            held.add(new Sample(
                    record.line(), record.number(), patient, null, record.field("dateTime"), record.field("value"), 1));
            if (!records.around(EXERCISE + "." + OFFSET).isEmpty()) {
                release();
            }
        }

        private void ended(String object) {
            if (object.equals(EXERCISE)) {
                release();
            }
        }

        private void release() {
            String minutes = records.around(EXERCISE + "." + OFFSET);
            held.release(sample -> {
                if (minutes.isEmpty() || sample.time().matches(".*T.*([Zz]|[+-]\\d{2}:?\\d{2})")) {
                    samples.add(sample);
                } else if (minutes.matches("[+-]?\\d{1,3}") && Math.abs(Integer.parseInt(minutes)) <= 18 * 60) {
                    String offset = ZoneOffset.ofTotalSeconds(Integer.parseInt(minutes) * 60)
                            .getId();
                    samples.add(sample.at(sample.time() + offset));
                } else {
                    samples.skip(sample, SkipReason.BAD_TIME, OFFSET + ", not minutes: " + Cells.shown(minutes));
                }
            });
        }
    }
}
