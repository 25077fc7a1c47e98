package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes that grow. Whole numbers are variable-length (7 bits a byte, low ones first), or big-endian in a stated number of
 * bytes; instants are whole microseconds since the epoch where that is exact.
 */
abstract class SnapshotOutput {

    static final int MICROS_PER_SECOND = 1_000_000;
    static final int NANOS_PER_MICRO = 1_000;
    static final int TIME_BYTES = 7;

    /** Some 1,100 years before and after the epoch: what {@value #TIME_BYTES} bytes hold in microseconds. */
    private static final long MAX_SECONDS = (1L << (Byte.SIZE * TIME_BYTES - 1)) / MICROS_PER_SECOND - 1;

    private byte[] bytes = new byte[64];
    private int size;

    final void duration(Duration duration) {
        unsigned(duration.getSeconds());
        unsigned(duration.getNano());
    }

    final void optional(Optional<Instant> instant) {
        oneByte(instant.isPresent() ? 1 : 0);
        instant.ifPresent(this::instant);
    }

    final void instant(Instant instant) {
        boolean micros = isMicros(instant.getEpochSecond(), instant.getNano());
        oneByte(micros ? 1 : 0);
        if (micros) {
            fixed(micros(instant.getEpochSecond(), instant.getNano()), TIME_BYTES);
        } else {
            fixed(instant.getEpochSecond(), Long.BYTES);
            fixed(instant.getNano(), Integer.BYTES);
        }
    }

    static boolean isMicros(long second, int nano) {
        return Math.abs(second) < MAX_SECONDS && nano % NANOS_PER_MICRO == 0;
    }

    static long micros(long second, int nano) {
        return second * MICROS_PER_SECOND + nano / NANOS_PER_MICRO;
    }

    /** In 16-bit units as UTF-8 would write them one by one, so that any string comes back as it was. */
    final void text(String text) {
        int bytesBefore = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytesBefore += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        unsigned(bytesBefore);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                oneByte(c);
            } else if (c < 0x800) {
                oneByte(0xC0 | (c >> 6));
                oneByte(0x80 | (c & 0x3F));
            } else {
                oneByte(0xE0 | (c >> 12));
                oneByte(0x80 | ((c >> 6) & 0x3F));
                oneByte(0x80 | (c & 0x3F));
            }
        }
    }

    final void number(double value) {
        fixed(Double.doubleToLongBits(value), Double.BYTES);
    }

    final void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            oneByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        oneByte((int) rest);
    }

    final void fixed(long value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            oneByte((int) (value >> (Byte.SIZE * i)));
        }
    }

    final void oneByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** The bytes so far, and room. */
    final byte[] bytes() {
        return bytes;
    }

    final int size() {
        return size;
    }

    final byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
