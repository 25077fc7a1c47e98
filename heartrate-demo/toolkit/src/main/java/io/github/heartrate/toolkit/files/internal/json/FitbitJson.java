package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.FitbitTimes;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.Omission;
import java.io.IOException;
import java.time.ZoneOffset;

/**
 * Fitbit's {@code heart_rate-2026-05-01.json}: {@code dateTime} in UTC, month first, and {@code value} with {@code bpm} and
 * {@code confidence}. A rate of 70 with the confidence 0 is a filler.
 */
final class FitbitJson implements JsonKind {

    @Override
    public boolean matches(Shape shape) {
        return shape.has("[].dateTime", "[].value.bpm");
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Fitbit's JSON, times in UTC", patient);
        Samples samples = new Samples(pass, "dateTime", "bpm", ZoneOffset.UTC, 0.0);
        document.read(new Records("[]", record -> {
            String bpm = record.field("value.bpm");
            if (FitbitTimes.isFiller(bpm, record.field("value.confidence"))) {
                pass.omit(Omission.FILLER);
            } else {
                String time = FitbitTimes.local(record.field("dateTime"), pass.settings());
                samples.add(new Sample(record.line(), record.number(), patient, null, time, bpm, 1));
            }
        }));
    }
}
