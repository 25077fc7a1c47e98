package io.github.heartrate;

import java.time.DateTimeException;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * The frame around a snapshot: {@code HR}, the kind ({@code M}, {@code P}, or {@code C} for a
 * patient whose policy is kept elsewhere), the version, the content, and CRC-32C of all
 * that. Version 2 holds what {@link SnapshotWriter} writes; version 1 is read for ever.
 */
final class SnapshotFormat {

    private static final int VERSION = 2;
    private static final byte[] MAGIC = {'H', 'R'};
    private static final int HEADER_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final char MONITOR = 'M';
    private static final char PATIENT = 'P';
    private static final char PATIENT_OF_COMMON_POLICY = 'C';

    private SnapshotFormat() {}

    static byte[] encode(MonitorSnapshot snapshot) {
        SnapshotWriter out = begin(MONITOR);
        out.monitor(snapshot);
        return end(out);
    }

    static byte[] encode(DetectorSnapshot snapshot) {
        SnapshotWriter out = begin(PATIENT);
        out.patient(snapshot, AlarmPolicy.DEFAULT);
        return end(out);
    }

    /** The content begins with a checksum of the common policy, which tells whether it is the same when it is read. */
    static byte[] encode(DetectorSnapshot snapshot, AlarmPolicy common) {
        SnapshotWriter out = begin(PATIENT_OF_COMMON_POLICY);
        out.fixed(checksum(common), CHECKSUM_BYTES);
        out.patient(snapshot, common);
        return end(out);
    }

    static MonitorSnapshot decodeMonitor(byte[] bytes) {
        return content(open(bytes, MONITOR), SnapshotReader::monitor);
    }

    static DetectorSnapshot decodeDetector(byte[] bytes) {
        return content(open(bytes, PATIENT), in -> in.patient(AlarmPolicy.DEFAULT));
    }

    static DetectorSnapshot decodeDetector(byte[] bytes, AlarmPolicy common) {
        SnapshotReader in = open(bytes, PATIENT_OF_COMMON_POLICY);
        if (in.fixed(CHECKSUM_BYTES) != checksum(common)) {
            throw new SnapshotFormatException("the common policy must be the one that it was written with: " + common);
        }
        return content(in, reader -> reader.patient(common));
    }

    private static <T> T content(SnapshotReader in, Function<SnapshotReader, T> read) {
        try {
            T snapshot = read.apply(in);
            in.requireEnd();
            return snapshot;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new SnapshotFormatException("not a snapshot: " + e.getMessage(), e);
        }
    }

    private static long checksum(AlarmPolicy policy) {
        SnapshotWriter out = new SnapshotWriter();
        out.policy(policy);
        return checksum(out.bytes(), out.size());
    }

    private static SnapshotWriter begin(char kind) {
        SnapshotWriter out = new SnapshotWriter();
        for (byte b : MAGIC) {
            out.oneByte(b);
        }
        out.oneByte(kind);
        out.oneByte(VERSION);
        return out;
    }

    private static byte[] end(SnapshotWriter out) {
        out.fixed(checksum(out.bytes(), out.size()), CHECKSUM_BYTES);
        return out.toBytes();
    }

    private static SnapshotReader open(byte[] bytes, char kind) {
        if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
            throw new SnapshotFormatException(
                    "a snapshot has at least " + (HEADER_BYTES + CHECKSUM_BYTES) + " bytes: " + bytes.length);
        }
        if (bytes[0] != MAGIC[0] || bytes[1] != MAGIC[1] || bytes[2] != kind) {
            throw new SnapshotFormatException(String.format(
                    "a snapshot of this kind begins with HR%c: 0x%02x%02x%02x", kind, bytes[0], bytes[1], bytes[2]));
        }
        int version = bytes[HEADER_BYTES - 1];
        if (version < 1 || version > VERSION) {
            throw new SnapshotFormatException("snapshot version must be from 1 to " + VERSION
                    + ", the latest that this version of the library knows: " + version);
        }
        int end = bytes.length - CHECKSUM_BYTES;
        long expected = new SnapshotReader(version, bytes, end, bytes.length).fixed(CHECKSUM_BYTES);
        long actual = checksum(bytes, end);
        if (expected != actual) {
            throw new SnapshotFormatException(String.format(
                    "the snapshot is cut short or damaged: its checksum should be %08x: %08x", expected, actual));
        }
        return new SnapshotReader(version, bytes, HEADER_BYTES, end);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
