package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeptInputTest {

    @Property(tries = 200)
    void eachStreamHasAllBytesFromTheBeginningHoweverTheyAreReadInTurn(
            @ForAll @Size(max = 300) byte[] bytes,
            @ForAll @IntRange(max = 300) int border,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 100) Integer> lengths)
            throws IOException {
        int first = Math.min(border, bytes.length);
        // Of this, no read gives more than one part.
        InputStream source = new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, first),
                new ByteArrayInputStream(bytes, first, bytes.length - first));
        try (KeptInput input = new KeptInput(source)) {
            List<InputStream> streams = List.of(input.open(), input.open());
            List<List<Byte>> read = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < lengths.size(); i++) {
                byte[] some = new byte[lengths.get(i)];
                int count = streams.get(i % 2).read(some, 0, some.length);
                add(read.get(i % 2), count < 0 ? new byte[0] : Arrays.copyOf(some, count));
            }
            for (int i = 0; i < 2; i++) {
                add(read.get(i), streams.get(i).readAllBytes());
            }
            List<Byte> all = new ArrayList<>();
            add(all, bytes);
            assertThat(read).allMatch(all::equals);
            assertThat(input.open().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Example
    void folderThatTakesNoFileIsNamed() {
        assertThatThrownBy(() -> new KeptInput(InputStream.nullInputStream(), Path.of("/no/such")))
                .hasMessage("the temporary file that keeps it can't be written in /no/such: no such folder");
    }

    private static void add(List<Byte> list, byte[] bytes) {
        for (byte b : bytes) {
            list.add(b);
        }
    }
}
