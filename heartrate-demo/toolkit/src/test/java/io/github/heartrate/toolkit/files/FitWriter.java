package io.github.heartrate.toolkit.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes FIT files byte by byte, as the protocol lays them out. */
final class FitWriter {

    static final int RECORD = 20;
    static final int MONITORING = 55;
    static final int HR = 132;
    static final int TIME = 253;
    static final long NO_TIME = 0xffff_ffffL;

    private static final long EPOCH = Instant.parse("1989-12-31T00:00:00Z").getEpochSecond();

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private boolean bigEndian;

    /** A time as the format counts it. */
    static long time(String time) {
        return Instant.parse(time).getEpochSecond() - EPOCH;
    }

    FitWriter bigEndian() {
        bigEndian = true;
        return this;
    }

    /** Defines a local kind: pairs of a field's number and its size. */
    FitWriter define(int local, int kind, int... fields) {
        return define(local, kind, 0, fields);
    }

    /** Defines a local kind, each message of which ends with a field of an application. */
    FitWriter define(int local, int kind, int developerBytes, int[] fields) {
        bytes(0x40 | (developerBytes > 0 ? 0x20 : 0) | local, 0, bigEndian ? 1 : 0);
        number(kind, 2);
        bytes(fields.length / 2);
        for (int i = 0; i < fields.length; i += 2) {
            bytes(fields[i], fields[i + 1], fields[i + 1] == 1 ? 0x02 : fields[i + 1] == 2 ? 0x84 : 0x86);
        }
        if (developerBytes > 0) {
            bytes(1, 0, developerBytes, 0);
        }
        return this;
    }

    /** Begins a message, whose numbers follow. */
    FitWriter message(int local) {
        return bytes(local);
    }

    /** Begins a message with the lowest five bits of its time. */
    FitWriter compressed(int local, long time) {
        return bytes(0x80 | (local << 5) | (int) (time & 0x1f));
    }

    FitWriter bytes(int... values) {
        for (int value : values) {
            messages.write(value);
        }
        return this;
    }

    FitWriter number(long value, int size) {
        for (int i = 0; i < size; i++) {
            messages.write((int) (value >>> (Byte.SIZE * (bigEndian ? size - 1 - i : i))));
        }
        return this;
    }

    /** Ticks of twelve bits, two in three bytes. */
    FitWriter twelveBits(int... ticks) {
        for (int i = 0; i < ticks.length; i += 2) {
            int pair = (ticks[i] & 0xfff) | (ticks[i + 1] << 12);
            bytes(pair & 0xff, (pair >> 8) & 0xff, (pair >> 16) & 0xff);
        }
        return this;
    }

    byte[] file() {
        return file(14);
    }

    byte[] file(int headerSize) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] header = new byte[headerSize];
        header[0] = (byte) headerSize;
        header[1] = 0x20;
        for (int i = 0; i < 4; i++) {
            header[4 + i] = (byte) (messages.size() >>> (8 * i));
        }
        byte[] mark = ".FIT".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, header, 8, mark.length);
        if (headerSize >= 14) {
            int crc = checksum(header, 12);
            header[12] = (byte) crc;
            header[13] = (byte) (crc >> 8);
        }
        file.writeBytes(header);
        file.writeBytes(messages.toByteArray());
        int crc = checksum(file.toByteArray(), file.size());
        file.write(crc);
        file.write(crc >> 8);
        return file.toByteArray();
    }

    /** Bit by bit, unlike the reader. */
    static int checksum(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xa001 : crc >> 1;
            }
        }
        return crc;
    }
}
