package io.github.heartrate.toolkit.telemetry.internal.cells;

/**
 * Reads decimal numbers out of a character buffer, to the same {@code double} as {@link Double#parseDouble}, but
 * without its Java-only spellings ({@code 1d}, {@code 0x1p3}, {@code NaN}).
 */
public final class NumberParser {

    /** What {@link #parse} gives for what is no number; no number is NaN. */
    public static final double NOT_A_NUMBER = Double.NaN;

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final char decimalMark;

    public NumberParser(char decimalMark) {
        this.decimalMark = decimalMark;
    }

    /**
     * A number, without white space around it. Up to 15 digits the quotient of two exact doubles is the nearest double;
     * everything else goes to {@code parseDouble}.
     */
    public double parse(char[] text, int from, int to) {
        long digits = 0;
        int count = 0;
        int fraction = -1;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                count++;
                fraction += fraction >= 0 ? 1 : 0;
                if (count > EXACT_DIGITS) {
                    return parseSlowly(text, from, to);
                }
            } else if ((c == decimalMark || c == '.') && fraction < 0) {
                fraction = 0;
            } else {
                return parseSlowly(text, from, to);
            }
        }
        if (count == 0) {
            return NOT_A_NUMBER;
        }
        return fraction <= 0 ? digits : digits / POWERS_OF_TEN[fraction];
    }

    private double parseSlowly(char[] text, int from, int to) {
        StringBuilder number = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text[i] == decimalMark ? '.' : text[i];
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return NOT_A_NUMBER;
            }
            number.append(c);
        }
        try {
            return Double.parseDouble(number.toString());
        } catch (NumberFormatException e) {
            return NOT_A_NUMBER;
        }
    }
}
