package io.github.heartrate.examples;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import io.github.heartrate.toolkit.telemetry.TelemetryFile;
import java.nio.file.Path;

/** A file of telemetry into alerts. Its layout is told by its looks, and bad rows are named. */
public final class FilesToAlerts {

    private FilesToAlerts() {}

    /**
     * Runs it.
     *
     * @param arguments the file
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
        TelemetryFile file = new TelemetryFile(Path.of(arguments[0]), ReadSettings.DEFAULT, complaints);
        ReadSummary summary = file.read(monitor::accept);
        System.out.println(summary.readings() + " readings");
    }
}
