package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Telemetry to be sent. It is read twice, once to know what is in it and what is wrong with it, once to send it: memory
 * depends on the number of patients alone.
 */
public final class Recording implements AutoCloseable {

    private final TelemetrySource source;
    private final Optional<TelemetryFiles> files;
    private final ReadSummary summary;
    private final Set<String> patients;

    private Recording(
            TelemetrySource source, Optional<TelemetryFiles> files, ReadSummary summary, Set<String> patients) {
        this.source = source;
        this.files = files;
        this.summary = summary;
        this.patients = patients;
    }

    /** A source that gives the same readings every time. */
    public static Recording of(TelemetrySource source) {
        Set<String> patients = new LinkedHashSet<>();
        ReadSummary summary = source.read(reading -> patients.add(reading.patientId()));
        return new Recording(source, Optional.empty(), summary, patients);
    }

    /** Files, in order of time. */
    public static Recording of(TelemetryFiles files) {
        Set<String> patients = new LinkedHashSet<>();
        try {
            ReadSummary summary = files.readInto(() -> {
                patients.clear();
                return reading -> patients.add(reading.patientId());
            });
            return new Recording(files, Optional.of(files), summary, patients);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    public long readings() {
        return summary.readings();
    }

    public ReadSummary summary() {
        return summary;
    }

    /** In the order in which they come. */
    public Set<String> patients() {
        return Collections.unmodifiableSet(patients);
    }

    public void read(Consumer<Reading> sink) {
        source.read(sink);
    }

    @Override
    public void close() {
        files.ifPresent(TelemetryFiles::close);
    }
}
