package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records whose meaning stands in the object around them, perhaps behind them: they are held until that object ends. Up
 * to a million are (chosen here; a day of one per second is 86,400).
 */
final class Held<T> {

    private static final int MOST = 1_000_000;

    private final String file;
    private final List<T> records = new ArrayList<>();

    Held(String file) {
        this.file = file;
    }

    void add(T record) {
        if (records.size() == MOST) {
            throw new TelemetryException(file + ": has more than " + MOST + " records in one object");
        }
        records.add(record);
    }

    /** Gives all away. */
    void release(Consumer<T> reader) {
        records.forEach(reader);
        records.clear();
    }
}
