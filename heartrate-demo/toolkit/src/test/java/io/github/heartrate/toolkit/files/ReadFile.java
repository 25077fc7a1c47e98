package io.github.heartrate.toolkit.files;

import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is read out of a file.
 *
 * @param readings as {@code patient time bpm}
 * @param skipped as {@code line 3, detail}
 */
record ReadFile(List<String> readings, List<String> skipped, ReadSummary summary) {

    /** Writes a file and reads it. */
    static ReadFile of(Path folder, String name, String text) {
        return of(folder, name, text, ReadSettings.DEFAULT);
    }

    static ReadFile of(Path folder, String name, String text, ReadSettings settings) {
        return of(write(folder, name, text), settings);
    }

    static ReadFile of(Path file) {
        return of(file, ReadSettings.DEFAULT);
    }

    static ReadFile of(Path file, ReadSettings settings) {
        return of(file, settings, Cores.all());
    }

    static ReadFile of(Path file, ReadSettings settings, Cores cores) {
        List<String> readings = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        ReadListener listener = new ReadListener() {
            @Override
            public void skipped(SkippedRow row) {
                skipped.add("line " + row.line() + ", " + row.detail());
            }

            @Override
            public void beginsAnew() {
                skipped.clear();
            }
        };
        try (TelemetryFiles files = new TelemetryFiles(List.of(file), settings, listener, cores)) {
            ReadSummary summary = files.readInto(() -> {
                readings.clear();
                return reading ->
                        readings.add(reading.patientId() + " " + reading.timestamp() + " " + text(reading.bpm()));
            });
            return new ReadFile(readings, skipped, summary);
        }
    }

    /** Each reading without its patient. */
    List<String> rates() {
        return readings.stream()
                .map(reading -> reading.substring(reading.indexOf(' ') + 1))
                .toList();
    }

    static Path write(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(double bpm) {
        return bpm == Math.rint(bpm) ? String.valueOf((long) bpm) : String.valueOf(bpm);
    }
}
