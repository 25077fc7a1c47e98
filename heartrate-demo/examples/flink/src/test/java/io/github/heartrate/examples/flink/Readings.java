package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** One reading per patient and second, by formula, and what the core makes of them. */
final class Readings {

    static final int PATIENTS = 20;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Readings() {}

    /** The reading at an index: all patients' of one second, then those of the next. Each has runs of its own length. */
    static Reading at(long index) {
        int patient = (int) (index % PATIENTS);
        long second = index / PATIENTS;
        boolean isHigh = second / (2 + patient % 5) % 3 == 1;
        return new Reading("Patient_" + patient, START.plusSeconds(second), isHigh ? 120 : 72);
    }

    /** The ids of the core's alerts for the first readings. */
    static List<String> alertIds(long count) {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(AlarmPolicy.DEFAULT).build();
        return LongStream.range(0, count)
                .mapToObj(index -> monitor.accept(at(index)).alerts())
                .flatMap(List::stream)
                .map(Alert::id)
                .toList();
    }
}
