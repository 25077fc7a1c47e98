package io.github.heartrate.demo;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A file of telemetry and how to read it. */
final class TelemetryOptions {

    static final String FILE =
            "CSV (long or wide; .gz too), Polar's CSV, Apple Health's export.xml or export.zip, told "
                    + "apart by content; - is standard input.";

    @Parameters(paramLabel = "FILE", description = FILE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    Path file() {
        return file;
    }

    /** Reads it all; tells of the first rows that are skipped, and how it was read. */
    ReadSummary read(PrintWriter err, Consumer<Reading> readings) {
        return read(file, options, err, readings);
    }

    /** Of times that have none. */
    ZoneId zone() {
        return options.zone();
    }

    /** To be sent. */
    Recording recording(PrintWriter err) {
        return Recording.of(file, options, err);
    }

    static ReadSummary read(Path file, ReadOptions options, PrintWriter err, Consumer<Reading> readings) {
        try (Progress progress = Progress.ofBytes("reading")) {
            ReadListener listener = new SkippedRows(err, progress);
            ReadSummary summary = options.source(file, listener).read(readings);
            progress.finish();
            SkippedRows.printHow(summary, err);
            return summary;
        }
    }
}
