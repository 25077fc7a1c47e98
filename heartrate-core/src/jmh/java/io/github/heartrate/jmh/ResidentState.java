package io.github.heartrate.jmh;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;
import org.openjdk.jol.info.GraphLayout;

/** How much of the heap a million patients without an alarm take. */
final class ResidentState {

    private static final int PATIENTS = 1_000_000;
    private static final int READINGS_EACH = 3;

    private ResidentState() {}

    /** Bytes a patient, beside its id. */
    static double bytesPerPatient() {
        System.setProperty("jol.magicFieldOffset", "true"); // without it JOL refuses records
        String[] ids = new String[PATIENTS];
        for (int i = 0; i < PATIENTS; i++) {
            ids[i] = "patient-" + i;
        }
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int second = 0; second < READINGS_EACH; second++) {
            Instant time = start.plusSeconds(second);
            for (String id : ids) {
                monitor.accept(new Reading(id, time, 72));
            }
        }
        long withIds = GraphLayout.parseInstance(monitor, ids).totalSize();
        long idsAlone = GraphLayout.parseInstance((Object) ids).totalSize();
        return (withIds - idsAlone) / (double) PATIENTS;
    }
}
