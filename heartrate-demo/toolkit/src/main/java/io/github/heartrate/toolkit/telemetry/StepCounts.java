package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.toolkit.telemetry.ReadSummary.Readings;
import java.time.Instant;

/** Counts what readings are to those before them. */
final class StepCounts {

    private long all;
    private long late;
    private long conflicts;
    private int patients;
    private int withOneReading;

    void add(PatientTrack patient, Instant time, double bpm) {
        if (!patient.isRepeated()) {
            if (patient.last() == null) {
                patients++;
                withOneReading++;
            } else {
                withOneReading--;
            }
        }
        all++;
        switch (patient.next(time, bpm)) {
            case LATE -> late++;
            case CONFLICT -> conflicts++;
            case ONWARD, REPEATED -> {}
        }
    }

    int patients() {
        return patients;
    }

    Readings counts() {
        return new Readings(all, patients, withOneReading, late, conflicts);
    }
}
