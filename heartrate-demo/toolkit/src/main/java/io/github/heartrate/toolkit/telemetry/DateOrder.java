package io.github.heartrate.toolkit.telemetry;

/** What stands first in dates such as {@code 05/01/2026}. */
public enum DateOrder {
    /** Day, month, year: 5 January. */
    DMY("day/month/year"),
    /** Month, day, year: 1 May. */
    MDY("month/day/year");

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
}
