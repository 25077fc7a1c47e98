package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.OuraContexts;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.io.IOException;

/** The heart rates of an Oura ring: {@code {"data":[{"bpm":,"source":,"timestamp":}]}}, or the list alone. */
final class OuraJson implements JsonKind {

    @Override
    public boolean matches(Shape shape) {
        return is(shape, "data[]") || is(shape, "[]");
    }

    private static boolean is(Shape shape, String path) {
        return shape.has(path + ".bpm", path + ".source", path + ".timestamp")
                && shape.values(path + ".source").stream().allMatch(OuraContexts::is);
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        String patient = pass.owner();
        pass.readAs("Oura's JSON", patient);
        Samples samples = new Samples(pass, "timestamp", "bpm", pass.settings().zone(), 0.0);
        document.read(new Records(
                is(shape, "data[]") ? "data[]" : "[]",
                record -> samples.add(new Sample(
                        record.line(),
                        record.number(),
                        patient,
                        null,
                        record.field("timestamp"),
                        record.field("bpm"),
                        1))));
    }
}
