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
    private final int[] toBeJudged;
    private int size;

    ReadingBatch(int capacity) {
        patients = new int[capacity];
        seconds = new long[capacity];
        nanos = new int[capacity];
        rates = new double[capacity];
        toBeJudged = new int[capacity];
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

    /**
     * Hands all on; adds the patients who are new to those of all batches before. The few readings that have to be judged come
     * last, in their order: HotSpot would inline all of the judging into a loop of both, and take long to compile it.
     */
    void drain(List<PatientAnalysis> known, PolicyAnalysis analysis) {
        enrolled.forEach(id -> known.add(analysis.patient(id)));
        int others = handOnRoutine(known);
        analysis.acceptedRoutine(size - others);
        for (int i = 0; i < others; i++) {
            int at = toBeJudged[i];
            analysis.judge(known.get(patients[at]), seconds[at], nanos[at], rates[at]);
        }
    }

    private int handOnRoutine(List<PatientAnalysis> known) {
        int others = 0;
        for (int i = 0; i < size; i++) {
            if (!known.get(patients[i]).acceptIfRoutine(seconds[i], nanos[i], rates[i])) {
                toBeJudged[others] = i;
                others++;
            }
        }
        return others;
    }

    void clear() {
        enrolled.clear();
        size = 0;
    }
}
