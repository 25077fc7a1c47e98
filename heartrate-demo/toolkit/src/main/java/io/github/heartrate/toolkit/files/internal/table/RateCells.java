package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.nio.CharBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rates of the row under the parser, and their unit. One object for all rows. */
final class RateCells {

    /** A blank cell; no parsed rate is minus infinity. */
    static final double BLANK = Double.NEGATIVE_INFINITY;

    /** A number by which the device says that it measured nothing. */
    private static final double NO_VALUE = Double.POSITIVE_INFINITY;

    private final NumberParser numbers;
    private final double[] missing;
    private final Layout layout;
    private final int[] factors;
    private final double[] rates;
    private final @Nullable SkippedRate[] bad;
    private String unit = "";
    private int unitFactor = 1;
    private int rowFactor = 1;

    RateCells(NumberParser numbers, Set<Double> missing, Layout layout) {
        this.numbers = numbers;
        this.missing = missing.stream().mapToDouble(Double::doubleValue).toArray();
        this.layout = layout;
        int count = layout.rateColumns().size();
        factors = new int[count];
        for (int i = 0; i < count; i++) {
            factors[i] = layout.factor(i);
        }
        rates = new double[count];
        bad = new @Nullable SkippedRate[count];
    }

    /** A rate that costs its own reading only. */
    record SkippedRate(SkipReason reason, String detail) {}

    void begin() {
        rowFactor = 1;
    }

    void read(int rate, char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        bad[rate] = null;
        if (from == to) {
            rates[rate] = BLANK;
            return;
        }
        double value = numbers.parse(buffer, from, to);
        rates[rate] = value;
        if (missing.length > 0 && isMissing(value)) {
            rates[rate] = NO_VALUE;
        } else if (Double.isNaN(value)) {
            if (Cells.isMissing(CharBuffer.wrap(buffer, from, to - from))) {
                rates[rate] = BLANK;
            } else {
                bad[rate] = skipped(rate, SkipReason.BAD_NUMBER, "not a number: ", buffer, offset, end);
            }
        } else if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            bad[rate] = skipped(
                    rate, SkipReason.BAD_RATE, "a rate must be a finite number of at least 0: ", buffer, from, to);
        }
    }

    private boolean isMissing(double value) {
        for (double number : missing) {
            if (number == value) {
                return true;
            }
        }
        return false;
    }

    private SkippedRate skipped(int rate, SkipReason reason, String why, char[] buffer, int from, int to) {
        String column = layout.name(layout.rateColumns().get(rate));
        return new SkippedRate(reason, "column " + column + ", " + why + RowCursor.shown(buffer, from, to));
    }

    /** The unit of the row's rates; a blank one is that of the column's name. */
    void unit(char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (!Cells.equal(unit, buffer, from, to)) {
            unit = new String(buffer, from, to - from);
            unitFactor = Cells.isMissing(unit) ? 1 : RateUnit.factor(unit);
        }
        rowFactor = unitFactor;
    }

    boolean isBlank(int rate) {
        return rates[rate] == BLANK;
    }

    /** Whether a cell is a rate, in a unit that heart rates have. */
    boolean isRate(int rate) {
        double value = rates[rate];
        return value >= 0 && value < Double.POSITIVE_INFINITY && rowFactor != RateUnit.NONE;
    }

    /** Why a rate is none; null if it is one, or if there is no value. */
    @Nullable
    SkippedRate bad(int rate) {
        if (rowFactor == RateUnit.NONE && bad[rate] == null && Double.isFinite(rates[rate])) {
            return new SkippedRate(
                    SkipReason.BAD_UNIT,
                    "column " + layout.name(layout.unitColumn()) + ", not a unit of heart rates: " + Cells.shown(unit));
        }
        return bad[rate];
    }

    /** In place of a rate, if there is no value: {@link #BLANK} or {@link #NO_VALUE}. */
    double absent(int rate) {
        return isBlank(rate) ? BLANK : NO_VALUE;
    }

    double bpm(int rate) {
        int factor = Math.max(factors[rate], rowFactor);
        return factor == 1 ? rates[rate] : RateUnit.perMinute(rates[rate], factor);
    }
}
