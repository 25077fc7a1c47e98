package io.github.heartrate.toolkit.telemetry.internal.steps;

import java.time.Instant;

/** Counts what readings are to those before them. */
public final class StepCounts {

    private long all;
    private long late;
    private long conflicts;
    private int patients;
    private int withOneReading;

    /** Counts a reading; what it is to the patient's one before. */
    public PatientTrack.Step add(PatientTrack patient, Instant time, double bpm) {
        if (!patient.isRepeated()) {
            if (patient.isHeard()) {
                withOneReading--;
            } else {
                patients++;
                withOneReading++;
            }
        }
        all++;
        PatientTrack.Step step = patient.next(time, bpm);
        switch (step) {
            case LATE -> late++;
            case CONFLICT -> conflicts++;
            case ONWARD, REPEATED -> {}
        }
        return step;
    }

    public long all() {
        return all;
    }

    public long late() {
        return late;
    }

    public long conflicts() {
        return conflicts;
    }

    public int patients() {
        return patients;
    }

    public int withOneReading() {
        return withOneReading;
    }
}
