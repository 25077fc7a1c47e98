package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of which only ASCII matters, so that its encoding does not: other bytes are read as Latin-1. A line
 * that is very long ends the reading.
 */
final class ShortLines {

    private static final int BUFFER = 1 << 16;

    /** Far above what a format of short lines holds; chosen here. */
    private static final int LONGEST = 1 << 16;

    private final InputStream in;
    private final String file;
    private long number;
    private boolean afterReturn;

    /**
     * Of all bytes.
     *
     * @param file its name in messages
     */
    ShortLines(InputStream in, String file) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.file = file;
    }

    /** The number of the latest line, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end; null if there is none. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        number++;
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean isSecondOfPair = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (isSecondOfPair) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return line.toString();
            }
            if (line.length() == LONGEST) {
                throw new TelemetryException(file + ": line " + number + " has more than " + LONGEST + " characters");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? null : line.toString();
    }
}
