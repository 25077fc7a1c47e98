package io.github.heartrate.toolkit.files.internal.fit;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * FIT, the file of sports watches and bicycle computers (Garmin, Suunto, Wahoo, Zwift), as the protocol 2 of the FIT
 * format lays it out: activities and days. Several files may stand one after the other. {@link FitRates} says what is
 * taken out of the messages; those of other kinds, and the fields of applications, are passed over.
 *
 * <p>The checksum is looked at, and a file that is cut off or damaged is refused, though its readings up to there have
 * been handed on: the caller learns of it by the exception.
 */
public final class FitFile {

    private static final int SHORT_HEADER = 12;
    private static final int LONG_HEADER = 14;
    private static final int SIZE_AT = 4;
    private static final int MARK_AT = 8;
    private static final byte[] MARK = ".FIT".getBytes(StandardCharsets.US_ASCII);
    private static final int NEWEST_PROTOCOL = 2;
    private static final int LOCAL_KINDS = 16;

    private static final int COMPRESSED = 0x80;
    private static final int DEFINITION = 0x40;
    private static final int DEVELOPER_FIELDS = 0x20;

    private FitFile() {}

    /** Whether the content begins as FIT does. */
    public static boolean matches(Content content) {
        return isHeader(content.head());
    }

    private static boolean isHeader(byte[] bytes) {
        return bytes.length >= SHORT_HEADER
                && (bytes[0] & 0xff) >= SHORT_HEADER
                && Arrays.equals(bytes, MARK_AT, MARK_AT + MARK.length, MARK, 0, MARK.length);
    }

    /** Reads all of it. */
    public static void read(Content content, Pass pass) throws IOException {
        FitBytes bytes = new FitBytes(content.bytes(), pass.file());
        FitRates rates = new FitRates(pass);
        do {
            readOne(bytes, rates);
        } while (!bytes.isAtEnd());
        rates.end();
    }

    /** Reads one of the files that stand one after the other. */
    private static void readOne(FitBytes bytes, FitRates rates) throws IOException {
        long end = header(bytes);
        rates.begin();
        @Nullable FitMessage[] kinds = new @Nullable FitMessage[LOCAL_KINDS];
        while (bytes.position() < end) {
            message(bytes, kinds, rates);
        }
        if (bytes.position() > end) {
            throw bytes.damaged(end, "a message goes beyond the end that the header tells");
        }
        bytes.next();
        bytes.next();
        if (bytes.checksum() != 0) {
            throw bytes.damaged(end, "the checksum is wrong");
        }
    }

    /** Where the messages end. */
    private static long header(FitBytes bytes) throws IOException {
        long begin = bytes.position();
        bytes.beginChecksum();
        byte[] header = new byte[256];
        header[0] = (byte) bytes.next();
        int size = header[0] & 0xff;
        if (size < SHORT_HEADER) {
            throw bytes.damaged(begin, "what follows is no FIT file");
        }
        bytes.read(header, 1, SHORT_HEADER);
        if (!isHeader(header)) {
            throw bytes.damaged(begin, "what follows is no FIT file");
        }
        int checksum = bytes.checksum();
        bytes.read(header, SHORT_HEADER, size);
        int protocol = (header[1] & 0xff) >> 4;
        if (protocol > NEWEST_PROTOCOL) {
            throw bytes.damaged(begin + 1, "protocol " + protocol + ", which is newer than what is read");
        }
        long told = size < LONG_HEADER ? 0 : FitBytes.unsigned(header, SHORT_HEADER, 2, false);
        if (told != 0 && told != checksum) {
            throw bytes.damaged(begin + SHORT_HEADER, "the checksum of the header is wrong");
        }
        long length = FitBytes.unsigned(header, SIZE_AT, 4, false);
        if (length == 0) {
            throw bytes.damaged(begin + SIZE_AT, "a length of 0, the recording was never finished");
        }
        return bytes.position() + length;
    }

    private static void message(FitBytes bytes, @Nullable FitMessage[] kinds, FitRates rates) throws IOException {
        long at = bytes.position();
        int head = bytes.next();
        if ((head & (COMPRESSED | DEFINITION)) == DEFINITION) {
            kinds[head & 0x0f] = FitMessage.define(bytes, (head & DEVELOPER_FIELDS) != 0);
            return;
        }
        boolean compressed = (head & COMPRESSED) != 0;
        FitMessage message = kinds[compressed ? (head >> 5) & 3 : head & 0x0f];
        if (message == null) {
            throw bytes.damaged(at, "a message of a kind that was not defined");
        }
        message.read(bytes, rates.nextOrdinal());
        rates.add(message, compressed ? head & 0x1f : FitRates.NOT_COMPRESSED);
    }
}
