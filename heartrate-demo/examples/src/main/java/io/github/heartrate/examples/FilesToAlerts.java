package io.github.heartrate.examples;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of telemetry into alerts. What kind they are is told by its looks, and bad rows are named. */
public final class FilesToAlerts {

    private FilesToAlerts() {}

    /**
     * Runs it.
     *
     * @param arguments the files
     */
    public static void main(String[] arguments) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> System.out.println(
                        alert.time() + " " + alert.patientId() + " " + alert.phase() + " " + alert.condition()))
                .build();
        ReadListener complaints = new ReadListener() {
            @Override
            public void skipped(SkippedRow row) {
                System.out.println("skipped: " + row.message());
            }
        };
        List<Path> paths = Stream.of(arguments).map(Path::of).toList();
        try (TelemetryFiles files = new TelemetryFiles(paths, ReadSettings.DEFAULT, complaints)) {
            ReadSummary summary = files.read(monitor::accept);
            System.out.println(summary.readings() + " readings");
        }
    }
}
