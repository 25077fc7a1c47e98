package io.github.heartrate.demo.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row under the parser. Until a {@link Layout} is set it keeps a row as text (that is the header); from then on it
 * reads each cell right out of the parser's buffer, and makes no text but for a bad cell. One object for all rows.
 */
final class RowCursor extends AbstractBaseCsvCallbackHandler<RowCursor> {

    private static final int IGNORED = -1;
    private static final int TIME = -2;
    private static final int PATIENT = -3;

    /** A blank cell; no parsed rate is minus infinity. */
    private static final double BLANK = Double.NEGATIVE_INFINITY;

    private final PatientIds patientIds = new PatientIds();
    private final NumberParser numbers;
    private final List<String> texts = new ArrayList<>();

    private @Nullable Layout layout;
    private @Nullable TimeParser times;
    private int[] roles = {};
    private double[] rates = {};

    private long line;
    private @Nullable String patient;
    private @Nullable Instant time;
    private @Nullable SkipReason error;
    private String detail = "";

    RowCursor(NumberParser numbers) {
        this.numbers = numbers;
    }

    void setLayout(Layout newLayout, TimeParser timeParser) {
        layout = newLayout;
        times = timeParser;
        roles = new int[newLayout.header().size()];
        java.util.Arrays.fill(roles, IGNORED);
        roles[newLayout.timeColumn()] = TIME;
        if (newLayout.hasPatientColumn()) {
            roles[newLayout.patientColumn()] = PATIENT;
        }
        for (int i = 0; i < newLayout.rateColumns().size(); i++) {
            roles[newLayout.rateColumns().get(i)] = i;
        }
        rates = new double[newLayout.rateColumns().size()];
    }

    long line() {
        return line;
    }

    /** The cells as text, for a row that was read before there was a layout. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Why the row gives no reading; null if it does. */
    @Nullable
    SkipReason error() {
        return error;
    }

    String detail() {
        return detail;
    }

    @Nullable
    Instant time() {
        return time;
    }

    /** The id in the patient column, if the layout has one. */
    @Nullable
    String patient() {
        return patient;
    }

    boolean isBlank(int rate) {
        return rates[rate] == BLANK;
    }

    double rate(int rate) {
        return rates[rate];
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        texts.clear();
        error = null;
        time = null;
        patient = null;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (layout == null) {
            texts.add(new String(buffer, offset, length));
            return;
        }
        int end = offset + length;
        if (index >= roles.length) {
            if (Cells.skipSpaces(buffer, offset, end) < end) {
                fail(SkipReason.WRONG_COLUMNS, "more than the header's " + roles.length + " columns");
            }
            return;
        }
        if (quoted && isOverSeveralLines(buffer, offset, end)) {
            fail(
                    SkipReason.BROKEN_QUOTE,
                    column(index) + "a quoted value runs over several lines (is a quote missing?): "
                            + shown(buffer, offset, end));
            return;
        }
        int role = roles[index];
        if (role >= 0) {
            rate(index, role, buffer, offset, end);
        } else if (role == TIME) {
            time(index, buffer, offset, end);
        } else if (role == PATIENT) {
            patient(index, buffer, offset, end);
        }
    }

    private void rate(int index, int role, char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (from == to) {
            rates[role] = BLANK;
            return;
        }
        double bpm = numbers.parse(buffer, from, to);
        rates[role] = bpm;
        if (Double.isNaN(bpm)) {
            fail(SkipReason.BAD_NUMBER, column(index) + "not a number: " + shown(buffer, offset, end));
        } else if (!(bpm >= 0 && bpm < Double.POSITIVE_INFINITY)) {
            fail(SkipReason.BAD_RATE, column(index) + "bpm must be a finite number of at least 0: " + bpm);
        }
    }

    private void time(int index, char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        time = times == null || from == to ? null : times.parse(buffer, from, to);
        if (time == null) {
            fail(SkipReason.BAD_TIME, column(index) + "not a time: " + shown(buffer, from, to));
        }
    }

    private void patient(int index, char[] buffer, int offset, int end) {
        if (Cells.skipSpaces(buffer, offset, end) == end) {
            fail(SkipReason.NO_PATIENT, column(index) + "patientId must not be blank: " + shown(buffer, offset, end));
            return;
        }
        patient = patientIds.intern(buffer, offset, end);
    }

    /** The first error of a row is the one that is told. */
    private void fail(SkipReason reason, String text) {
        if (error == null) {
            error = reason;
            detail = text;
        }
    }

    private String column(int index) {
        return "column " + (layout == null ? index + 1 : layout.name(index)) + ", ";
    }

    private static String shown(char[] buffer, int from, int to) {
        return Cells.shown(java.nio.CharBuffer.wrap(buffer, from, to - from));
    }

    private static boolean isOverSeveralLines(char[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    protected RowCursor buildRecord() {
        if (layout != null && getFieldCount() < roles.length && error == null) {
            fail(SkipReason.WRONG_COLUMNS, "expected " + roles.length + " columns: " + getFieldCount());
        }
        return this;
    }
}
