package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Looks each patient up and locks it, and does nothing with the reading: what any thread-safe monitor has to do. */
final class MapAndLock {

    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    MapAndLock(Reading[] prologue) {
        for (Reading reading : prologue) {
            locks.putIfAbsent(reading.patientId(), new Object());
        }
    }

    long accept(Reading[] readings) {
        long sum = 0;
        for (Reading reading : readings) {
            Object lock = locks.get(reading.patientId());
            synchronized (lock) {
                sum += (long) reading.bpm();
            }
        }
        return sum;
    }
}
