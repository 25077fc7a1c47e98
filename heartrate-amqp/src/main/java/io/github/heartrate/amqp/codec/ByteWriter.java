package io.github.heartrate.amqp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow: plain ones, big-endian doubles and variable-length integers of seven bits a byte, lowest first. */
final class ByteWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes;
    private int size;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    ByteWriter put(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteWriter put(byte[] values) {
        ensure(values.length);
        System.arraycopy(values, 0, bytes, size, values.length);
        size += values.length;
        return this;
    }

    ByteWriter putDouble(double value) {
        ensure(Double.BYTES);
        LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Double.BYTES;
        return this;
    }

    /** Small values take few bytes; a negative one takes ten. */
    ByteWriter putVarint(long value) {
        ensure(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Values near zero take few bytes, whatever their sign. */
    ByteWriter putSigned(long value) {
        return putVarint((value << 1) ^ (value >> 63));
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
