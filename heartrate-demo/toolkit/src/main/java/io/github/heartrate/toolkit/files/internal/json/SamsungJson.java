package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.io.IOException;
import java.time.ZoneOffset;

/**
 * The details that Samsung Health keeps beside its tables, below {@code jsons}: {@code heart_rate} and {@code start_time}
 * in milliseconds since 1970.
 */
final class SamsungJson implements JsonKind {

    @Override
    public boolean matches(Shape shape) {
        return shape.has("[].heart_rate", "[].start_time")
                && shape.values("[].start_time").stream().allMatch(time -> time.matches("\\d{12,13}"));
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Samsung Health's details", patient);
        Samples samples = new Samples(pass, "start_time", "heart_rate", ZoneOffset.UTC, 0.0);
        document.read(new Records(
                "[]",
                record -> samples.add(new Sample(
                        record.line(),
                        record.number(),
                        patient,
                        null,
                        record.field("start_time"),
                        record.field("heart_rate"),
                        1))));
    }
}
