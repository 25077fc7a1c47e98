package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Counts one pass over a file, hands the readings on, and tells of what was skipped. */
final class ReadTally {

    private final String file;
    private final boolean strict;
    private final ReadListener listener;
    private final Consumer<? super Reading> sink;
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final StepCounts steps = new StepCounts();
    private long blankCells;
    private long leftOutRows;
    private long ambiguousTimes;
    private IntFunction<String> how = count -> count + (count == 1 ? " patient" : " patients");

    ReadTally(String file, boolean strict, ReadListener listener, Consumer<? super Reading> sink) {
        this.file = file;
        this.strict = strict;
        this.listener = listener;
        this.sink = sink;
    }

    /** Says how it is read, in words, for a number of patients. */
    void readAs(IntFunction<String> text) {
        how = text;
    }

    void accept(PatientTrack patient, Instant time, double bpm) {
        steps.add(patient, time, bpm);
        sink.accept(new Reading(patient.id(), time, bpm));
    }

    void blank() {
        blankCells++;
    }

    void leaveOut() {
        leftOutRows++;
    }

    void ambiguous() {
        ambiguousTimes++;
    }

    void skip(long line, SkipReason reason, String detail) {
        SkippedRow row = new SkippedRow(file, line, reason, detail);
        if (strict) {
            throw new TelemetryException(row.message());
        }
        skipped.merge(reason, 1L, Long::sum);
        listener.skipped(row);
    }

    ReadSummary summary() {
        ReadSummary summary = new ReadSummary(
                how.apply(steps.patients()), steps.counts(), blankCells, leftOutRows, ambiguousTimes, skipped);
        if (summary.readings() == 0) {
            long bad = summary.skippedRows();
            throw new TelemetryException(file + ": holds no readings"
                    + (bad > 0 ? ", " + bad + (bad == 1 ? " bad row" : " bad rows") : "")
                    + (leftOutRows > 0
                            ? ", " + leftOutRows + (leftOutRows == 1 ? " row" : " rows") + " left out by --where"
                            : "")
                    + (blankCells > 0 ? ", " + blankCells + (blankCells == 1 ? " blank cell" : " blank cells") : "")
                    + (bad > 0 && bad == skipped.getOrDefault(SkipReason.BAD_TIME, 0L)
                            ? "; say how its times are written, such as --time-format 'dd.MM.yyyy HH:mm:ss'"
                            : ""));
        }
        return summary;
    }
}
