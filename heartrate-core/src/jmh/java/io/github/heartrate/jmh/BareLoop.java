package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** The default rule over primitive arrays, with patients numbered in advance: the limit of what is possible. */
final class BareLoop {

    private static final int COUNT = 3;
    private static final double LOW = 50;
    private static final double HIGH = 100;

    /** Readings taken apart. */
    static final class Columns {
        private final int[] patients;
        private final long[] nanos;
        private final double[] bpms;

        Columns(int length) {
            patients = new int[length];
            nanos = new long[length];
            bpms = new double[length];
        }
    }

    private final Map<String, Integer> numbers = new HashMap<>();
    private final long[] lastNanos;
    /** How many readings in a row were above (positive) or below (negative) the limits. */
    private final int[] runs;
    /** 1 while a high alarm is active, -1 while a low one is. */
    private final int[] alarms;

    BareLoop(Reading[] prologue) {
        for (Reading reading : prologue) {
            numbers.putIfAbsent(reading.patientId(), numbers.size());
        }
        lastNanos = new long[numbers.size()];
        runs = new int[numbers.size()];
        alarms = new int[numbers.size()];
        accept(columns(prologue));
    }

    Columns columns(Reading[] readings) {
        Columns columns = new Columns(readings.length);
        for (int i = 0; i < readings.length; i++) {
            Reading reading = readings[i];
            columns.patients[i] = numbers.get(reading.patientId());
            columns.nanos[i] = ChronoUnit.NANOS.between(Instant.EPOCH, reading.timestamp());
            columns.bpms[i] = reading.bpm();
        }
        return columns;
    }

    long accept(Columns columns) {
        long alerts = 0;
        for (int i = 0; i < columns.bpms.length; i++) {
            int patient = columns.patients[i];
            if (columns.nanos[i] <= lastNanos[patient]) {
                continue;
            }
            lastNanos[patient] = columns.nanos[i];
            double bpm = columns.bpms[i];
            int side = bpm > HIGH ? 1 : bpm < LOW ? -1 : 0;
            int run = side == 0 ? 0 : side * runs[patient] > 0 ? runs[patient] + side : side;
            runs[patient] = run;
            int alarm = alarms[patient];
            if (alarm != 0 && side != alarm) {
                alarms[patient] = 0;
                alerts++;
            }
            if (side != 0 && side != alarms[patient] && side * run >= COUNT) {
                alarms[patient] = side;
                alerts++;
            }
        }
        return alerts;
    }
}
