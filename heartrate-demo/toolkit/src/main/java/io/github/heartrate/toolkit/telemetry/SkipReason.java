package io.github.heartrate.toolkit.telemetry;

/** Why a row was skipped. */
public enum SkipReason {
    /** The time is not one that is understood. */
    BAD_TIME("not a time"),
    /** The rate is not a number. */
    BAD_NUMBER("not a number"),
    /** The rate is a number that no heart can have: negative, infinite. */
    BAD_RATE("not a possible rate"),
    /** The patient's id is blank, or holds what no text has. */
    NO_PATIENT("no patient"),
    /** The row has fewer or more columns than the header. */
    WRONG_COLUMNS("wrong number of columns"),
    /** A quoted value runs over several lines: most likely a quote is missing. */
    BROKEN_QUOTE("quoted value over several lines"),
    /** The unit is none that a heart rate has. */
    BAD_UNIT("not a unit of heart rate"),
    /** A line among documents of JSON, one per line, is none; the last one is often cut off. */
    BAD_DOCUMENT("not JSON");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /**
     * The reason in words, for a table of counts.
     *
     * @return a few words, lower case
     */
    public String text() {
        return text;
    }
}
