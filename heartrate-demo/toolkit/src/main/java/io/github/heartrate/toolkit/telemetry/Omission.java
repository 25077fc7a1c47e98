package io.github.heartrate.toolkit.telemetry;

/** Why something in a file gives no reading although nothing is wrong with it. */
public enum Omission {
    /** A blank rate, or a word such as {@code NA}. */
    BLANK("blank cell", "blank cells", "no reading"),
    /** A number by which a device says that it measured nothing, such as 255 or 0. */
    NO_VALUE("value", "values", "by which the device says that it measured nothing"),
    /** A value that an application filled in where it had none. */
    FILLER("value", "values", "filled in by the application: no reading"),
    /** A row that no {@link RowFilter} keeps. */
    FILTERED("row", "rows", "left out by --where"),
    /** A reading of another source than the one that is followed at that time. */
    OTHER_SOURCE("reading", "readings", "of another source at the same time left out (--source chooses one)"),
    /** A reading that one file has twice, of the same sensor: as the watch received it, and as the strap kept it. */
    SAME_SENSOR("reading", "readings", "that the file has twice left out: a strap's own log beside the watch's");

    private final String one;
    private final String several;
    private final String what;

    Omission(String one, String several, String what) {
        this.one = one;
        this.several = several;
        this.what = what;
    }

    /**
     * A count of it in words.
     *
     * @param count how many
     * @return such as {@code 3 blank cells: no reading}
     */
    public String text(long count) {
        String noun = count + " " + (count == 1 ? one : several);
        return this == BLANK ? noun + ": " + what : noun + " " + what;
    }
}
