package io.github.heartrate.demo.options;

import io.github.heartrate.Reading;
import io.github.heartrate.demo.replay.Recording;
import io.github.heartrate.demo.terminal.OutputFile;
import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Files of telemetry and how to read them. */
public final class TelemetryOptions {

    public static final String FILE =
            "CSV (long or wide), or a file of a watch, a strap or an app, told apart by content; "
                    + ".gz and .zip too. Several files, folders and globs are one recording; - is standard input.";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = FILE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    public List<Path> files() {
        return files;
    }

    /** Reads it all, beginning anew if a reading stands late; tells of the first rows that are skipped, and how it was read. */
    public ReadSummary read(PrintWriter err, Supplier<? extends Consumer<? super Reading>> sinks) {
        return read(files, options, err, sinks);
    }

    /** Refuses to write over a file that is read, be it named or found in a folder. */
    public void requireOther(Path out) {
        requireOther(out, files, options);
    }

    /** Refuses to write over a file that is read, be it named or found in a folder; a page in it may be an earlier report. */
    public static void requireOther(Path out, List<Path> files, ReadOptions options) {
        OutputFile.requireOther(out, files);
        try (TelemetryFiles found = options.files(files, ReadListener.NONE)) {
            OutputFile.requireOther(
                    out,
                    found.paths().stream()
                            .filter(file -> !file.toString().endsWith(".html"))
                            .toList());
        }
    }

    /** Of times that have none. */
    public ZoneId zone() {
        return options.zone();
    }

    /** To be sent. */
    public Recording recording(PrintWriter err) {
        return recording(files, options, err);
    }

    /** To be sent; tells of the first rows that are skipped, and how it was read. */
    public static Recording recording(List<Path> files, ReadOptions options, PrintWriter err) {
        try (Progress progress = Progress.ofBytes("reading")) {
            SkippedRows listener = new SkippedRows(err, progress);
            Recording recording = Recording.of(options.files(files, listener));
            progress.finish();
            listener.silence();
            SkippedRows.print(recording.summary(), err);
            return recording;
        }
    }

    /** Reads it all, beginning anew if a reading stands late. */
    public static ReadSummary read(
            List<Path> files,
            ReadOptions options,
            PrintWriter err,
            Supplier<? extends Consumer<? super Reading>> sinks) {
        try (Progress progress = Progress.ofBytes("reading");
                TelemetryFiles telemetry = options.files(files, new SkippedRows(err, progress))) {
            ReadSummary summary = telemetry.readInto(sinks);
            progress.finish();
            SkippedRows.print(summary, err);
            return summary;
        }
    }
}
