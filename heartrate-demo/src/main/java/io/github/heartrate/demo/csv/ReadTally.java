package io.github.heartrate.demo.csv;

import io.github.heartrate.Reading;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts one pass over a file, hands the readings on, and tells of what was skipped. */
final class ReadTally {

    private final String file;
    private final boolean strict;
    private final ReadListener listener;
    private final Consumer<? super Reading> sink;
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private long readings;
    private long blankCells;

    ReadTally(String file, boolean strict, ReadListener listener, Consumer<? super Reading> sink) {
        this.file = file;
        this.strict = strict;
        this.listener = listener;
        this.sink = sink;
    }

    void accept(Reading reading) {
        readings++;
        sink.accept(reading);
    }

    void blank() {
        blankCells++;
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
        ReadSummary summary = new ReadSummary(readings, blankCells, skipped);
        if (readings == 0) {
            long rows = summary.skippedRows();
            throw new TelemetryException(file + ": holds no readings" + (rows > 0 ? ", " + rows + " bad rows" : ""));
        }
        return summary;
    }
}
