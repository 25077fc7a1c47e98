package io.github.heartrate.toolkit.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Readings on their way from one thread to another, in columns: objects that wait for another thread live too long to be
 * cheap. Patients are numbers, in the order in which they were enrolled. Used again; one thread at a time may use it.
 */
final class ReadingBatch {

    private final List<String> enrolled = new ArrayList<>();
    private final int[] patients;
    private final long[] seconds;
    private final int[] nanos;
    private final double[] rates;
    private int size;

    ReadingBatch(int capacity) {
        patients = new int[capacity];
        seconds = new long[capacity];
        nanos = new int[capacity];
        rates = new double[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Before the patient's first reading. */
    void enrol(String patientId) {
        enrolled.add(patientId);
    }

    /** Whether it is full with this one. */
    boolean add(int patient, Instant time, double bpm) {
        patients[size] = patient;
        seconds[size] = time.getEpochSecond();
        nanos[size] = time.getNano();
        rates[size] = bpm;
        size++;
        return size == patients.length;
    }

    /** Hands all on in their order; adds the patients who are new to those of all batches before. */
    void drain(List<PatientAnalysis> known, PolicyAnalysis analysis) {
        enrolled.forEach(id -> known.add(analysis.patient(id)));
        for (int i = 0; i < size; i++) {
            analysis.accept(known.get(patients[i]), seconds[i], nanos[i], rates[i]);
        }
    }

    void clear() {
        enrolled.clear();
        size = 0;
    }
}
