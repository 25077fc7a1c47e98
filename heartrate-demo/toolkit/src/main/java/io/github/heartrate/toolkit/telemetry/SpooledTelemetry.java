package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import io.github.heartrate.toolkit.telemetry.internal.steps.StepCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another source's readings, kept so that they can be put in order of time, and read again although the source can't be
 * (standard input). The source is read once, to its end, before the first reading is handed on. Memory stays bounded:
 * beyond some 400,000 readings they go to temporary files, which {@link #close} deletes. Not safe for use by several
 * threads.
 */
public final class SpooledTelemetry implements TelemetrySource, AutoCloseable {

    private static final int READINGS_IN_MEMORY = 400_000;
    private static final Comparator<Instant> AS_THEY_STAND = (unused, unusedOther) -> 0;

    private final TelemetrySource source;
    private final int readingsInMemory;
    private final Comparator<Instant> order;
    private final SpilledRuns runs = new SpilledRuns();
    private final List<Reading> last = new ArrayList<>();
    private @Nullable ReadSummary summary;

    private SpooledTelemetry(TelemetrySource source, Comparator<Instant> order, int readingsInMemory) {
        this.source = requireNonNull(source, "source");
        this.order = order;
        this.readingsInMemory = readingsInMemory;
    }

    /**
     * Puts readings in the order of their times; those of the same time stay in the source's order.
     *
     * @param source is read once
     * @return the same readings
     */
    public static SpooledTelemetry sorted(TelemetrySource source) {
        return sorted(source, READINGS_IN_MEMORY);
    }

    static SpooledTelemetry sorted(TelemetrySource source, int readingsInMemory) {
        return new SpooledTelemetry(source, Comparator.naturalOrder(), readingsInMemory);
    }

    /**
     * Keeps readings in the source's order.
     *
     * @param source is read once
     * @return the same readings
     */
    public static SpooledTelemetry asTheyStand(TelemetrySource source) {
        return asTheyStand(source, READINGS_IN_MEMORY);
    }

    static SpooledTelemetry asTheyStand(TelemetrySource source, int readingsInMemory) {
        return new SpooledTelemetry(source, AS_THEY_STAND, readingsInMemory);
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
                last.sort(Comparator.comparing(Reading::timestamp, order));
                runs.spill(last);
                last.clear();
            }
        });
        last.sort(Comparator.comparing(Reading::timestamp, order));
        summary = read;
        return read;
    }

    private void merge(Consumer<? super Reading> sink) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.reading().timestamp(), order)
                        .thenComparingInt(Head::run));
        for (int run = 0; run < runs.count(); run++) {
            refill(heads, run);
        }
        for (Reading reading : last) {
            for (Head head = heads.peek();
                    head != null && order.compare(head.reading().timestamp(), reading.timestamp()) <= 0;
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
