package io.github.heartrate.toolkit.telemetry.internal.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file holds, told by its first bytes: unpacked if it is gzip, then XML or text whose columns are separated by
 * comma, semicolon, tab or bar. Text is in the given encoding; without one in UTF-8. A byte-order mark of UTF-8 or
 * UTF-16 says it by itself.
 */
public final class Content implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 1 << 20;
    private static final int BEGINNING = 1 << 14;
    private static final int MAX_PACKINGS = 3;
    private static final String SEPARATORS = ",;\t|";
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Opener opener;
    private final InputStream rest;
    private final byte[] head;
    private final Charset charset;
    private final int markLength;

    /** Opens a file's bytes, again at each call. */
    @FunctionalInterface
    public interface Opener {

        InputStream open() throws IOException;
    }

    private Content(Opener opener, InputStream rest, byte[] head, Charset unmarked) {
        this.opener = opener;
        this.rest = rest;
        this.head = head;
        int marks = marksOfUtf8(head);
        if (marks > 0) {
            charset = StandardCharsets.UTF_8;
            markLength = marks;
        } else if (startsWith(head, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            markLength = 2;
        } else if (startsWith(head, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            markLength = 2;
        } else {
            charset = unmarked;
            markLength = 0;
        }
    }

    public static Content of(Opener opener, Optional<Charset> encoding) throws IOException {
        InputStream in = new BufferedInputStream(opener.open(), BUFFER);
        for (int packings = 0; packings < MAX_PACKINGS && startsWith(look(in), 0x1f, 0x8b); packings++) {
            in = new BufferedInputStream(new GzipInput(in), BUFFER);
        }
        return new Content(opener, in, in.readNBytes(HEAD), encoding.orElse(StandardCharsets.UTF_8));
    }

    /** Programs put a mark before text that has one; what is left of two would be a letter of the first name. */
    private static int marksOfUtf8(byte[] head) {
        int length = 0;
        while (head.length >= length + MARK.length
                && Arrays.equals(head, length, length + MARK.length, MARK, 0, MARK.length)) {
            length += MARK.length;
        }
        return length;
    }

    private static byte[] look(InputStream in) throws IOException {
        in.mark(2);
        byte[] magic = in.readNBytes(2);
        in.reset();
        return magic;
    }

    public boolean isZip() {
        return startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6);
    }

    /** Whether the first bytes are these. */
    public boolean startsWith(int... magic) {
        return startsWith(head, magic);
    }

    /** The first kibibytes as text, without a mark and the white space before it; malformed bytes are replaced. */
    public String beginning() {
        return unstripped().stripLeading();
    }

    private String unstripped() {
        int length = Math.min(head.length, BEGINNING);
        return new String(head, markLength, length - markLength, charset);
    }

    /** The bytes of the first mebibyte. */
    public byte[] head() {
        return head.clone();
    }

    public boolean isEmpty() {
        return head.length == 0;
    }

    /** The offset of the first byte that no text has; -1 if there is none among the first ones. */
    public int binaryAt() {
        if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
            return -1;
        }
        for (int i = 0; i < head.length; i++) {
            if (head[i] >= 0 && head[i] < ' ' && "\t\n\r\f\u000b\u001a".indexOf(head[i]) < 0) {
                return i;
            }
        }
        return -1;
    }

    public Charset charset() {
        return charset;
    }

    public InputStream bytes() {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    /** How many of the first bytes are a mark. */
    public int markLength() {
        return markLength;
    }

    /** All of it from an offset within the first mebibyte on; what was read before comes again. */
    public InputStream bytesFrom(int offset) {
        return new SequenceInputStream(new ByteArrayInputStream(head, offset, head.length - offset), rest);
    }

    /** All of it but white space at its beginning (and a mark of UTF-8 before that). */
    public InputStream bytesWithoutLeadingSpace() {
        int from = charset.equals(StandardCharsets.UTF_8) ? markLength : 0;
        while (from < head.length && head[from] >= 0 && head[from] <= ' ' && head[from] != 0) {
            from++;
        }
        return new SequenceInputStream(new ByteArrayInputStream(head, from, head.length - from), rest);
    }

    /** All of it. */
    public Reader text() throws IOException {
        return new StrictText(bytes(), charset, markLength, true);
    }

    /** All of it once more. */
    public Reader textAgain() throws IOException {
        return of(opener, Optional.of(charset)).text();
    }

    /** The first mebibyte, to look at it before it is read. */
    public Reader headText() throws IOException {
        return new StrictText(new ByteArrayInputStream(head), charset, markLength, isShort());
    }

    /** Whether the head is all of it. */
    public boolean isShort() {
        return head.length < HEAD;
    }

    /** The one of comma, semicolon, tab and bar that the first line has most of, outside of quotes. */
    public char separator() {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (char c : unstripped().toCharArray()) {
            quoted ^= c == '"';
            if (!quoted) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                int separator = SEPARATORS.indexOf(c);
                if (separator >= 0) {
                    counts[separator]++;
                }
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
