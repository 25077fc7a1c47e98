package io.github.heartrate.toolkit.files.internal.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a FIT file: its layout, as it was defined, and the latest values in it. */
final class FitMessage {

    /** What {@link #number} gives for a field that is not there, or has no value. */
    static final long NONE = -1;

    private static final int BIG_ENDIAN = 1;

    private final int kind;
    private final boolean bigEndian;
    private final List<Field> fields;
    private final byte[] data;
    private long ordinal;
    private long at;

    private FitMessage(int kind, boolean bigEndian, List<Field> fields, int size) {
        this.kind = kind;
        this.bigEndian = bigEndian;
        this.fields = fields;
        this.data = new byte[size];
    }

    private record Field(int number, int from, int size) {}

    /**
     * Reads a definition.
     *
     * @param hasDeveloperFields whether fields of an application follow, which are passed over
     */
    static FitMessage define(FitBytes bytes, boolean hasDeveloperFields) throws IOException {
        bytes.next();
        long at = bytes.position();
        int order = bytes.next();
        if (order > BIG_ENDIAN) {
            throw bytes.damaged(at, "a byte order that there is not, " + order);
        }
        byte[] kind = {(byte) bytes.next(), (byte) bytes.next()};
        List<Field> fields = new ArrayList<>();
        int size = 0;
        for (int left = bytes.next(); left > 0; left--) {
            Field field = new Field(bytes.next(), size, bytes.next());
            bytes.next();
            fields.add(field);
            size += field.size();
        }
        for (int left = hasDeveloperFields ? bytes.next() : 0; left > 0; left--) {
            bytes.next();
            size += bytes.next();
            bytes.next();
        }
        boolean bigEndian = order == BIG_ENDIAN;
        return new FitMessage((int) FitBytes.unsigned(kind, 0, 2, bigEndian), bigEndian, fields, size);
    }

    /** Reads the values of one message, the so-manieth of the file. */
    void read(FitBytes bytes, long number) throws IOException {
        ordinal = number;
        at = bytes.position() - 1;
        bytes.read(data, 0, data.length);
    }

    /** The global number of its kind. */
    int kind() {
        return kind;
    }

    /** Which message of the file it is, from 1. */
    long ordinal() {
        return ordinal;
    }

    /** Where it begins. */
    long at() {
        return at;
    }

    boolean has(int number) {
        return field(number) != null;
    }

    /** A whole number without a sign; {@link #NONE} if it is not there, of another size, or all ones: no value. */
    long number(int number, int size) {
        long[] values = numbers(number, size);
        return values.length == 1 ? values[0] : NONE;
    }

    /** Some whole numbers without a sign; none if they are not there. One that is all ones is {@link #NONE}. */
    long[] numbers(int number, int size) {
        Field field = field(number);
        if (field == null || field.size() % size != 0) {
            return new long[0];
        }
        long[] values = new long[field.size() / size];
        long allOnes = (1L << (size * Byte.SIZE)) - 1;
        for (int i = 0; i < values.length; i++) {
            long value = FitBytes.unsigned(data, field.from() + i * size, size, bigEndian);
            values[i] = value == allOnes ? NONE : value;
        }
        return values;
    }

    /** Numbers of twelve bits, two in three bytes, the lower bits first. */
    int[] twelveBits(int number) {
        Field field = field(number);
        int[] values = new int[field == null ? 0 : field.size() * 2 / 3];
        for (int i = 0; i < values.length; i++) {
            int from = (field == null ? 0 : field.from()) + i * 3 / 2;
            int pair = (data[from] & 0xff) | ((data[from + 1] & 0xff) << Byte.SIZE);
            values[i] = i % 2 == 0 ? pair & 0xfff : pair >>> 4;
        }
        return values;
    }

    private @Nullable Field field(int number) {
        for (Field field : fields) {
            if (field.number() == number) {
                return field;
            }
        }
        return null;
    }
}
