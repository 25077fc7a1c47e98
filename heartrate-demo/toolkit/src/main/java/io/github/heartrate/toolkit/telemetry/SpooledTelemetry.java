package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another source's readings, for a source that can't be read again (standard input) or only at some cost (a sorted one):
 * they are handed on as they are first read and kept for later. Memory stays bounded: beyond some 100,000 readings they
 * go to temporary files, which {@link #close} deletes.
 */
public final class SpooledTelemetry implements TelemetrySource, AutoCloseable {

    private static final int READINGS_IN_MEMORY = 100_000;

    private final TelemetrySource source;
    private final int readingsInMemory;
    private final SpilledRuns runs = new SpilledRuns();
    private final List<Reading> last = new ArrayList<>();
    private @Nullable ReadSummary summary;

    /**
     * Spools a source.
     *
     * @param source is read once
     */
    public SpooledTelemetry(TelemetrySource source) {
        this(source, READINGS_IN_MEMORY);
    }

    SpooledTelemetry(TelemetrySource source, int readingsInMemory) {
        this.source = requireNonNull(source, "source");
        this.readingsInMemory = readingsInMemory;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        ReadSummary known = summary;
        if (known != null) {
            readAgain(sink);
            return known;
        }
        ReadSummary first = source.read(reading -> {
            if (last.size() == readingsInMemory) {
                runs.spill(last);
                last.clear();
            }
            last.add(reading);
            sink.accept(reading);
        });
        summary = first;
        return first;
    }

    private void readAgain(Consumer<? super Reading> sink) {
        try {
            runs.rewind();
            for (int run = 0; run < runs.count(); run++) {
                for (Reading next = runs.next(run); next != null; next = runs.next(run)) {
                    sink.accept(next);
                }
            }
        } catch (IOException e) {
            throw new TelemetryException(name() + ": can't be read from a temporary file: " + e.getMessage(), e);
        }
        last.forEach(sink);
    }

    @Override
    public void close() {
        try {
            runs.close();
        } catch (IOException e) {
            throw new TelemetryException(name() + ": a temporary file can't be deleted: " + e.getMessage(), e);
        }
    }
}
