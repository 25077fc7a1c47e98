package io.github.heartrate.demo.alerts;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file whose end may be missing: where an archive is cut off the content ends, and that is known
 * afterwards.
 */
final class TearableInput extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private long position;
    private boolean isCutOff;
    private boolean isEnded;
    private boolean isLineEnded;

    private TearableInput(InputStream in) {
        super(in);
    }

    static TearableInput of(InputStream raw, boolean isPacked) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER);
        if (!isPacked) {
            return new TearableInput(in);
        }
        in.mark(1);
        boolean isEmpty = in.read() < 0;
        in.reset();
        if (isEmpty) {
            return new TearableInput(in);
        }
        try {
            return new TearableInput(new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER));
        } catch (EOFException e) {
            TearableInput empty = new TearableInput(InputStream.nullInputStream());
            empty.isCutOff = true;
            return empty;
        }
    }

    /** The bytes up to the end of the line, or of the content; null behind the last. */
    byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = read();
        if (next < 0) {
            isLineEnded = false;
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = read();
        }
        isLineEnded = next == '\n';
        return line.toByteArray();
    }

    /** Whether the line that was read last had its end. */
    boolean isLineEnded() {
        return isLineEnded;
    }

    /** Whether the content ended since an archive is cut off. */
    boolean isCutOff() {
        return isCutOff;
    }

    /** Whether the end of the content was met. */
    boolean isEnded() {
        return isEnded;
    }

    /** How many bytes of the content were read. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        try {
            int next = super.read();
            isEnded = next < 0;
            position += isEnded ? 0 : 1;
            return next;
        } catch (EOFException e) {
            isCutOff = true;
            isEnded = true;
            return -1;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            isEnded = count < 0;
            position += Math.max(count, 0);
            return count;
        } catch (EOFException e) {
            isCutOff = true;
            isEnded = true;
            return -1;
        }
    }
}
