package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.toolkit.files.internal.formats.Formats;
import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.ReadTally;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are made to fill the memory end in one line, before much of them has been read. */
class HostileFilesTest {

    private static final long MOST_BYTES = 16L << 20;
    private static final int BOMB = 64 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<gpx a=\"              | x      | a piece of markup or text of more than 1 MiB",
                "<gpx><trk              | x      | line 1, a name or a number of attributes beyond what any export has",
                "<gpx>                  | x      | a piece of markup or text of more than 1 MiB",
                "<gpx><trkpt><time>     | 2      | a piece of markup or text of more than 1 MiB",
                "<gpx><!--              | <x>    | a piece of markup or text of more than 1 MiB",
                "<gpx><![CDATA[         | <x>]   | a piece of markup or text of more than 1 MiB",
                "'<gpx><?x '             | <x>    | a piece of markup or text of more than 1 MiB",
                "<gpx>                  | <a>    | elements nested more than 256 deep",
                "<TrainingCenterDatabase><Trackpoint> | <Time> | elements nested more than 256 deep",
                "<!DOCTYPE gpx [        | <!ENTITY a 'b'> | is XML, but of no kind that is read",
                "<HealthData a='        | x      | a piece of markup or text of more than 1 MiB",
                "[Params]               | x      | line 1 has more than 65536 characters",
                "''                     | ' '    | holds nothing but white space at its beginning",
            })
    void endlessPieceIsRefusedEarly(String beginning, String rest, String why) {
        Endless bytes = new Endless(beginning, rest);

        assertThatThrownBy(() -> read(bytes))
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
        assertThat(bytes.pulled).isLessThan(MOST_BYTES);
    }

    @Test
    void entitiesAreNotExpanded() throws IOException {
        Path file = Files.writeString(folder.resolve("x.gpx"), """
                <!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
                <gpx><trk><trkseg><trkpt><time>&c;</time></trkpt></trkseg></trk></gpx>
                """);

        assertThatThrownBy(() -> ReadFile.of(file))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining("line 2, The entity \"c\" was referenced, but not declared");
    }

    @Test
    void archivesThatUnpackToVeryMuchAreReadAsStreams() throws IOException {
        Path gzip = folder.resolve("x.csv.gz");
        try (OutputStream file = Files.newOutputStream(gzip);
                OutputStream out = new GZIPOutputStream(file)) {
            bomb(out);
        }
        Path zip = folder.resolve("x.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("x.csv"));
            bomb(out);
        }

        assertThatThrownBy(() -> ReadFile.of(gzip)).hasMessageEndingWith("is no text: a control character at byte 0");
        assertThatThrownBy(() -> ReadFile.of(zip)).hasMessageContaining("is no text: a control character at byte 0");
    }

    private static void bomb(OutputStream out) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (int written = 0; written < BOMB; written += zeros.length) {
            out.write(zeros);
        }
    }

    private static void read(Endless bytes) throws IOException {
        ReadTally tally = new ReadTally("x", false, false, ReadListener.NONE, reading -> {});
        try (Content content = Content.of(() -> bytes, Optional.empty())) {
            Formats.read(content, new Pass("x", ReadSettings.DEFAULT, ofAccount -> "p", tally, Cores.all()));
        }
    }

    /** A beginning, and then the same again and again. */
    private static final class Endless extends InputStream {

        private final byte[] beginning;
        private final byte[] rest;
        private long pulled;

        Endless(String beginning, String rest) {
            this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
            this.rest = rest.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            long at = pulled++;
            return at < beginning.length ? beginning[(int) at] : rest[(int) ((at - beginning.length) % rest.length)];
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
