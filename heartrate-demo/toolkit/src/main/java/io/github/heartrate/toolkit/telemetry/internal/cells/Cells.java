package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.util.Locale;
import java.util.Set;

/** Cells of a table as text: white space around them, and how a bad one is shown. */
public final class Cells {

    private static final int SHOWN_CHARACTERS = 80;

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "-");
    private static final int LONGEST_MISSING = 4;
    private static final int END_OF_FILE = 0x1a;

    private Cells() {}

    public static int skipSpaces(char[] text, int from, int to) {
        int i = from;
        while (i < to && isSpace(text[i])) {
            i++;
        }
        return i;
    }

    public static int dropSpaces(char[] text, int from, int to) {
        int i = to;
        while (i > from && isSpace(text[i - 1])) {
            i--;
        }
        return i;
    }

    /** White space, and the mark that ends files of DOS; what else is below is no text, such as a zero byte. */
    public static boolean isSpace(int character) {
        return character <= ' '
                && (character == ' ' || (character >= '\t' && character <= '\r') || character == END_OF_FILE);
    }

    public static boolean equal(String value, char[] text, int from, int to) {
        if (value.length() != to - from) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a cell says that there is no value: blank, or one of the words that R, pandas and databases write. */
    public static boolean isMissing(CharSequence value) {
        String bare = value.toString().strip();
        return bare.length() <= LONGEST_MISSING && MISSING.contains(bare.toLowerCase(Locale.ROOT));
    }

    /** The value in quotes, on one line, cut if it is long. */
    public static String shown(CharSequence value) {
        int shown = Math.min(value.length(), SHOWN_CHARACTERS);
        StringBuilder line = new StringBuilder(shown + 5).append('"');
        for (int i = 0; i < shown; i++) {
            char c = value.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.append(value.length() > shown ? "...\"" : "\"").toString();
    }
}
