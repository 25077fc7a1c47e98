package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a table into pieces at the ends of lines. A line that is much longer than a piece is not cut. If the
 * file can't be read to its end, the whole lines before come first, then the failure.
 */
final class Chunks {

    /** No row of readings is so long; what is, goes to one reader. */
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private final int size;
    private final long linesAbove;
    private long offset;
    private byte[] carried = {};
    private boolean atEnd;
    private @Nullable IOException failure;

    private Chunks(InputStream in, long offset, long linesAbove, int size) {
        this.in = in;
        this.offset = offset;
        this.linesAbove = linesAbove;
        this.size = size;
    }

    /** Cuts what follows a header in the given line; null if the file is too short, or its header too far down. */
    @Nullable
    static Chunks below(long headerLine, Content content, char separator, Cores cores) {
        byte[] first = content.head();
        if (!cores.areWorth(first.length)) {
            return null;
        }
        Records records = new Records(separator);
        int at = content.markLength();
        long lines = 0;
        while (lines < headerLine) {
            if (!records.find(first, at, first.length / 2, false)) {
                return null;
            }
            at = records.end();
            lines += records.lines();
        }
        return new Chunks(content.bytesFrom(at), at, lines, cores.chunkBytes());
    }

    /** How many lines of the file stand before the first piece. */
    long linesAbove() {
        return linesAbove;
    }

    /** Fills a chunk with the next lines; false if there are none. */
    boolean fill(Chunk chunk) {
        if (atEnd) {
            return false;
        }
        byte[] bytes = chunk.bytes(Math.max(size, carried.length));
        System.arraycopy(carried, 0, bytes, 0, carried.length);
        int length = carried.length;
        int cut = 0;
        while (cut == 0 && !atEnd && length < Math.max(size, LONGEST_LINE)) {
            bytes = chunk.bytes(length < size ? size : 2 * length);
            int before = length;
            length += read(bytes, length);
            cut = behindLastLine(bytes, before, length);
        }
        boolean isLast = atEnd && failure == null;
        int held = isLast || (cut == 0 && failure == null) ? length : cut;
        carried = Arrays.copyOfRange(bytes, held, length);
        chunk.hold(held, offset, isLast);
        offset += held;
        return held > 0;
    }

    private int read(byte[] bytes, int from) {
        int length = from;
        try {
            while (length < bytes.length) {
                int count = in.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    atEnd = true;
                    break;
                }
                length += count;
            }
        } catch (IOException e) {
            failure = e;
            atEnd = true;
        }
        return length - from;
    }

    private static int behindLastLine(byte[] bytes, int from, int to) {
        for (int i = to; i > from; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    /** What no chunk was filled with. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(carried), new InputStream() {
            @Override
            public int read() throws IOException {
                throwFailure();
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throwFailure();
                return in.read(bytes, from, length);
            }
        });
    }

    /** After the last chunk: tells why there are no more, if it is not the end. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
