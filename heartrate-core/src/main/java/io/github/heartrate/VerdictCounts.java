package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many readings had which verdict. Nearly all are accepted, and each patient counts its own, under the lock that the
 * thread holds anyway. A common atomic counter would cost a second atomic instruction per reading.
 */
final class VerdictCounts {

    private final Patients patients;

    /** Of ACCEPTED only what patients who are gone had counted. */
    private final Map<Verdict, LongAdder> counters = new EnumMap<>(Verdict.class);

    /**
     * With nothing counted here.
     *
     * @param patients those that are not gone
     */
    VerdictCounts(Patients patients) {
        this.patients = patients;
        for (Verdict verdict : Verdict.values()) {
            counters.put(verdict, new LongAdder());
        }
    }

    void add(Verdict verdict) {
        if (verdict != Verdict.ACCEPTED) {
            counter(verdict).increment();
        }
    }

    /** Call it under the patient's lock and retire the patient under the same lock; else a count could miss the patient. */
    void keepThoseOf(Patient patient) {
        counter(Verdict.ACCEPTED).add(patient.acceptedReadings());
    }

    long of(Verdict verdict) {
        LongAdder counter = counter(verdict);
        if (verdict != Verdict.ACCEPTED) {
            return counter.sum();
        }
        long gone;
        long present;
        do {
            gone = counter.sum();
            present = patients.acceptedReadings();
        } while (counter.sum() != gone);
        return gone + present;
    }

    private LongAdder counter(Verdict verdict) {
        return requireNonNull(counters.get(verdict), "verdict");
    }
}
