package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is read out of a table does not depend on how many threads parse it, nor on where it is cut. */
class ThreadsPropertyTest {

    /** Too few bytes for it: one thread reads the table as a whole. */
    private static final Cores WHOLE = new Cores(0, 1 << 20);

    private static final int[] THREADS = {0, 1, 2, 7};

    /** Behind the seconds, one is the beginning of another. */
    private static final List<String> ENDS = List.of("", "", "Z", ".5", ".5Z", "+02:00");

    @Property(tries = 1_000)
    void readingsAndMessagesAreThoseOfOneThread(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] table = random.nextInt(4) == 0 ? wide(random) : longTable(random);
        ReadSettings settings = settings(random);
        boolean isPacked = random.nextInt(8) == 0;
        byte[] file = isPacked ? packed(table) : table;
        if (isPacked && random.nextInt(4) == 0) {
            file = Arrays.copyOf(file, file.length - 1 - random.nextInt(file.length / 2));
        }
        Cores cores = new Cores(THREADS[random.nextInt(THREADS.length)], 1 + random.nextInt(200));
        assertThat(read(file, settings, cores))
                .describedAs("%s of %s", cores, new String(table, StandardCharsets.ISO_8859_1))
                .isEqualTo(read(file, settings, WHOLE));
    }

    @Example
    void mostTablesAreReadByTheThreads() {
        int read = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            read += read(longTable(random), ReadSettings.DEFAULT, new Cores(2, 50))
                            .startsWith("[")
                    ? 1
                    : 0;
        }
        assertThat(read).isGreaterThan(100);
    }

    private static String read(byte[] bytes, ReadSettings settings, Cores cores) {
        try {
            Path file = Files.write(Files.createTempDirectory("threads").resolve("x.csv"), bytes);
            try {
                ReadFile read = ReadFile.of(file, settings, cores);
                return read.readings() + "\n" + read.skipped() + "\n" + read.summary();
            } catch (TelemetryException refused) {
                return String.valueOf(refused.getMessage())
                        .replace(file.getParent().toString(), "");
            } finally {
                Files.delete(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReadSettings settings(Random random) {
        ReadSettings.Builder settings = ReadSettings.builder().strict(random.nextInt(8) == 0);
        if (random.nextInt(4) == 0) {
            settings.zone(ZoneId.of("Europe/Berlin"));
        }
        if (random.nextInt(8) == 0) {
            settings.encoding(StandardCharsets.ISO_8859_1);
        }
        if (random.nextInt(8) == 0) {
            settings.missing(java.util.Set.of(70.0));
        }
        return settings.build();
    }

    /** A table with a row per reading, and some rows that are none. */
    private static byte[] longTable(Random random) {
        boolean isNasty = random.nextBoolean();
        String separator = random.nextInt(4) == 0 ? ";" : ",";
        String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
        boolean isQuoted = random.nextInt(4) == 0;
        int timeKind = random.nextInt(6);
        List<String> patients = new ArrayList<>(List.of("p1", "p2", " p3", "bed 4", "p10"));
        if (random.nextInt(4) == 0) {
            patients.add("M\u00fcller");
        }
        StringBuilder text = new StringBuilder(random.nextInt(6) == 0 ? "\ufeff" : "");
        if (random.nextInt(8) == 0) {
            text.append("sep=").append(separator).append(end);
        }
        text.append(String.join(separator, "patient_id", "timestamp", "note", "bpm"))
                .append(end);
        Instant time = Instant.parse("2026-10-25T00:40:00Z");
        for (int row = 0; row < 40; row++) {
            time = time.plusSeconds(random.nextInt(4) * 30L);
            Instant shown = isNasty && random.nextInt(60) == 0 ? time.minusSeconds(600) : time;
            List<String> cells = new ArrayList<>(List.of(
                    patients.get(random.nextInt(patients.size())),
                    time(shown, timeKind, random),
                    random.nextInt(8) == 0 ? "n/a" : "",
                    rate(random)));
            if (isQuoted) {
                cells.replaceAll(cell -> '"' + cell + '"');
            }
            if (isNasty && random.nextInt(12) == 0) {
                cells.set(random.nextInt(cells.size()), nasty(random));
            }
            if (isNasty && random.nextInt(30) == 0) {
                cells.remove(random.nextInt(cells.size()));
            }
            text.append(String.join(separator, cells));
            text.append(isNasty && random.nextInt(40) == 0 ? "\r" : end);
            if (isNasty && random.nextInt(20) == 0) {
                text.append(end);
            }
        }
        return bytes(text, random, isNasty);
    }

    private static byte[] wide(Random random) {
        StringBuilder text = new StringBuilder("Time,bed 1,bed 2,bed 3\n");
        Instant time = Instant.parse("2026-01-01T08:00:00Z");
        for (int row = 0; row < 40; row++) {
            time = time.plusSeconds(1 + random.nextInt(60));
            text.append(time);
            for (int bed = 0; bed < 3; bed++) {
                text.append(',').append(random.nextInt(30) == 0 ? nasty(random) : rate(random));
            }
            text.append('\n');
        }
        return bytes(text, random, false);
    }

    private static String time(Instant time, int kind, Random random) {
        return switch (kind) {
            case 0 -> time.toString();
            case 1 -> time.toString().replace("T", " ").replace("Z", "");
            case 2 -> time.toString().replace("Z", ".25+02:00");
            case 3 -> String.valueOf(time.toEpochMilli());
            case 4 -> time.toString().replace("Z", ENDS.get(random.nextInt(ENDS.size())));
            default -> time.toString().substring(0, 16).replace("T", " ");
        };
    }

    private static String rate(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "NA";
            case 1 -> "";
            case 2 -> "70";
            case 3 -> 60 + random.nextInt(40) + ".5";
            case 4 -> " 71 ";
            default -> String.valueOf(60 + random.nextInt(60));
        };
    }

    private static String nasty(Random random) {
        List<String> cells = List.of(
                "\"a\nb\"",
                "\"a\r\n\nb\"",
                "\"a\rb\nc\"",
                "\"a \"\"b\"\", c\"",
                "a\"b",
                "\"closed\"badly",
                "\"open",
                "1e2",
                "-5",
                "1,5",
                "72.",
                ".5",
                "0123456789012345678",
                "2026-02-30T00:00:00Z",
                "2026-10-25 02:30:00",
                "\u00e9",
                "\u2028");
        return cells.get(random.nextInt(cells.size()));
    }

    private static byte[] bytes(StringBuilder text, Random random, boolean isNasty) {
        if (random.nextInt(4) == 0) {
            text.setLength(text.length() - 1);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (isNasty && random.nextInt(10) == 0) {
            bytes[bytes.length / 2 + random.nextInt(bytes.length / 2)] = (byte) 0xe4;
        }
        return bytes;
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
