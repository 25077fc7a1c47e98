package app;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;

/** The README's program. */
public final class Main {

    private Main() {}

    /** Prints two lines. */
    public static void main(String[] args) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> System.out.println(alert.phase() + " " + alert.condition() + " of "
                        + alert.patientId() + ", priority " + alert.priority() + ", after "
                        + alert.duration().toSeconds() + " s"))
                .build();

        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        for (double bpm : new double[] {72, 104, 108, 111, 117, 98}) {
            monitor.accept(new Reading("Patient_1", time, bpm));
            time = time.plusSeconds(1);
        }
    }
}
