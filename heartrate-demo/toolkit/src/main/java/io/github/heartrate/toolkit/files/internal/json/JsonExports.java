package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** All kinds of JSON; a document is of the first kind that it matches, else records whose names are known. */
public final class JsonExports {

    private static final List<JsonKind> KNOWN = List.of(
            new FitbitJson(),
            new OuraJson(),
            new SamsungJson(),
            new PolarExercises(),
            new PolarDays(),
            new HealthAutoExportJson(),
            new NamedRecords());

    private JsonExports() {}

    /** Whether a text begins as JSON does, with an object or a list. */
    public static boolean isJson(String beginning) {
        return beginning.matches("(?s)\\{\\s*[\"}].*|\\[\\s*[\\[{\\]\"\\d-].*|[\\[{]\\s*");
    }

    /** Reads a document. */
    public static void read(Content content, Pass pass) throws IOException {
        Shape shape = Shape.of(content, pass.file());
        for (JsonKind kind : KNOWN) {
            if (kind.matches(shape)) {
                kind.read(visitor -> read(content, pass, visitor), shape, pass);
                return;
            }
        }
    }

    private static void read(Content content, Pass pass, JsonStream.Visitor visitor) throws IOException {
        try (Reader text = content.text()) {
            if (JsonStream.isOnePerLine(content.beginning())) {
                JsonStream.readLines(
                        text, pass.file(), visitor, (line, why) -> pass.skip(line, SkipReason.BAD_DOCUMENT, why));
            } else {
                JsonStream.read(text, pass.file(), visitor);
            }
        }
    }
}
