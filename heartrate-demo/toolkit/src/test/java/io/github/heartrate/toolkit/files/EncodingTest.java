package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.StrictText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private static final String WARD =
            "patient,time,bpm\nMüller,2026-01-01T00:00:00Z,72\nMöller,2026-01-01T00:00:00Z,73\n";

    @TempDir
    private Path folder;

    /** Else no column would be called patient, and all readings would be of one who is called like the file. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void marksBeforeTheTextAreNoneOfItHoweverManyThereAre(int marks) throws IOException {
        Path file = write(("\ufeff".repeat(marks) + WARD).getBytes(StandardCharsets.UTF_8));

        assertThat(patients(file, StandardCharsets.UTF_8)).containsExactly("Müller", "Möller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "IBM850"})
    void bytesThatAreNotUtf8AreRefusedAndReadInTheirEncoding(String encoding) throws IOException {
        Path file = write(WARD.getBytes(Charset.forName(encoding)));

        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT))
                .isInstanceOf(TelemetryException.class)
                .hasMessageStartingWith(file + ": line 2, byte 18 (0x")
                .hasMessageEndingWith(") is not UTF-8; say the file's encoding, such as --encoding windows-1252");
        assertThat(patients(file, Charset.forName(encoding))).containsExactly("Müller", "Möller");
    }

    @Test
    void lineOfABadByteFarBehindTheFirstMebibyteIsTold() throws IOException {
        StringBuilder rows = new StringBuilder("patient,time,bpm\n");
        for (int i = 0; i < 100_000; i++) {
            rows.append("p,").append(1_767_225_600 + i).append(",72\n");
        }
        int before = rows.length();
        rows.append("é,1767325700,72\n");

        Path file = write(rows.toString().getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT))
                .hasMessageStartingWith(file + ": line 100002, byte " + before + " (0xE9) is not UTF-8");
    }

    @Test
    void sequenceThatTheEndCutsIsRefused() throws IOException {
        byte[] text = (WARD + "ü").getBytes(StandardCharsets.UTF_8);

        Path file = write(java.util.Arrays.copyOf(text, text.length - 1));

        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT)).hasMessageContaining("line 4, byte ");
    }

    @Test
    void byteThatTheGivenEncodingLacksIsRefused() throws IOException {
        Path file = write("patient,time,bpm\nM\u0081,1767225600,72\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> patients(file, Charset.forName("windows-1252")))
                .hasMessageContaining("line 2, byte 18 (0x81) is not windows-1252");
    }

    @Test
    void byteOrderMarkIsStrongerThanTheGivenEncoding() throws IOException {
        Path file = write(("\uFEFF" + WARD).getBytes(StandardCharsets.UTF_16LE));

        assertThat(patients(file, StandardCharsets.ISO_8859_1)).containsExactly("Müller", "Möller");
    }

    @Property(tries = 200)
    void textIsTheSameHoweverItIsAskedFor(@ForAll String text, @ForAll @IntRange(min = 1, max = 5) int length)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringWriter read = new StringWriter();
        try (StrictText in = new StrictText(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, 0, true)) {
            char[] some = new char[length];
            for (int count = in.read(some, 0, length); count >= 0; count = in.read(some, 0, length)) {
                read.write(some, 0, count);
            }
        }
        assertThat(read).hasToString(new String(bytes, StandardCharsets.UTF_8));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("ward.csv"), content);
    }

    private static List<String> patients(Path file, Charset encoding) {
        return read(file, ReadSettings.builder().encoding(encoding).build()).stream()
                .map(Reading::patientId)
                .toList();
    }

    private static List<Reading> read(Path file, ReadSettings settings) {
        List<Reading> readings = new ArrayList<>();
        new TelemetryFiles(List.of(file), settings, ReadListener.NONE).read(readings::add);
        return readings;
    }
}
