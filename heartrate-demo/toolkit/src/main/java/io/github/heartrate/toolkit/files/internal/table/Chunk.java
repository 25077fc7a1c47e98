package io.github.heartrate.toolkit.files.internal.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of a table that begins with a record, and what {@link PlainRows} makes of it: columns of plain rows, the odd
 * rows between them as they stand, and where it gives up. Used again for other pieces. One thread at a time may use it.
 */
final class Chunk {

    static final int NONE = -1;

    private static final int ROWS = 1 << 10;
    private static final int SLOTS = 1 << 9;

    /** So many odd runs are cheaper as one. */
    private static final int MOST_RUNS = 1 << 10;

    private final PlainRows parser;
    private final int ratesPerRow;

    // The bytes.
    private byte[] bytes;
    private int length;
    private long offset;
    private boolean isLast;

    // The plain rows.
    private int rows;
    private long[] seconds = new long[ROWS];
    private int[] nanos = new int[ROWS];
    private int[] patients = new int[ROWS];
    private double[] rates;

    // The patients of the plain rows, by where their ids stand.
    private int patientCount;
    private int[] idFrom = new int[SLOTS];
    private int[] idTo = new int[SLOTS];
    private int[] follower = new int[SLOTS];
    private int[] slots = new int[SLOTS];
    private int lastPatient = NONE;

    // The runs of odd rows.
    private int runs;
    private int[] runRow = new int[16];
    private int[] runFrom = new int[16];
    private int[] runTo = new int[16];
    private int[] runLine = new int[16];
    private boolean isOdd;

    private int lines;
    private int rest;

    Chunk(PlainRows parser, int ratesPerRow, int size) {
        this.parser = parser;
        this.ratesPerRow = ratesPerRow;
        this.bytes = new byte[size];
        this.rates = new double[ROWS * ratesPerRow];
    }

    /** The buffer, at least so long; what it holds is kept. */
    byte[] bytes(int least) {
        if (bytes.length < least) {
            bytes = Arrays.copyOf(bytes, least);
        }
        return bytes;
    }

    /** Says what the buffer holds now. */
    void hold(int newLength, long newOffset, boolean newIsLast) {
        length = newLength;
        offset = newOffset;
        isLast = newIsLast;
    }

    /** Parses what it holds. */
    Chunk parse() {
        rows = 0;
        runs = 0;
        isOdd = false;
        lines = 0;
        rest = NONE;
        forgetPatients();
        parser.parse(this);
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Where it begins in the text as it is unpacked. */
    long offset() {
        return offset;
    }

    boolean isLast() {
        return isLast;
    }

    /** How many lines are understood, be they plain or odd. */
    int lines() {
        return lines;
    }

    /** Where the record begins that these bytes do not tell the end of; {@link #NONE} if all are understood. */
    int rest() {
        return rest;
    }

    int rows() {
        return rows;
    }

    long second(int row) {
        return seconds[row];
    }

    int nano(int row) {
        return nanos[row];
    }

    /** The number of the row's patient in {@link #patientIds}. */
    int patient(int row) {
        return patients[row];
    }

    double rate(int row, int rate) {
        return rates[row * ratesPerRow + rate];
    }

    int runs() {
        return runs;
    }

    /** How many plain rows stand before an odd run. */
    int rowsBefore(int run) {
        return runRow[run];
    }

    int runFrom(int run) {
        return runFrom[run];
    }

    int runTo(int run) {
        return runTo[run];
    }

    /** How many lines stand before an odd run. */
    int linesBefore(int run) {
        return runLine[run];
    }

    /** The ids of the patients; all are ASCII. */
    String[] patientIds() {
        String[] ids = new String[patientCount];
        for (int i = 0; i < patientCount; i++) {
            ids[i] = new String(bytes, idFrom[i], idTo[i] - idFrom[i], StandardCharsets.US_ASCII);
        }
        return ids;
    }

    /** Whether no further row is taken for a plain one. */
    boolean isOdd() {
        return isOdd;
    }

    void blankLine() {
        lines++;
    }

    /** The place of the next row's first rate. */
    int room() {
        if (rows == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * rows);
            nanos = Arrays.copyOf(nanos, 2 * rows);
            patients = Arrays.copyOf(patients, 2 * rows);
            rates = Arrays.copyOf(rates, 2 * rows * ratesPerRow);
        }
        return rows * ratesPerRow;
    }

    /** The rates, to be filled from {@link #room} on. */
    double[] rates() {
        return rates;
    }

    void add(long second, int nano, int patient) {
        seconds[rows] = second;
        nanos[rows] = nano;
        patients[rows] = patient;
        rows++;
        lines++;
    }

    /** Adds an odd record, to the run before if nothing stands between. Many runs become one, of all rows so far. */
    void addOdd(int from, int to, int recordLines) {
        if (runs > 0 && runTo[runs - 1] == from) {
            runTo[runs - 1] = to;
        } else if (runs == MOST_RUNS) {
            isOdd = true;
            rows = 0;
            runs = 1;
            runRow[0] = 0;
            runFrom[0] = 0;
            runTo[0] = to;
            runLine[0] = 0;
        } else {
            if (runs == runRow.length) {
                runRow = Arrays.copyOf(runRow, 2 * runs);
                runFrom = Arrays.copyOf(runFrom, 2 * runs);
                runTo = Arrays.copyOf(runTo, 2 * runs);
                runLine = Arrays.copyOf(runLine, 2 * runs);
            }
            runRow[runs] = rows;
            runFrom[runs] = from;
            runTo[runs] = to;
            runLine[runs] = lines;
            runs++;
        }
        lines += recordLines;
    }

    void giveUpAt(int record) {
        rest = record;
    }

    private void forgetPatients() {
        patientCount = 0;
        lastPatient = NONE;
        Arrays.fill(slots, NONE);
    }

    /**
     * The number of the patient whose id stands there. Rows of one patient follow each other, or those of several take
     * turns: both are found without a hash, since who came after the last patient before is likely to come now.
     */
    int patient(int from, int to) {
        int before = lastPatient;
        int guess = before == NONE ? NONE : follower[before];
        int found = guess != NONE && isAt(guess, from, to) ? guess : find(from, to);
        if (before != NONE) {
            follower[before] = found;
        }
        lastPatient = found;
        return found;
    }

    private boolean isAt(int patient, int from, int to) {
        return Arrays.equals(bytes, idFrom[patient], idTo[patient], bytes, from, to);
    }

    private int find(int from, int to) {
        int slot = slot(slots, from, to);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        if (patientCount == idFrom.length) {
            idFrom = Arrays.copyOf(idFrom, 2 * patientCount);
            idTo = Arrays.copyOf(idTo, 2 * patientCount);
            follower = Arrays.copyOf(follower, 2 * patientCount);
        }
        int added = patientCount++;
        idFrom[added] = from;
        idTo[added] = to;
        follower[added] = NONE;
        slots[slot] = added;
        if (2 * patientCount > slots.length) {
            int[] larger = new int[2 * slots.length];
            Arrays.fill(larger, NONE);
            for (int i = 0; i < patientCount; i++) {
                larger[slot(larger, idFrom[i], idTo[i])] = i;
            }
            slots = larger;
        }
        return added;
    }

    private int slot(int[] table, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (table.length - 1);
        while (table[slot] != NONE && !isAt(table[slot], from, to)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
