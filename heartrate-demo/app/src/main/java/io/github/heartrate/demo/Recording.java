package io.github.heartrate.demo;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SpooledTelemetry;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Telemetry to be sent. It is read twice, once to know what is in it and what is wrong with it, once to send it: memory
 * depends on the number of patients alone. What can't be read again is spooled.
 */
final class Recording implements AutoCloseable {

    private final TelemetrySource source;
    private final ReadSummary summary;
    private final Set<String> patients = new LinkedHashSet<>();

    /** Reads {@code first}, and remembers {@code again} for later. */
    private Recording(TelemetrySource first, TelemetrySource again) {
        source = again;
        summary = first.read(reading -> patients.add(reading.patientId()));
    }

    /** A source that gives the same readings every time. */
    static Recording of(TelemetrySource source) {
        return new Recording(source, source);
    }

    /** A file, or standard input; tells of the first rows that are skipped, and how it was read. */
    static Recording of(Path file, ReadOptions options, PrintWriter err) {
        try (Progress progress = Progress.ofBytes("reading")) {
            TelemetrySource first = options.source(file, new SkippedRows(err, progress));
            boolean isReadAgain = Files.isRegularFile(file) && !options.isSorted();
            Recording recording = isReadAgain
                    ? new Recording(first, options.source(file, ReadListener.NONE))
                    : of(new SpooledTelemetry(first));
            progress.finish();
            SkippedRows.printHow(recording.summary(), err);
            return recording;
        }
    }

    long readings() {
        return summary.readings();
    }

    ReadSummary summary() {
        return summary;
    }

    /** In the order in which they come. */
    Set<String> patients() {
        return Collections.unmodifiableSet(patients);
    }

    void read(Consumer<Reading> sink) {
        source.read(sink);
    }

    @Override
    public void close() {
        if (source instanceof SpooledTelemetry spool) {
            spool.close();
        }
    }
}
