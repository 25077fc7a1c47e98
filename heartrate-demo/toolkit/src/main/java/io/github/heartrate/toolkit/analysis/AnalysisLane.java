package io.github.heartrate.toolkit.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An analysis of its own, which takes the readings of some patients in batches: on a thread of its own, or on the giver's. */
final class AnalysisLane {

    private static final int BATCH = 1_024;

    /** So many batches may wait; what is more makes the giver wait. */
    private static final int WAITING = 8;

    /** So often a giver that waits looks whether the thread lives. */
    private static final long LOOKS_MILLIS = 100;

    private final PolicyAnalysis analysis;
    private final boolean hasThread;
    private final List<PatientAnalysis> known = new ArrayList<>();
    private final BlockingQueue<ReadingBatch> full = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<ReadingBatch> empty = new ArrayBlockingQueue<>(WAITING + 2);
    private ReadingBatch batch = new ReadingBatch(BATCH);
    private int patients;
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;
    private boolean isClosed;

    AnalysisLane(PolicyAnalysis analysis, boolean hasThread) {
        this.analysis = analysis;
        this.hasThread = hasThread;
    }

    /** To be asked for when all is taken. */
    PolicyAnalysis analysis() {
        return analysis;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Takes a patient up, before the first reading; gives the patient's number here. */
    int enrol(String patientId) {
        batch.enrol(patientId);
        return patients++;
    }

    void accept(int patient, Instant time, double bpm) {
        if (batch.add(patient, time, bpm)) {
            flush();
        }
    }

    /** Waits until all is taken. */
    void finish() {
        flush();
        Thread taker = thread;
        if (taker != null) {
            put(new ReadingBatch(0));
            try {
                taker.join();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            throwFailure();
        }
    }

    void close() {
        isClosed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        if (!hasThread) {
            batch.drain(known, analysis);
            batch.clear();
            return;
        }
        if (thread == null) {
            thread = new Thread(this::takeAll, "heartrate-analysis");
            thread.setDaemon(true);
            thread.start();
        }
        put(batch);
        ReadingBatch used = empty.poll();
        batch = used == null ? new ReadingBatch(BATCH) : used;
    }

    /** Gives readings to the thread, as long as it lives; none are the end. */
    private void put(ReadingBatch readings) {
        try {
            do {
                throwFailure();
            } while (!full.offer(readings, LOOKS_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void throwFailure() {
        Throwable known = failure;
        if (known instanceof Error error) {
            throw error;
        }
        if (known instanceof RuntimeException exception) {
            throw exception;
        }
        if (known != null) {
            throw new IllegalStateException("a thread of the analysis was interrupted", known);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the analysis was interrupted", e);
    }

    /** On the thread. Whatever ends it is known to the giver, who would wait for ever. */
    private void takeAll() {
        try {
            for (ReadingBatch readings = full.take(); !readings.isEmpty(); readings = full.take()) {
                readings.drain(known, analysis);
                readings.clear();
                empty.offer(readings);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }
}
