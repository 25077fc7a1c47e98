package io.github.heartrate.demo.alerts;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Latch;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Alerts that have all that an alert can say. */
final class SampleAlerts {

    private SampleAlerts() {}

    /**
     * Raised, acknowledged and cleared, a lost signal in a run with late readings and a pause, and a latched alarm; with
     * names that CSV and JSON must quote.
     */
    static List<Alert> all() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder()
                        .staleAfter(Duration.ofSeconds(30))
                        .latch(Latch.ALL)
                        .build())
                .build();
        String patient = "bed 7, \"näh\"\nward";
        List<Alert> alerts = new ArrayList<>();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int second = 0; second < 3; second++) {
            alerts.addAll(monitor.accept(new Reading(patient, start.plusSeconds(second), 104 + second))
                    .alerts());
        }
        Alert raised = alerts.get(0);
        alerts.addAll(monitor.acknowledge(raised, "R. Meyer, \"night\" ", start.plusSeconds(3))
                .alerts());
        for (double bpm : new double[] {72, 104, 105}) {
            alerts.addAll(monitor.accept(new Reading(patient, start.plusSeconds((long) bpm), bpm))
                    .alerts());
        }
        monitor.accept(new Reading(patient, start.plusSeconds(9), 31.5));
        monitor.pause(patient, start.plusSeconds(900), start.plusSeconds(110));
        alerts.addAll(monitor.tick(start.plusSeconds(180)).alerts());
        for (int second = 181; second < 187; second++) {
            alerts.addAll(monitor.accept(new Reading(patient, start.plusSeconds(second), second < 184 ? 120 : 72))
                    .alerts());
        }
        return List.copyOf(alerts);
    }
}
