package io.github.heartrate.toolkit.files.internal.table;

/** The text of a row's time; its date and its time of day may be in two columns. */
final class TimeCell {

    private final StringBuilder date = new StringBuilder();
    private final StringBuilder time = new StringBuilder();

    void clear() {
        date.setLength(0);
        time.setLength(0);
    }

    void date(char[] text, int from, int to) {
        date.setLength(0);
        date.append(text, from, to - from);
    }

    void time(char[] text, int from, int to) {
        time.setLength(0);
        time.append(text, from, to - from);
    }

    /** The date; if there is none, the time. */
    String first() {
        return date.isEmpty() ? time.toString() : date.toString();
    }

    String text() {
        return date.isEmpty() ? time.toString() : date + " " + time;
    }

    /** As one time that a parser reads; an hour alone ({@code 7} or {@code 7.0}) is that hour. */
    char[] joined() {
        String ofDay = time.toString();
        int point = ofDay.indexOf('.');
        boolean isHour = ofDay.indexOf(':') < 0 && !ofDay.isEmpty();
        String whole = isHour ? (point < 0 ? ofDay : ofDay.substring(0, point)) + ":00" : ofDay;
        return (date + " " + whole).toCharArray();
    }
}
