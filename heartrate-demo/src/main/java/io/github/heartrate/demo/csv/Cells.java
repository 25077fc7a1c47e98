package io.github.heartrate.demo.csv;

/** Cells of a table as text: white space around them, and how a bad one is shown. */
final class Cells {

    private static final int SHOWN_CHARACTERS = 80;

    private Cells() {}

    static int skipSpaces(char[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] <= ' ') {
            i++;
        }
        return i;
    }

    static int dropSpaces(char[] text, int from, int to) {
        int i = to;
        while (i > from && text[i - 1] <= ' ') {
            i--;
        }
        return i;
    }

    /** The value in quotes, on one line, cut if it is long. */
    static String shown(CharSequence value) {
        int shown = Math.min(value.length(), SHOWN_CHARACTERS);
        StringBuilder line = new StringBuilder(shown + 5).append('"');
        for (int i = 0; i < shown; i++) {
            char c = value.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.append(value.length() > shown ? "...\"" : "\"").toString();
    }
}
