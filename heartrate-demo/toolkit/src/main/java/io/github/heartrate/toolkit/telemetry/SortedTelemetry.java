package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Another source's readings in the order of their times; those of the same time stay in its order. Memory stays bounded:
 * beyond some 400,000 readings sorted runs go to temporary files and are merged.
 */
public final class SortedTelemetry implements TelemetrySource {

    private static final int READINGS_IN_MEMORY = 400_000;
    private static final Comparator<Reading> BY_TIME = Comparator.comparing(Reading::timestamp);

    private final TelemetrySource source;
    private final int readingsInMemory;

    /**
     * Sorts a source.
     *
     * @param source is read once for each time that this is
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
        List<Reading> chunk = new ArrayList<>();
        try (SpilledRuns runs = new SpilledRuns()) {
            ReadSummary summary = source.read(reading -> {
                chunk.add(reading);
                if (chunk.size() == readingsInMemory) {
                    chunk.sort(BY_TIME);
                    runs.spill(chunk);
                    chunk.clear();
                }
            });
            chunk.sort(BY_TIME);
            StepCounts steps = new StepCounts();
            Map<String, PatientTrack> patients = new HashMap<>();
            merge(runs, chunk, reading -> {
                PatientTrack patient = patients.computeIfAbsent(reading.patientId(), PatientTrack::new);
                steps.add(patient, reading.timestamp(), reading.bpm());
                sink.accept(reading);
            });
            return summary.reordered(steps.counts());
        } catch (IOException e) {
            throw new TelemetryException(name() + ": can't be sorted by way of a temporary file: " + e.getMessage(), e);
        }
    }

    private static void merge(SpilledRuns runs, List<Reading> last, Consumer<? super Reading> sink) throws IOException {
        PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparing(Head::reading, BY_TIME).thenComparingInt(Head::run));
        for (int run = 0; run < runs.count(); run++) {
            refill(heads, runs, run);
        }
        for (Reading reading : last) {
            for (Head head = heads.peek();
                    head != null && head.reading().timestamp().compareTo(reading.timestamp()) <= 0;
                    head = heads.peek()) {
                heads.remove();
                sink.accept(head.reading());
                refill(heads, runs, head.run());
            }
            sink.accept(reading);
        }
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            sink.accept(head.reading());
            refill(heads, runs, head.run());
        }
    }

    private static void refill(PriorityQueue<Head> heads, SpilledRuns runs, int run) throws IOException {
        Reading next = runs.next(run);
        if (next != null) {
            heads.add(new Head(next, run));
        }
    }

    private record Head(Reading reading, int run) {}
}
