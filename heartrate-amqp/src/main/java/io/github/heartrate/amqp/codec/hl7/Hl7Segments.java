package io.github.heartrate.amqp.codec.hl7;

/**
 * The segments of a message, one after the other. A segment ends with CR, or with LF where the name of another one follows:
 * senders mix the two, and an LF within a text ends nothing. Blanks and control characters around a segment, such as what is
 * left of a frame of MLLP, are no part of it. Used for one message, by one thread.
 */
final class Hl7Segments {

    private static final int NAME_LENGTH = 3;

    private final String text;
    private int begin;
    private int nextCr = -1;
    private int nextLf = -1;

    /** Begins at MSH, with which the text begins. */
    Hl7Segments(String text) {
        this.text = text;
    }

    boolean hasNext() {
        return begin < text.length();
    }

    /** The next segment. The first one is MSH. */
    String next() {
        int from = begin;
        int end = lineEnd(from);
        begin = text.length();
        while (end < text.length()) {
            int next = afterBlanks(end);
            if (isEnd(end, next)) {
                begin = next;
                break;
            }
            end = lineEnd(next);
        }
        return text.substring(from, end).trim();
    }

    /** The next CR or LF. */
    private int lineEnd(int at) {
        nextCr = nextCr < at ? indexOf('\r', at) : nextCr;
        nextLf = nextLf < at ? indexOf('\n', at) : nextLf;
        return Math.min(nextCr, nextLf);
    }

    private int indexOf(char c, int at) {
        int index = text.indexOf(c, at);
        return index < 0 ? text.length() : index;
    }

    /** Whether blanks and control characters from one place to another end a segment. */
    private boolean isEnd(int from, int to) {
        boolean isLine = false;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\r') {
                return true;
            }
            isLine |= text.charAt(i) == '\n';
        }
        return to == text.length() || (isLine && isName(to));
    }

    private int afterBlanks(int at) {
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        return next;
    }

    /** A letter, two letters or digits, and the separator of MSH-1. */
    private boolean isName(int at) {
        return at + NAME_LENGTH < text.length()
                && isLetter(text.charAt(at))
                && isLetterOrDigit(text.charAt(at + 1))
                && isLetterOrDigit(text.charAt(at + 2))
                && text.charAt(at + NAME_LENGTH) == text.charAt(NAME_LENGTH);
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
