package io.github.heartrate.toolkit.ward;

/**
 * What the page is told about a change that it asked for.
 *
 * @param status of HTTP
 * @param text one line for the person who asked
 */
record Answer(int status, String text) {

    /** The monitor has put the input aside. */
    static final Answer HELD = new Answer(
            409, "not yet: the ward's time is far ahead of what the monitor knows; nothing has changed so far");

    static Answer done(String text) {
        return new Answer(200, text);
    }

    static Answer bad(String text) {
        return new Answer(400, text);
    }

    static Answer refused(String text) {
        return new Answer(409, text);
    }
}
