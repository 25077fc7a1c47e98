package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.Instant;

/**
 * Parses the rows of a {@link Chunk} that give readings and nothing to tell of, right out of the bytes. A row that is
 * anything else is left to {@link RowCursor}, which would read these in the same way. One object per chunk.
 */
final class PlainRows {

    private static final int ODD = -1;
    private static final int LONGEST_CELL = 64;

    /** A long takes so many digits, and so does a double. */
    private static final int EXACT_DIGITS = 15;

    private final int[] roles;
    private final byte separator;
    private final byte decimalMark;
    private final boolean takesIsoTimes;
    private final boolean takesNumbersAsTheyAre;
    private final Records records;
    private final IsoTimes isoTimes;
    private final TimeReading times;
    private final RateCells rateCells;
    private final char[] cell = new char[LONGEST_CELL];

    // The cell under the parser, and the row.
    private int cellFrom;
    private int cellTo;
    private long second;
    private int nano;

    /** For one thread. */
    PlainRows(PlainShape shape, TimeReading ownTimes) {
        roles = shape.roles();
        separator = (byte) shape.separator();
        decimalMark = (byte) shape.decimalMark();
        takesIsoTimes = shape.takesIsoTimes();
        takesNumbersAsTheyAre = shape.takesNumbersAsTheyAre();
        records = new Records(shape.separator());
        isoTimes = new IsoTimes(shape.offsetOfLocal());
        times = ownTimes;
        rateCells = new RateCells(shape.numbers(), shape.missing(), shape.layout());
    }

    void parse(Chunk chunk) {
        byte[] bytes = chunk.bytes();
        int length = chunk.length();
        int at = 0;
        isoTimes.begin();
        while (at < length) {
            if (bytes[at] == '\n') {
                chunk.blankLine();
                at++;
                continue;
            }
            int behind = chunk.isOdd() ? ODD : row(chunk, bytes, at, length);
            if (behind == ODD) {
                if (!records.find(bytes, at, length, chunk.isLast())) {
                    chunk.giveUpAt(at);
                    return;
                }
                behind = records.end();
                chunk.addOdd(at, behind, records.lines());
            }
            at = behind;
        }
    }

    /** Adds the row at a position; gives the position behind its line, or {@link #ODD} if it is no plain row. */
    private int row(Chunk chunk, byte[] bytes, int from, int length) {
        int place = chunk.room();
        double[] rates = chunk.rates();
        int patient = 0;
        int at = from;
        for (int column = 0; column < roles.length; column++) {
            if (column > 0) {
                if (at == length || bytes[at] != separator) {
                    return ODD;
                }
                at++;
            }
            int role = roles[column];
            if (role == PlainShape.TIME) {
                at = time(bytes, at, length);
            } else if (role >= 0) {
                at = rate(role, rates, place + role, bytes, at, length);
            } else {
                at = cell(bytes, at, length);
                if (at >= 0 && role == PlainShape.PATIENT) {
                    if (isBlank(bytes)) {
                        return ODD;
                    }
                    patient = chunk.patient(cellFrom, cellTo);
                }
            }
            if (at < 0) {
                return ODD;
            }
        }
        int behind = behindLine(bytes, at, length, chunk.isLast());
        if (behind >= 0) {
            chunk.add(second, nano, patient);
        }
        return behind;
    }

    private static int behindLine(byte[] bytes, int at, int length, boolean isLast) {
        if (at == length) {
            return isLast ? at : ODD;
        }
        if (bytes[at] == '\n') {
            return at + 1;
        }
        return bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n' ? at + 2 : ODD;
    }

    /** Finds the cell at a position; gives the position behind it, or {@link #ODD} if it is not plain ASCII text. */
    private int cell(byte[] bytes, int from, int length) {
        if (from < length && bytes[from] == '"') {
            return quoted(bytes, from, length);
        }
        int at = from;
        while (at < length) {
            byte b = bytes[at];
            if (b == separator || b == '\n' || b == '\r') {
                break;
            }
            if (b <= 0) {
                return ODD;
            }
            at++;
        }
        cellFrom = from;
        cellTo = at;
        return at;
    }

