package io.github.heartrate.toolkit.telemetry;

import org.jspecify.annotations.Nullable;

/** What stands first in dates such as {@code 05/01/2026}. */
public enum DateOrder {
    /** Day, month, year: 5 January. */
    DMY("day/month/year"),
    /** Month, day, year: 1 May. */
    MDY("month/day/year");

    private static final int MONTHS = 12;

    private final String text;

    DateOrder(String text) {
        this.text = text;
    }

    /**
     * The order in words.
     *
     * @return such as {@code day/month/year}
     */
    public String text() {
        return text;
    }

    /** Whether a cell begins with a date of this kind, in whatever order. */
    static boolean concerns(CharSequence cell) {
        return parts(cell) != null;
    }

    /** Whether a date means two days: both numbers could be the month, and they differ. */
    static boolean leavesOpen(CharSequence cell) {
        int[] parts = parts(cell);
        return parts != null && parts[0] <= MONTHS && parts[1] <= MONTHS && parts[0] != parts[1];
    }

    /** The one order in which a cell is a date; null if there is none, or if both are. */
    static @Nullable DateOrder shownBy(CharSequence cell) {
        int[] parts = parts(cell);
        if (parts == null || (parts[0] > MONTHS) == (parts[1] > MONTHS)) {
            return null;
        }
        return parts[0] > MONTHS ? DMY : MDY;
    }

    /** The first and the second number of {@code 5/1/2026}; null if it does not look so. */
    private static int @Nullable [] parts(CharSequence cell) {
        int[] parts = new int[2];
        int at = 0;
        for (int part = 0; part < 2; part++) {
            int start = at;
            while (at < cell.length() && at - start < 2 && Character.digit(cell.charAt(at), 10) >= 0) {
                parts[part] = parts[part] * 10 + Character.digit(cell.charAt(at), 10);
                at++;
            }
            if (at == start || at == cell.length() || cell.charAt(at) != '/') {
                return null;
            }
            at++;
        }
        return parts;
    }
}
