package io.github.heartrate.examples;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.Map;

/** Many patients in one monitor. One of them has limits of their own, and a listener is told of every alert. */
public final class MonitorWithListener {

    private MonitorWithListener() {}

    public static void main(String[] arguments) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(
                        alert -> System.out.println(alert.patientId() + " " + alert.phase() + " " + alert.condition()))
                .build();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        AlarmPolicy athlete =
                AlarmPolicy.builder().limits(AlarmLimits.of(38, 100)).build();
        monitor.setPolicy("Athlete", athlete, start);

        Map<String, Double> rates = Map.of("Athlete", 42.0, "Neighbour", 42.0);
        for (int second = 1; second <= 3; second++) {
            Instant time = start.plusSeconds(second);
            rates.forEach((patient, bpm) -> monitor.accept(new Reading(patient, time, bpm)));
        }
        System.out.println(monitor.activeAlarms().size() + " active alarm of " + monitor.patientCount() + " patients");
    }
}
