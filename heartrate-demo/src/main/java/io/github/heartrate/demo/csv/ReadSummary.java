package io.github.heartrate.demo.csv;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was read and what was not.
 *
 * @param readings how many were handed on
 * @param blankCells cells of rates that were blank: no reading, and no error
 * @param skipped how many rows were skipped, by reason; reasons that never came are missing
 */
public record ReadSummary(long readings, long blankCells, Map<SkipReason, Long> skipped) {

    /** Copies the map. */
    public ReadSummary {
        Map<SkipReason, Long> copy = new EnumMap<>(SkipReason.class);
        copy.putAll(skipped);
        skipped = Collections.unmodifiableMap(copy);
    }

    /**
     * How many rows were skipped in all.
     *
     * @return the sum over the reasons
     */
    public long skippedRows() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }
}
