package io.github.heartrate.toolkit.telemetry.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Text that must be sound in its encoding: a malformed byte is a {@link MalformedTextException} and never a replacement
 * character, which could make two patients' ids equal. Everything before the byte is handed on first, so that the
 * caller knows the line.
 */
public final class StrictText extends Reader {

    private static final int BUFFER = 1 << 16;
    private static final int NONE = -1;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final boolean isWhole;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private long bytesBefore;
    private boolean atEnd;
    private int secondOfPair = NONE;

    /**
     * Text behind {@code skipped} bytes.
     *
     * @param isWhole false if the bytes may end within a character
     */
    public StrictText(InputStream in, Charset charset, int skipped, boolean isWhole) throws IOException {
        this(in, charset, (long) skipped, isWhole);
        in.skipNBytes(skipped);
    }

    /** Text that goes on to the end of the file, behind bytes that were read by others. */
    public static StrictText after(long bytesBefore, InputStream in, Charset charset) {
        return new StrictText(in, charset, bytesBefore, true);
    }

    private StrictText(InputStream in, Charset charset, long bytesBefore, boolean isWhole) {
        this.in = in;
        this.bytesBefore = bytesBefore;
        this.isWhole = isWhole;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] text, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (length == 1) {
            return readOne(text, offset);
        }
        CharBuffer out = CharBuffer.wrap(text, offset, length).slice();
        if (secondOfPair != NONE) {
            out.put((char) secondOfPair);
            secondOfPair = NONE;
        }
        int filled = decode(out);
        return filled == 0 ? -1 : filled;
    }

    /** A character beyond the basic plane is two, and the decoder gives both or none. */
    private int readOne(char[] text, int offset) throws IOException {
        if (secondOfPair == NONE) {
            CharBuffer pair = CharBuffer.allocate(2);
            int filled = decode(pair);
            if (filled == 0) {
                return -1;
            }
            text[offset] = pair.get(0);
            secondOfPair = filled == 2 ? pair.get(1) : NONE;
        } else {
            text[offset] = (char) secondOfPair;
            secondOfPair = NONE;
        }
        return 1;
    }

    /** How many characters there are; 0 at the end. */
    private int decode(CharBuffer out) throws IOException {
        while (true) {
            CoderResult result = decoder.decode(bytes, out, atEnd && isWhole);
            if (out.position() > 0) {
                return out.position();
            }
            if (result.isError()) {
                throw new MalformedTextException(
                        decoder.charset(), bytesBefore + bytes.position(), bytes.get(bytes.position()) & 0xff);
            }
            if (atEnd) {
                return 0;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytesBefore += bytes.position();
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        atEnd = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0));
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
