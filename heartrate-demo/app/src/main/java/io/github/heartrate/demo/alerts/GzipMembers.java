package io.github.heartrate.demo.alerts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * How far a packed file is whole. The JDK's stream takes the beginning of a member that is cut off within its header for
 * the end of the file, and whatever would be added behind it could not be read.
 */
final class GzipMembers {

    private static final int BUFFER = 1 << 16;
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    /** Bits of the flags (RFC 1952, 2.3.1). */
    private static final int HEADER_CHECK = 2;

    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private GzipMembers() {}

    /** The bytes of the members that are whole, from the start; the file is whole if these are all. */
    static long wholeBytes(RandomAccessFile file) throws IOException {
        long end = 0;
        for (long next = endOfMember(file, 0); next > end; next = endOfMember(file, end)) {
            end = next;
        }
        return end;
    }

    /** Where the member ends that begins there; the start if there is no whole one. */
    private static long endOfMember(RandomAccessFile file, long start) throws IOException {
        if (file.length() - start < HEADER + TRAILER) {
            return start;
        }
        file.seek(start);
        if (file.read() != 0x1f || file.read() != 0x8b) {
            return start;
        }
        file.seek(start + 3);
        int flags = file.read();
        file.seek(start + HEADER);
        if ((flags & EXTRA) != 0) {
            file.skipBytes(file.read() | file.read() << 8);
        }
        skipText(file, flags & NAME);
        skipText(file, flags & COMMENT);
        file.skipBytes(flags & HEADER_CHECK);
        long end = endOfContent(file) + TRAILER;
        return end > TRAILER && end <= file.length() ? end : start;
    }

    private static void skipText(RandomAccessFile file, int flag) throws IOException {
        int next = flag == 0 ? 0 : file.read();
        while (next > 0) {
            next = file.read();
        }
    }

    /** From where the file stands; 0 if the content is cut off or none. */
    private static long endOfContent(RandomAccessFile file) throws IOException {
        long start = file.getFilePointer();
        byte[] packed = new byte[BUFFER];
        byte[] content = new byte[BUFFER];
        Inflater inflater = new Inflater(true);
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int count = file.read(packed);
                    if (count < 0) {
                        return 0;
                    }
                    inflater.setInput(packed, 0, count);
                }
                int unused = inflater.inflate(content);
            }
            return start + inflater.getBytesRead();
        } catch (DataFormatException e) {
            ZipException failure = new ZipException(e.getMessage());
            failure.initCause(e);
            throw failure;
        } finally {
            inflater.end();
        }
    }
}
