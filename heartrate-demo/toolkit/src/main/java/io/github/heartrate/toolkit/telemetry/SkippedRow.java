package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

/**
 * A row that gave no reading.
 *
 * @param source the name of the file
 * @param line where the row begins, from 1
 * @param reason why, for counting
 * @param detail why, with the column and the value, for the user
 */
public record SkippedRow(String source, long line, SkipReason reason, String detail) {

    /** Checks that nothing is missing. */
    public SkippedRow {
        requireNonNull(source, "source");
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
    }

    /**
     * All of it in one line.
     *
     * @return {@code FILE: line N, DETAIL}
     */
    public String message() {
        return source + ": line " + line + ", " + detail;
    }
}
