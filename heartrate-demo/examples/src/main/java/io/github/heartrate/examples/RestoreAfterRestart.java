package io.github.heartrate.examples;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A program that ends in the middle of a run and is started again. The snapshot holds the run, so that the third reading
 * raises the alarm after the restart; it holds the policy too.
 */
public final class RestoreAfterRestart {

    private RestoreAfterRestart() {}

    /**
     * Runs it.
     *
     * @param arguments the file that keeps the state
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Instant time = Instant.parse("2026-01-01T00:00:00Z");

        HeartRateMonitor before = HeartRateMonitor.builder().build();
        before.accept(new Reading("Patient_1", time, 104));
        before.accept(new Reading("Patient_1", time.plusSeconds(1), 108));
        Files.write(file, before.snapshot().toBytes());

        HeartRateMonitor after = HeartRateMonitor.builder()
                .restore(MonitorSnapshot.fromBytes(Files.readAllBytes(file)))
                .listener(alert -> System.out.println(alert.phase() + " since " + alert.onset()))
                .build();
        after.accept(new Reading("Patient_1", time.plusSeconds(2), 111));
    }
}
