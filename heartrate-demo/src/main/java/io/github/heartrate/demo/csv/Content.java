package io.github.heartrate.demo.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * What a file holds, told by its first bytes: unpacked if it is gzip, then XML or text in UTF-8 or (with its mark)
 * UTF-16, whose columns are separated by comma, semicolon or tab.
 */
final class Content implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int LOOK_AHEAD = 1 << 14;
    private static final int MAX_PACKINGS = 3;

    private final InputStream in;
    private final byte[] head;

    private Content(InputStream in, byte[] head) {
        this.in = in;
        this.head = head;
    }

    static Content of(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER);
        byte[] head = look(in);
        for (int packings = 0; packings < MAX_PACKINGS && startsWith(head, 0x1f, 0x8b); packings++) {
            in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
            head = look(in);
        }
        return new Content(in, head);
    }

    private static byte[] look(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD);
        byte[] head = in.readNBytes(LOOK_AHEAD);
        in.reset();
        return head;
    }

    boolean isZip() {
        return startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6);
    }

    boolean isXml() {
        String text = headText().stripLeading();
        return text.startsWith("<?xml") || text.startsWith("<HealthData") || text.startsWith("<!DOCTYPE");
    }

    boolean isEmpty() {
        return head.length == 0;
    }

    /** The offset of the first byte that no text has; -1 if there is none among the first ones. */
    int binaryAt() {
        if (!charset().equals(StandardCharsets.UTF_8)) {
            return -1;
        }
        for (int i = 0; i < head.length; i++) {
            if (head[i] >= 0 && head[i] < ' ' && "\t\n\r\f\u000b\u001a".indexOf(head[i]) < 0) {
                return i;
            }
        }
        return -1;
    }

    InputStream bytes() {
        return in;
    }

    Reader text() throws IOException {
        in.skipNBytes(markLength());
        return new InputStreamReader(
                in,
                charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /** The one of comma, semicolon and tab that the first line has most of, outside of quotes. */
    char separator() {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (char c : headText().toCharArray()) {
            quoted ^= c == '"';
            if (!quoted) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }
        if (semicolons > commas) {
            return semicolons >= tabs ? ';' : '\t';
        }
        return tabs > commas ? '\t' : ',';
    }

    private String headText() {
        int mark = markLength();
        return new String(head, mark, head.length - mark, charset());
    }

    private Charset charset() {
        if (startsWith(head, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(head, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private int markLength() {
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        return charset().equals(StandardCharsets.UTF_8) ? 0 : 2;
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
        in.close();
    }
}
