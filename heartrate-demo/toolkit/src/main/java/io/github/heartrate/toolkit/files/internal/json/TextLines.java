package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.Reader;

/** A text line by line, without a copy of each. A line of more than a mebibyte (chosen here) is refused. */
final class TextLines {

    private static final int MAX_LINE = 1 << 20;

    private final Reader text;
    private final String file;
    private char[] buffer = new char[1 << 16];
    private int filled;
    private int from;
    private int end = -1;
    private long number;

    TextLines(Reader text, String file) {
        this.text = text;
        this.file = file;
    }

    /** Goes to the next line; false behind the last one. */
    boolean next() throws IOException {
        from = end + 1;
        end = from;
        number++;
        while (true) {
            while (end < filled) {
                if (buffer[end] == '\n') {
                    return true;
                }
                end++;
            }
            if (!fill()) {
                return end > from;
            }
        }
    }

    private boolean fill() throws IOException {
        int length = Math.max(0, filled - from);
        if (length > MAX_LINE) {
            throw new TelemetryException(file + ": line " + number + ", JSON with too long a line");
        }
        char[] target = 2 * length > buffer.length ? new char[2 * buffer.length] : buffer;
        System.arraycopy(buffer, filled - length, target, 0, length);
        buffer = target;
        from = 0;
        end = length;
        int count = text.read(buffer, length, buffer.length - length);
        filled = length + Math.max(0, count);
        return count > 0;
    }

    /** Which one it is, from 1 on. */
    long number() {
        return number;
    }

    /** What its characters are in. */
    char[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int length() {
        return end - from;
    }
}
