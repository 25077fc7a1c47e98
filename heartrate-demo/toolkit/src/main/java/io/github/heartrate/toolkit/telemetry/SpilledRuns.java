package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.Reading;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs of readings in temporary files, 24 bytes a reading; the files go when this is closed, or the JVM ends. */
final class SpilledRuns implements AutoCloseable {

    private final List<Run> runs = new ArrayList<>();
    private final List<String> patients = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();

    int count() {
        return runs.size();
    }

    /** Writes one run; a failure is a {@link TelemetryException}. */
    void spill(List<Reading> readings) {
        try {
            Path file = Files.createTempFile("heartrate-readings", ".tmp");
            file.toFile().deleteOnExit();
            Run run = new Run(file, readings.size());
            runs.add(run);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (Reading reading : readings) {
                    Instant time = reading.timestamp();
                    out.writeLong(time.getEpochSecond());
                    out.writeInt(time.getNano());
                    out.writeInt(index(reading.patientId()));
                    out.writeDouble(reading.bpm());
                }
            }
        } catch (IOException e) {
            throw new TelemetryException("temporary file of readings: can't be written: " + e.getMessage(), e);
        }
    }

    private int index(String patient) {
        return indices.computeIfAbsent(patient, id -> {
            patients.add(id);
            return patients.size() - 1;
        });
    }

    /** The next reading of a run; null after its last. */
    @Nullable
    Reading next(int index) throws IOException {
        Run run = runs.get(index);
        if (run.left == 0) {
            return null;
        }
        DataInputStream in = run.open();
        run.left--;
        Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
        return new Reading(patients.get(in.readInt()), time, in.readDouble());
    }

    /** Lets every run begin anew. */
    void rewind() throws IOException {
        for (Run run : runs) {
            run.rewind();
        }
    }

    @Override
    public void close() throws IOException {
        for (Run run : runs) {
            run.rewind();
            Files.deleteIfExists(run.file);
        }
    }

    private static final class Run {
        private final Path file;
        private final int readings;
        private int left;
        private @Nullable DataInputStream in;

        Run(Path file, int readings) {
            this.file = file;
            this.readings = readings;
            this.left = readings;
        }

        void rewind() throws IOException {
            left = readings;
            if (in != null) {
                in.close();
                in = null;
            }
        }

        DataInputStream open() throws IOException {
            DataInputStream opened = in;
            if (opened == null) {
                opened = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                in = opened;
            }
            return opened;
        }
    }
}
