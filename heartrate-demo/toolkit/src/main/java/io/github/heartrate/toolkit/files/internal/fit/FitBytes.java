package io.github.heartrate.toolkit.files.internal.fit;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a FIT file: where they stand, and their checksum. */
final class FitBytes {

    private static final int BUFFER = 1 << 16;
    private static final int[] CHECKSUMS = checksums();

    private final InputStream in;
    private final String file;
    private long position;
    private int checksum;

    FitBytes(InputStream in, String file) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.file = file;
    }

    /** The CRC-16 (polynomial 0x8005, reflected) of each byte. */
    private static int[] checksums() {
        int[] table = new int[256];
        for (int value = 0; value < table.length; value++) {
            int crc = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa001;
            }
            table[value] = crc;
        }
        return table;
    }

    /** How many bytes have been read. */
    long position() {
        return position;
    }

    boolean isAtEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    void beginChecksum() {
        checksum = 0;
    }

    /** Of the bytes since it was begun; 0 once it has been read itself. */
    int checksum() {
        return checksum;
    }

    int next() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw cutOff();
        }
        advance(value);
        return value;
    }

    void read(byte[] into, int from, int to) throws IOException {
        if (in.readNBytes(into, from, to - from) < to - from) {
            throw cutOff();
        }
        for (int i = from; i < to; i++) {
            advance(into[i] & 0xff);
        }
    }

    private void advance(int value) {
        checksum = (checksum >>> Byte.SIZE) ^ CHECKSUMS[(checksum ^ value) & 0xff];
        position++;
    }

    private TelemetryException cutOff() {
        return new TelemetryException(file + ": is a FIT file that is cut off");
    }

    /** What ends the reading, with the place of it. */
    TelemetryException damaged(long at, String what) {
        return new TelemetryException(file + ": is a FIT file that is damaged at byte " + at + ": " + what);
    }

    /** The unsigned number in some bytes. */
    static long unsigned(byte[] data, int from, int size, boolean bigEndian) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << Byte.SIZE) | (data[bigEndian ? from + i : from + size - 1 - i] & 0xff);
        }
        return value;
    }
}
