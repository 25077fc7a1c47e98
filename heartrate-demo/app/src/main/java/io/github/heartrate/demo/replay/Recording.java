package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SpooledTelemetry;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Telemetry to be sent. It is read twice, once to know what is in it and what is wrong with it, once to send it: memory
 * depends on the number of patients alone. What can't be read again is spooled.
 */
public final class Recording implements AutoCloseable {

    private final TelemetrySource source;
    private final ReadSummary summary;
    private final Set<String> patients = new LinkedHashSet<>();

    /** Reads {@code first}, and remembers {@code again}, which gives the same readings, for later. */
    public Recording(TelemetrySource first, TelemetrySource again) {
        source = again;
        summary = first.read(reading -> patients.add(reading.patientId()));
    }

    /** A source that gives the same readings every time. */
    public static Recording of(TelemetrySource source) {
        return new Recording(source, source);
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
        if (source instanceof SpooledTelemetry spool) {
            spool.close();
        }
    }
}
