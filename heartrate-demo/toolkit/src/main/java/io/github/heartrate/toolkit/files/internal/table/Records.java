package io.github.heartrate.toolkit.files.internal.table;

/**
 * Finds where the records of a CSV end in bytes whose ASCII is ASCII, by the rules of FastCSV: a quote at the beginning of
 * a cell opens it, two quotes in it are one, and a line ends with LF, CR or both. Not safe for use by several threads.
 */
final class Records {

    private final byte separator;
    private int end;
    private int lines;

    Records(char separator) {
        this.separator = (byte) separator;
    }

    /** Behind the line break of the record that was found. */
    int end() {
        return end;
    }

    /** How many lines the record that was found runs over. */
    int lines() {
        return lines;
    }

    /**
     * Finds the record at a position.
     *
     * @param isLast whether there are no bytes after these
     * @return false if they do not tell where it ends: a quote is open, or what follows a closing one is refused
     */
    boolean find(byte[] bytes, int from, int to, boolean isLast) {
        lines = 1;
        boolean beginsCell = true;
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b == '"' && beginsCell) {
                i = closed(bytes, i + 1, to);
                if (i < 0 || (i < to && bytes[i] != separator && bytes[i] != '\n' && bytes[i] != '\r')) {
                    return false;
                }
                beginsCell = false;
                continue;
            }
            i++;
            if (b == '\n') {
                end = i;
                return true;
            }
            if (b == '\r') {
                end = i < to && bytes[i] == '\n' ? i + 1 : i;
                return i < to || isLast;
            }
            beginsCell = b == separator;
        }
        end = to;
        return isLast;
    }

    /** Behind the quote that closes a cell; negative if none does. */
    private int closed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"') {
                if (i + 1 == to || bytes[i + 1] != '"') {
                    return i + 1;
                }
                i++;
            } else if (b == '\r' || (b == '\n' && bytes[i - 1] != '\r')) {
                lines++;
            }
        }
        return -1;
    }
}
