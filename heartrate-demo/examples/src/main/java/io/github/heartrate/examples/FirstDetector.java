package io.github.heartrate.examples;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import java.time.Instant;

/** The rule for one patient, without a monitor: each reading goes in, and its verdict and alerts come out. */
public final class FirstDetector {

    private FirstDetector() {}

    public static void main(String[] arguments) {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("Patient_1", AlarmPolicy.DEFAULT);
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        for (double bpm : new double[] {72, 104, 108, 111, 98}) {
            Outcome outcome = detector.accept(new Reading("Patient_1", time, bpm));
            System.out.println(bpm + " bpm: " + outcome.verdict());
            for (Alert alert : outcome.alerts()) {
                System.out.println("  " + alert.phase() + " " + alert.condition());
            }
            time = time.plusSeconds(1);
        }
    }
}
