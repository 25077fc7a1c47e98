package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The last three rates of each patient in a deque, and an alert on every reading with which all three are on one side:
 * no order, no episodes, no locks. The algorithm of the Python program that this library replaces.
 */
final class DequeOfThree {

    private static final int COUNT = 3;
    private static final double LOW = 50;
    private static final double HIGH = 100;

    private final Map<String, Deque<Double>> recent = new HashMap<>();

    DequeOfThree(Reading[] prologue) {
        accept(prologue);
    }

    long accept(Reading[] readings) {
        long alerts = 0;
        for (Reading reading : readings) {
            Deque<Double> last = recent.computeIfAbsent(reading.patientId(), id -> new ArrayDeque<>(COUNT));
            if (last.size() == COUNT) {
                last.removeFirst();
            }
            last.addLast(reading.bpm());
            if (last.size() == COUNT && (areBelow(last) || areAbove(last))) {
                alerts++;
            }
        }
        return alerts;
    }

    private static boolean areBelow(Deque<Double> rates) {
        for (double bpm : rates) {
            if (bpm >= LOW) {
                return false;
            }
        }
        return true;
    }

    private static boolean areAbove(Deque<Double> rates) {
        for (double bpm : rates) {
            if (bpm <= HIGH) {
                return false;
            }
        }
        return true;
    }
}
