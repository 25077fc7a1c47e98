package io.github.heartrate.toolkit.telemetry.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GzipInputTest {

    /** With name, comment, extra field and a check of its header: 'ab', by Python's zlib. */
    private static final byte[] ALL_PARTS = bytes(
            0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2, 0x4b, 0x4c, 2, 0, 0x6d, 0x48,
            0x83, 0x9e, 2, 0, 0, 0);

    @Property(tries = 300)
    void allMembersAreUnpackedHoweverSlowTheirBytesCome(
            @ForAll @Size(min = 1, max = 5) List<@Size(max = 300) byte[]> members,
            @ForAll @IntRange(min = 1, max = 50) int atOnce,
            @ForAll @IntRange(max = 40) int zeros)
            throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] member : members) {
            packed.write(packed(member));
            all.write(member);
        }
        packed.write(new byte[zeros]);

        assertThat(unpacked(packed.toByteArray(), atOnce)).isEqualTo(all.toByteArray());
    }

    @Example
    void headerMayHaveAllItsParts() throws IOException {
        assertThat(unpacked(ALL_PARTS, 3)).isEqualTo("ab".getBytes(StandardCharsets.US_ASCII));
    }

    @Example
    void whatIsCutOffOrDamagedOrFollowedByAnythingElseIsAnError() throws IOException {
        byte[] whole = packed("72,73,74".getBytes(StandardCharsets.US_ASCII));
        for (byte[] gzip : List.of(whole, ALL_PARTS)) {
            for (int length = 0; length < gzip.length; length++) {
                byte[] cut = Arrays.copyOf(gzip, length);
                assertThatThrownBy(() -> unpacked(cut, 100)).isInstanceOf(IOException.class);
                byte[] second = concatenated(whole, cut);
                if (length > 0) {
                    assertThatThrownBy(() -> unpacked(second, 100)).isInstanceOf(EOFException.class);
                }
            }
        }
        byte[] damaged = whole.clone();
        damaged[whole.length - 5]++;
        assertThatThrownBy(() -> unpacked(damaged, 100))
                .isInstanceOf(ZipException.class)
                .hasMessage("its checksum or its size is wrong");
        assertThatThrownBy(() -> unpacked(concatenated(whole, bytes(0, 'x')), 100))
                .isInstanceOf(ZipException.class)
                .hasMessage("something else stands behind the packed data");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] packed, int atOnce) throws IOException {
        try (InputStream in = new GzipInput(new Slow(packed, atOnce))) {
            return in.readAllBytes();
        }
    }

    /** A pipe: some bytes per read, and none that are there already. */
    private static final class Slow extends ByteArrayInputStream {

        private final int atOnce;

        Slow(byte[] bytes, int atOnce) {
            super(bytes);
            this.atOnce = atOnce;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, atOnce));
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }
}
