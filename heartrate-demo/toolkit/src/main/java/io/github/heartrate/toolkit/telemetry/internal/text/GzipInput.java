package io.github.heartrate.toolkit.telemetry.internal.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What gzip packed, all members of it (RFC 1952). The JDK's stream ends behind a member if no more bytes are there at that
 * moment, as in a pipe whose writer is slow, or if they are no member: the rest would be lost without a word. Here only
 * the end of the bytes is the end. Zeros may stand before it, as tapes fill their blocks.
 */
final class GzipInput extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATED = 8;
    private static final int BYTES_TO_OS = 6;

    // Bits of the flags.
    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final byte[] packed = new byte[BUFFER];
    private int from;
    private int to;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private boolean isInMember;
    private boolean isBehindMember;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (isInMember || beginMember()) {
            int count = inflated(bytes, offset, length);
            if (count > 0) {
                check.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (!fill()) {
                throw new EOFException();
            }
        }
        return -1;
    }

    private int inflated(byte[] bytes, int offset, int length) throws ZipException {
        try {
            inflater.setInput(packed, from, to - from);
            int count = inflater.inflate(bytes, offset, length);
            from = to - inflater.getRemaining();
            if (inflater.needsDictionary()) {
                throw new ZipException("packed with a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            ZipException failure = new ZipException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** False if there is none. */
    private boolean beginMember() throws IOException {
        int first = nextOrEnd();
        while (isBehindMember && first == 0) {
            first = nextOrEnd();
        }
        if (isBehindMember && first < 0) {
            return false;
        }
        if (first != FIRST || next() != SECOND || next() != DEFLATED) {
            throw new ZipException(isBehindMember ? "something else stands behind the packed data" : "not gzip");
        }
        int flags = next();
        skip(BYTES_TO_OS);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        skip(flags & HEADER_CHECK);
        inflater.reset();
        check.reset();
        isInMember = true;
        return true;
    }

    private void endMember() throws IOException {
        long expectedCheck = next() | next() << 8 | next() << 16 | (long) next() << 24;
        long expectedSize = next() | next() << 8 | next() << 16 | (long) next() << 24;
        if (expectedCheck != check.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its checksum or its size is wrong");
        }
        isInMember = false;
        isBehindMember = true;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int unused = next();
        }
    }

    private void skipText(int flag) throws IOException {
        int last = flag;
        while (last != 0) {
            last = next();
        }
    }

    private int next() throws IOException {
        int next = nextOrEnd();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private int nextOrEnd() throws IOException {
        return from < to || fill() ? packed[from++] & 0xff : -1;
    }

    /** Replaces what was used up; false at the end. */
    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(packed, 0, packed.length));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
