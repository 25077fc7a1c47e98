package io.github.heartrate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what {@link SnapshotOutput} wrote; any other bytes are a {@link SnapshotFormatException}. */
abstract class SnapshotInput {

    private final byte[] bytes;
    private final int end;
    private int position;

    SnapshotInput(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    final Duration duration() {
        return Duration.ofSeconds(unsigned(), count());
    }

    final Optional<Instant> optional() {
        return oneByte() == 0 ? Optional.empty() : Optional.of(instant());
    }

    final Instant instant() {
        return oneByte() == 0 ? secondsAndNanos() : micros(SnapshotOutput.TIME_BYTES);
    }

    final Instant secondsAndNanos() {
        long second = fixed(Long.BYTES);
        long nano = fixed(Integer.BYTES);
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException e) {
            throw new SnapshotFormatException("not an instant: " + second + " s, " + nano + " ns", e);
        }
    }

    final Instant micros(int length) {
        int unused = Long.SIZE - Byte.SIZE * length;
        long micros = (fixed(length) << unused) >> unused;
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, SnapshotOutput.MICROS_PER_SECOND),
                (long) Math.floorMod(micros, SnapshotOutput.MICROS_PER_SECOND) * SnapshotOutput.NANOS_PER_MICRO);
    }

    final <E> E constant(List<E> constants) {
        int place = oneByte();
        if (place >= constants.size()) {
            throw new SnapshotFormatException("not one of " + constants + ": " + place);
        }
        return constants.get(place);
    }

    final String text() {
        int length = count();
        if (length > end - position) {
            throw cutShort();
        }
        StringBuilder text = new StringBuilder(length);
        int until = position + length;
        while (position < until) {
            int first = oneByte();
            if (first < 0x80) {
                text.append((char) first);
            } else if (first < 0xE0) {
                text.append((char) (((first & 0x1F) << 6) | (oneByte() & 0x3F)));
            } else {
                text.append((char) (((first & 0xF) << 12) | ((oneByte() & 0x3F) << 6) | (oneByte() & 0x3F)));
            }
        }
        if (position != until) {
            throw new SnapshotFormatException("a text must end with a whole character");
        }
        return text.toString();
    }

    final double number() {
        return Double.longBitsToDouble(fixed(Double.BYTES));
    }

    final int count() {
        long value = unsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new SnapshotFormatException("a count is at most " + Integer.MAX_VALUE + ": " + value);
        }
        return (int) value;
    }

    final long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = oneByte();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new SnapshotFormatException("a number has at most 10 bytes");
    }

    /** A big-endian number of at most 8 bytes. */
    final long fixed(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << Byte.SIZE) | oneByte();
        }
        return value;
    }

    final void requireEnd() {
        if (position != end) {
            throw new SnapshotFormatException("bytes after the end of the snapshot: " + (end - position));
        }
    }

    final int oneByte() {
        if (position == end) {
            throw cutShort();
        }
        return bytes[position++] & 0xFF;
    }

    private static SnapshotFormatException cutShort() {
        return new SnapshotFormatException("the snapshot is cut short");
    }

    static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