    private int quoted(byte[] bytes, int from, int length) {
        int at = from + 1;
        while (at < length && bytes[at] != '"') {
            if (bytes[at] <= 0 || bytes[at] == '\n' || bytes[at] == '\r') {
                return ODD;
            }
            at++;
        }
        cellFrom = from + 1;
        cellTo = at;
        return at == length ? ODD : at + 1;
    }

    private boolean isBlank(byte[] bytes) {
        for (int i = cellFrom; i < cellTo; i++) {
            if (bytes[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean isEnd(byte[] bytes, int at, int length) {
        return at == length || bytes[at] == separator || bytes[at] == '\n' || bytes[at] == '\r';
    }

    private int time(byte[] bytes, int from, int length) {
        if (takesIsoTimes) {
            int behind = isoTimes.again(bytes, from, length);
            if (behind < 0 || !isEnd(bytes, behind, length)) {
                behind = isoTimes.read(bytes, from, length);
            }
            if (behind >= 0 && isEnd(bytes, behind, length)) {
                second = isoTimes.second();
                nano = isoTimes.nano();
                return RowCursor.isTime(second) ? behind : ODD;
            }
        }
        int behind = cell(bytes, from, length);
        int size = behind < 0 ? ODD : stripped(bytes);
        if (size <= 0) {
            return ODD;
        }
        times.clock().begin();
        Instant time = times.parser().parse(cell, 0, size);
        if (time == null || times.clock().overlap() != null || !RowCursor.isTime(time.getEpochSecond())) {
            return ODD;
        }
        second = time.getEpochSecond();
        nano = time.getNano();
        return behind;
    }

    private int rate(int rate, double[] rates, int place, byte[] bytes, int from, int length) {
        if (takesNumbersAsTheyAre) {
            int behind = number(rates, place, bytes, from, length);
            if (behind >= 0) {
                return behind;
            }
        }
        int behind = cell(bytes, from, length);
        int size = behind < 0 ? ODD : stripped(bytes);
        if (size < 0) {
            return ODD;
        }
        rateCells.begin();
        rateCells.read(rate, cell, 0, size);
        if (rateCells.bad(rate) != null) {
            return ODD;
        }
        rates[place] = rateCells.isRate(rate) ? rateCells.bpm(rate) : rateCells.absent(rate);
        return behind;
    }

    /** Digits, with a mark among them or without. */
    private int number(double[] rates, int place, byte[] bytes, int from, int length) {
        long digits = 0;
        long scale = 0;
        int marks = 0;
        int at = from;
        while (at < length && at - from <= EXACT_DIGITS) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                scale *= 10;
            } else if (marks == 0 && (bytes[at] == decimalMark || bytes[at] == '.') && bytes[at] != separator) {
                marks = 1;
                scale = 1;
            } else {
                break;
            }
            at++;
        }
        int count = at - from - marks;
        if (count == 0 || count > EXACT_DIGITS || !isEnd(bytes, at, length)) {
            return ODD;
        }
        rates[place] = scale <= 1 ? digits : digits / (double) scale;
        return at;
    }

    /** Copies the cell without the white space around it; gives its length, or {@link #ODD} if it is too long. */
    private int stripped(byte[] bytes) {
        int from = cellFrom;
        int to = cellTo;
        while (from < to && Cells.isSpace(bytes[from])) {
            from++;
        }
        while (to > from && Cells.isSpace(bytes[to - 1])) {
            to--;
        }
        if (to - from > LONGEST_CELL) {
            return ODD;
        }
        for (int i = from; i < to; i++) {
            cell[i - from] = (char) bytes[i];
        }
        return to - from;
    }
}
