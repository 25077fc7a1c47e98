package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import io.github.heartrate.toolkit.telemetry.internal.steps.StepCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another source's readings in the order of their times; those of the same time stay in the source's order. The source is
 * read once, to its end, before the first reading is handed on. Memory stays bounded: beyond some 400,000 readings they go
 * to temporary files, which {@link #close} deletes. Not safe for use by several threads.
 */
public final class SortedTelemetry implements TelemetrySource, AutoCloseable {

    private static final int READINGS_IN_MEMORY = 400_000;

    private final TelemetrySource source;
    private final int readingsInMemory;
    private final SpilledRuns runs = new SpilledRuns();
    private final List<Reading> last = new ArrayList<>();
    private @Nullable ReadSummary summary;

    /**
     * Reads nothing yet.
     *
     * @param source is read once
     */
    public SortedTelemetry(TelemetrySource source) {
        this(source, READINGS_IN_MEMORY);
    }

    SortedTelemetry(TelemetrySource source, int readingsInMemory) {
        this.source = requireNonNull(source, "source");
        this.readingsInMemory = readingsInMemory;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        ReadSummary known = summary == null ? readSource() : summary;
        try {
            runs.rewind();
            StepCounts steps = new StepCounts();
            Map<String, PatientTrack> patients = new HashMap<>();
            merge(reading -> {
                PatientTrack patient = patients.computeIfAbsent(reading.patientId(), PatientTrack::new);
                steps.add(patient, reading.timestamp(), reading.bpm());
                sink.accept(reading);
            });
            return known.reordered(ReadSummary.Readings.of(steps));
        } catch (IOException e) {
            throw new TelemetryException(name() + ": can't be read from a temporary file: " + e.getMessage(), e);
        }
    }

    private ReadSummary readSource() {
        ReadSummary read = source.read(reading -> {
            last.add(reading);
            if (last.size() == readingsInMemory) {
                last.sort(Comparator.comparing(Reading::timestamp));
                runs.spill(last);
                last.clear();
            }
        });
        last.sort(Comparator.comparing(Reading::timestamp));
        summary = read;
        return read;
    }

    private void merge(Consumer<? super Reading> sink) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.reading().timestamp()).thenComparingInt(Head::run));
        for (int run = 0; run < runs.count(); run++) {
            refill(heads, run);
        }
        for (Reading reading : last) {
            for (Head head = heads.peek();
                    head != null && !head.reading().timestamp().isAfter(reading.timestamp());
                    head = heads.peek()) {
                heads.remove();
                sink.accept(head.reading());
                refill(heads, head.run());
            }
            sink.accept(reading);
        }
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            sink.accept(head.reading());
            refill(heads, head.run());
        }
    }

    private void refill(PriorityQueue<Head> heads, int run) throws IOException {
        Reading next = runs.next(run);
        if (next != null) {
            heads.add(new Head(next, run));
        }
    }

    private record Head(Reading reading, int run) {}

    @Override
    public void close() {
        try {
            runs.close();
        } catch (IOException e) {
            throw new TelemetryException(name() + ": a temporary file can't be deleted: " + e.getMessage(), e);
        }
    }
}
