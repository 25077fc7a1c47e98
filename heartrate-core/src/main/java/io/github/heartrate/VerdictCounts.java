package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many readings had which verdict. Nearly all are accepted, and those a detector counts itself, under the lock that
 * its thread holds anyway: an atomic counter would be a second atomic instruction a reading.
 */
final class VerdictCounts {

    private final Collection<ConsecutiveThresholdDetector> detectors;

    /** Of ACCEPTED only what detectors that are gone had counted. */
    private final Map<Verdict, LongAdder> counters = new EnumMap<>(Verdict.class);

    /**
     * With nothing counted here.
     *
     * @param detectors a live view of those that are not gone; each comes with its lock
     */
    VerdictCounts(Collection<ConsecutiveThresholdDetector> detectors) {
        this.detectors = detectors;
        for (Verdict verdict : Verdict.values()) {
            counters.put(verdict, new LongAdder());
        }
    }

    void add(Verdict verdict) {
        if (verdict != Verdict.ACCEPTED) {
            counter(verdict).increment();
        }
    }

    /** To be called under the lock under which the detector then goes and is retired, or a count could miss it. */
    void keepThoseOf(ConsecutiveThresholdDetector detector) {
        counter(Verdict.ACCEPTED).add(detector.acceptedReadings());
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
            present = acceptedByPresentOnes();
        } while (counter.sum() != gone);
        return gone + present;
    }

    private long acceptedByPresentOnes() {
        long sum = 0;
        for (ConsecutiveThresholdDetector detector : detectors) {
            if (detector.lock()) {
                try {
                    sum += detector.acceptedReadings();
                } finally {
                    detector.unlock();
                }
            }
        }
        return sum;
    }

    private LongAdder counter(Verdict verdict) {
        return requireNonNull(counters.get(verdict), "verdict");
    }
}
