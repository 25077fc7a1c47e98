package io.github.heartrate.jmh;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;

/** Makes monitors that have taken a prologue, and feeds them. */
final class Monitors {

    private Monitors() {}

    static MonitorSnapshot after(AlarmPolicy policy, Reading[] prologue) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        feed(monitor, prologue);
        return monitor.snapshot();
    }

    static HeartRateMonitor restored(MonitorSnapshot snapshot) {
        return restored(snapshot, 0);
    }

    static HeartRateMonitor restored(MonitorSnapshot snapshot, int expectedPatients) {
        return HeartRateMonitor.builder()
                .policy(snapshot.policy())
                .expectedPatients(expectedPatients)
                .restore(snapshot)
                .build();
    }

    /** Returns how many alerts there were. */
    static long feed(HeartRateMonitor monitor, Reading[] readings) {
        long alerts = 0;
        for (Reading reading : readings) {
            alerts += monitor.accept(reading).alerts().size();
        }
        return alerts;
    }
}
