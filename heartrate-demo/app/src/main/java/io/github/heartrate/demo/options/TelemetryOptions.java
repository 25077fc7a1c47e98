package io.github.heartrate.demo.options;

import io.github.heartrate.Reading;
import io.github.heartrate.demo.replay.Recording;
import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SpooledTelemetry;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A file of telemetry and how to read it. */
public final class TelemetryOptions {

    public static final String FILE =
            "CSV (long or wide; .gz too), Polar's CSV, Apple Health's export.xml or export.zip, told "
                    + "apart by content; - is standard input.";

    @Parameters(paramLabel = "FILE", description = FILE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    public Path file() {
        return file;
    }

    /** Reads it all; tells of the first rows that are skipped, and how it was read. */
    public ReadSummary read(PrintWriter err, Consumer<Reading> readings) {
        return read(file, options, err, readings);
    }

    /** Of times that have none. */
    public ZoneId zone() {
        return options.zone();
    }

    /** To be sent. */
    public Recording recording(PrintWriter err) {
        return recording(file, options, err);
    }

    /** A file, or standard input; tells of the first rows that are skipped, and how it was read. */
    public static Recording recording(Path file, ReadOptions options, PrintWriter err) {
        try (Progress progress = Progress.ofBytes("reading")) {
            TelemetrySource first = options.source(file, new SkippedRows(err, progress));
            boolean isReadAgain = Files.isRegularFile(file) && !options.isSorted();
            Recording recording = isReadAgain
                    ? new Recording(first, options.source(file, ReadListener.NONE))
                    : Recording.of(new SpooledTelemetry(first));
            progress.finish();
            SkippedRows.printHow(recording.summary(), err);
            return recording;
        }
    }

    public static ReadSummary read(Path file, ReadOptions options, PrintWriter err, Consumer<Reading> readings) {
        try (Progress progress = Progress.ofBytes("reading")) {
            ReadListener listener = new SkippedRows(err, progress);
            ReadSummary summary = options.source(file, listener).read(readings);
            progress.finish();
            SkippedRows.printHow(summary, err);
            return summary;
        }
    }
}
