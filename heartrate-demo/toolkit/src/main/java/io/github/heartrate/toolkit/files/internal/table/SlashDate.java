package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.DateOrder;
import org.jspecify.annotations.Nullable;

/** What a date such as {@code 05/01/2026} says of the order of day and month. */
final class SlashDate {

    private static final int MONTHS = 12;

    private SlashDate() {}

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
        return parts[0] > MONTHS ? DateOrder.DMY : DateOrder.MDY;
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
