package io.github.heartrate.toolkit.files.internal.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an XML document, as long as its pieces are short: a parser keeps each piece of markup and of text in
 * memory. A tag and the text behind it, a comment, a section of character data, the document type are one piece each.
 */
final class MarkupGuard extends FilterInputStream {

    /** Far above what any export holds; chosen here. */
    static final int LONGEST_PIECE = 1 << 20;

    /** What a piece is that does not end with the next tag. */
    private enum Piece {
        TAG("<", ""),
        INSTRUCTION("<?", "?>"),
        COMMENT("<!--", "-->"),
        CHARACTERS("<![CDATA[", "]]>"),
        TYPE("<!DOCTYPE", ">");

        private final String begin;
        private final String end;

        Piece(String begin, String end) {
            this.begin = begin;
            this.end = end;
        }
    }

    private final StringBuilder latest = new StringBuilder();
    private Piece piece = Piece.TAG;
    private int length;
    private int brackets;
    private boolean mayBegin;
    private boolean atEnd;

    MarkupGuard(InputStream in) {
        super(in);
    }

    /** A piece is longer than a parser is allowed to keep. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a piece of markup or text of more than 1 MiB");
        }
    }

    /** Whether all bytes have been read. */
    boolean isAtEnd() {
        return atEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = in.read(buffer, offset, count);
        atEnd |= read < 0;
        for (int i = offset; i < offset + read; i++) {
            if (buffer[i] != 0) {
                next((char) (buffer[i] & 0xff));
            }
        }
        return read;
    }

    private void next(char c) throws TooLong {
        length++;
        if (length > LONGEST_PIECE) {
            throw new TooLong();
        }
        if (piece == Piece.TAG) {
            inTag(c);
        } else {
            inPiece(c);
        }
    }

    private void inTag(char c) {
        if (c == '<') {
            length = 1;
            latest.setLength(0);
            latest.append(c);
            mayBegin = true;
        } else if (mayBegin) {
            latest.append(c);
            mayBegin = (length > 2 || c == '!' || c == '?') && latest.length() < Piece.CHARACTERS.begin.length();
            begin();
        }
    }

    /** Whether what was just read begins another piece than a tag. */
    private void begin() {
        for (Piece each : Piece.values()) {
            if (each != Piece.TAG && each.begin.contentEquals(latest)) {
                piece = each;
                latest.setLength(0);
                brackets = 0;
                return;
            }
        }
    }

    private void inPiece(char c) {
        latest.append(c);
        if (latest.length() > piece.end.length()) {
            latest.deleteCharAt(0);
        }
        brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (piece.end.contentEquals(latest) && (piece != Piece.TYPE || brackets <= 0)) {
            piece = Piece.TAG;
            latest.setLength(0);
            length = 0;
        }
    }
}
