package io.github.heartrate.toolkit.files;

import static io.github.heartrate.toolkit.files.FitWriter.HR;
import static io.github.heartrate.toolkit.files.FitWriter.MONITORING;
import static io.github.heartrate.toolkit.files.FitWriter.NO_TIME;
import static io.github.heartrate.toolkit.files.FitWriter.RECORD;
import static io.github.heartrate.toolkit.files.FitWriter.TIME;
import static io.github.heartrate.toolkit.files.FitWriter.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {

    private static final long NOON = time("2025-06-14T12:00:00Z");
    private static final int ROLL_OVER = 1 << 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 20})
    void headerMayHaveAnyLength(int length) throws IOException {
        assertThat(rates(records(NOON, 61, 62).file(length)))
                .containsExactly("2025-06-14T12:00:00Z 61", "2025-06-14T12:00:01Z 62");
    }

    @Test
    void messagesOfTheOtherByteOrderAreReadAlike() throws IOException {
        byte[] file = new FitWriter()
                .bigEndian()
                .define(3, RECORD, TIME, 4, 2, 2, 3, 1)
                .message(3)
                .number(NOON, 4)
                .number(500, 2)
                .bytes(144)
                .file();

        assertThat(rates(file)).containsExactly("2025-06-14T12:00:00Z 144");
    }

    @Test
    void timeMayStandBehindTheRate() throws IOException {
        byte[] file = new FitWriter()
                .define(0, RECORD, 3, 1, TIME, 4)
                .message(0)
                .bytes(99)
                .number(NOON, 4)
                .file();

        assertThat(rates(file)).containsExactly("2025-06-14T12:00:00Z 99");
    }

    @Test
    void filesThatFollowEachOtherAreOneRecording() throws IOException {
        byte[] first = records(NOON, 90).file();
        byte[] second = records(NOON + 60, 95).file(12);

        assertThat(rates(joined(first, second))).containsExactly("2025-06-14T12:00:00Z 90", "2025-06-14T12:01:00Z 95");
        assertThatThrownBy(() -> rates(joined(first, new byte[] {14, 7})))
                .hasMessageEndingWith("x.fit: is a FIT file that is cut off");
        assertThatThrownBy(() -> rates(joined(first, "Garmin, Garmin!".getBytes(StandardCharsets.US_ASCII))))
                .hasMessageEndingWith("x.fit: is a FIT file that is damaged at byte " + first.length
                        + ": what follows is no FIT file");
    }

    @Test
    void compressedTimesGoOnFromTheLatestTimeOfAnyMessage() throws IOException {
        FitWriter writer = new FitWriter()
                .define(0, 21, TIME, 4)
                .define(1, RECORD, 3, 1)
                .message(0)
                .number(NOON, 4);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 41; i++) {
            long second = NOON + i * 7L;
            writer.compressed(1, second).bytes(100 + i);
            expected.add(String.format("2025-06-14T12:%02d:%02dZ %d", i * 7 / 60, i * 7 % 60, 100 + i));
        }

        assertThat(rates(writer.file())).isEqualTo(expected);
    }

    @Test
    void compressedTimeOfThirtyTwoSecondsLaterIsTheSameTime() throws IOException {
        byte[] file = records(NOON, 70)
                .define(1, RECORD, 3, 1)
                .compressed(1, NOON + 31)
                .bytes(71)
                .compressed(1, NOON + 32)
                .bytes(72)
                .compressed(1, NOON + 32)
                .bytes(72)
                .file();

        assertThat(rates(file))
                .containsExactly(
                        "2025-06-14T12:00:00Z 70",
                        "2025-06-14T12:00:31Z 71",
                        "2025-06-14T12:00:32Z 72",
                        "2025-06-14T12:00:32Z 72");
    }

    @Test
    void rateWithoutATimeIsABadRow() throws IOException {
        byte[] file = new FitWriter()
                .define(0, RECORD, TIME, 4, 3, 1)
                .define(1, RECORD, 3, 1)
                .compressed(1, 5)
                .bytes(81)
                .message(0)
                .number(NO_TIME, 4)
                .bytes(82)
                .message(0)
                .number(4711, 4)
                .bytes(83)
                .message(0)
                .number(NOON, 4)
                .bytes(84)
                .message(1)
                .bytes(85)
                .file();
        ReadFile read = read(file);

        assertThat(read.rates()).containsExactly("2025-06-14T12:00:00Z 84");
        assertThat(read.skipped())
                .hasSize(4)
                .first()
                .isEqualTo("line 1, message 1 at byte 35, a heart rate without a time");
        assertThat(read.skipped()).last().asString().startsWith("line 5, message 5 at byte ");
    }

    @Test
    void timeOfTheFileBeforeIsNotThatOfTheNext() throws IOException {
        byte[] second = new FitWriter()
                .define(1, RECORD, 3, 1)
                .compressed(1, NOON + 9)
                .bytes(77)
                .file();

        assertThat(read(joined(records(NOON, 70).file(), second)).skipped()).hasSize(1);
    }

    @Test
    void fieldsOfApplicationsArePassedOver() throws IOException {
        byte[] file = new FitWriter()
                .define(0, RECORD, 5, new int[] {TIME, 4, 3, 1})
                .message(0)
                .number(NOON, 4)
                .bytes(121, 3, 3, 3, 3, 3)
                .message(0)
                .number(NOON + 1, 4)
                .bytes(122, 253, 253, 253, 253, 253)
                .file();

        assertThat(rates(file)).containsExactly("2025-06-14T12:00:00Z 121", "2025-06-14T12:00:01Z 122");
    }

    @Test
    void zeroAndTwoHundredFiftyFiveAreNoValues() throws IOException {
        ReadFile read = read(records(NOON, 255, 0, 88, 255).file());

        assertThat(read.rates()).containsExactly("2025-06-14T12:00:02Z 88");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 3L));
        assertThat(read.skipped()).isEmpty();
        assertThatThrownBy(() -> rates(records(NOON, 0, 0).file()))
                .hasMessageEndingWith(
                        "x.fit: holds no readings, 2 values by which the device says that it measured nothing");
    }

    @Test
    void numberThatTheUserCallsMissingIsNoValueEither() throws IOException {
        Path file = write(records(NOON, 30, 88).file());
        ReadSettings settings =
                ReadSettings.builder().missing(Set.of(30.0)).patient("p").build();

        assertThat(ReadFile.of(file, settings).readings()).containsExactly("p 2025-06-14T12:00:01Z 88");
    }

    @Test
    void stepBackInTimeIsPutInOrder() throws IOException {
        byte[] file = records(NOON, 100, 101)
                .message(0)
                .number(NOON, 4)
                .bytes(100)
                .message(0)
                .number(NOON + 2, 4)
                .bytes(102)
                .file();
        ReadFile read = read(file);

        assertThat(read.rates())
                .containsExactly(
                        "2025-06-14T12:00:00Z 100",
                        "2025-06-14T12:00:00Z 100",
                        "2025-06-14T12:00:01Z 101",
                        "2025-06-14T12:00:02Z 102");
        assertThat(read.summary().sorted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 103})
    void sixteenBitsOfADayGoOnFromTheLatestTimeOfAnyMessage(int anchor) throws IOException {
        long day = time("2025-06-14T00:00:00Z") / ROLL_OVER * ROLL_OVER + ROLL_OVER - 120;
        byte[] file = new FitWriter()
                .define(0, anchor, TIME, 4)
                .define(1, MONITORING, 26, 2, 27, 1)
                .define(2, MONITORING, 26, 2, 5, 1)
                .message(0)
                .number(day, 4)
                .message(1)
                .number(ROLL_OVER - 60, 2)
                .bytes(58)
                .message(1)
                .number(0, 2)
                .bytes(59)
                .message(2)
                .number(ROLL_OVER / 2, 2)
                .bytes(6)
                .message(1)
                .number(7, 2)
                .bytes(60)
                .message(1)
                .number(0xffff, 2)
                .bytes(61)
                .file();
        ReadFile read = read(file);

        assertThat(read.rates())
                .containsExactly(at(day + 60) + " 58", at(day + 120) + " 59", at(day + 120 + ROLL_OVER + 7) + " 60");
        assertThat(read.skipped()).hasSize(1);
    }

    @Test
    void sixteenBitsJustBeforeTheLatestTimeAreAStepBackAndNotEighteenHoursOn() throws IOException {
        byte[] file = new FitWriter()
                .define(0, MONITORING, TIME, 4, 27, 1)
                .define(1, MONITORING, 26, 2, 27, 1)
                .message(0)
                .number(NOON, 4)
                .bytes(58)
                .message(1)
                .number((NOON - 3) & 0xffff, 2)
                .bytes(59)
                .message(1)
                .number((NOON + 60) & 0xffff, 2)
                .bytes(60)
                .file();

        assertThat(rates(file))
                .containsExactly("2025-06-14T11:59:57Z 59", "2025-06-14T12:00:00Z 58", "2025-06-14T12:01:00Z 60");
    }

    @Test
    void beatsOfAStrapAreDatedByTicksOfTwelveBits() throws IOException {
        byte[] file = new FitWriter()
                .define(0, HR, TIME, 4, 0, 2, 9, 4, 6, 1)
                .define(1, HR, 10, 6, 6, 4)
                .message(0)
                .number(NOON, 4)
                .number(16_384, 2)
                .number(0x12_3f00, 4)
                .bytes(70)
                .message(1)
                .twelveBits(0x000, 0x400, 0xfff, 0x200)
                .bytes(71, 72, 255, 74)
                .message(1)
                .twelveBits(0x600, 0xfff, 0xfff, 0xfff)
                .bytes(75, 255, 255, 255)
                .message(1)
                .twelveBits(0x700, 0x800, 0x900, 0xa00)
                .bytes(76, 0, 78, 79)
                .file();
        ReadFile read = read(file);

        assertThat(read.rates())
                .containsExactly(
                        "2025-06-14T12:00:00.500Z 70",
                        "2025-06-14T12:00:00.750Z 71",
                        "2025-06-14T12:00:01.750Z 72",
                        "2025-06-14T12:00:05.250Z 74",
                        "2025-06-14T12:00:06.250Z 75",
                        "2025-06-14T12:00:06.500Z 76",
                        "2025-06-14T12:00:07Z 78",
                        "2025-06-14T12:00:07.250Z 79");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 5L));
    }

    @Test
    void beatsAreReadWhereTheRecordsHaveNoRateOfTheirOwn() throws IOException {
        FitWriter writer = new FitWriter().define(0, RECORD, TIME, 4, 3, 1);
        for (int second = 0; second < 40; second++) {
            writer.message(0).number(NOON + second, 4).bytes(second < 20 ? 90 : 255);
        }
        writer.define(1, HR, TIME, 4, 9, 4, 6, 1);
        for (int second = 0; second < 40; second += 10) {
            writer.message(1).number(NOON + second, 4).number(second * 1024L, 4).bytes(140);
        }
        ReadFile read = read(writer.file());

        assertThat(read.rates()).hasSize(21).endsWith("2025-06-14T12:00:19Z 90", "2025-06-14T12:00:30Z 140");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 20L, Omission.SAME_SENSOR, 3L));
    }

    @Test
    void damageIsFoundByTheChecksum() throws IOException {
        byte[] file = records(NOON, 90, 91, 92).file();
        for (int at = 0; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] = (byte) (damaged[at] ^ 0x04);
            Path path = write(damaged);

            assertThatThrownBy(() -> ReadFile.of(path)).isInstanceOf(TelemetryException.class);
        }
    }

    @Test
    void fileWithoutRatesIsNamedForWhatItIs() throws IOException {
        byte[] course = new FitWriter()
                .define(0, 0, 0, 1, 4, 4)
                .message(0)
                .bytes(6)
                .number(NOON, 4)
                .file();

        assertThatThrownBy(() -> rates(course))
                .hasMessageEndingWith("x.fit: is a FIT file without heart rates: a course");
    }

    @Test
    void recordingThatWasNeverFinishedIsRefused() throws IOException {
        byte[] file = records(NOON, 90).file(12);
        Arrays.fill(file, 4, 8, (byte) 0);

        assertThatThrownBy(() -> rates(file))
                .hasMessageEndingWith("damaged at byte 4: a length of 0, the recording was never finished");
    }

    @Test
    void cutOffAtAnyByteGivesNoOtherReadingsAndEndsInOneLine() throws IOException {
        byte[] file = joined(
                records(NOON, 90, 91, 255, 93).file(),
                new FitWriter()
                        .define(0, HR, TIME, 4, 9, 4, 6, 1)
                        .define(1, HR, 10, 6, 6, 4)
                        .message(0)
                        .number(NOON + 60, 4)
                        .number(0, 4)
                        .bytes(70)
                        .message(1)
                        .twelveBits(0x100, 0x500, 0x900, 0xd00)
                        .bytes(71, 72, 73, 74)
                        .file());
        List<String> whole = read(file).rates();
        int firstEnds = records(NOON, 90, 91, 255, 93).file().length;
        for (int length = 0; length < file.length; length++) {
            Path cut = write(Arrays.copyOf(file, length));
            List<String> rates = new ArrayList<>();
            Consumer<Reading> sink = reading -> rates.add(reading.timestamp() + " " + (int) reading.bpm());
            if (length == firstEnds) {
                TelemetryFiles.of(cut).readInto(() -> sink);
            } else {
                assertThatThrownBy(() -> TelemetryFiles.of(cut).readInto(() -> sink))
                        .isInstanceOf(TelemetryException.class)
                        .message()
                        .doesNotContain("\n");
            }
            assertThat(rates).isEqualTo(whole.subList(0, rates.size()));
        }
    }

    private static String at(long time) {
        return Instant.parse("1989-12-31T00:00:00Z").plusSeconds(time).toString();
    }

    private static FitWriter records(long first, int... rates) {
        FitWriter writer = new FitWriter().define(0, RECORD, TIME, 4, 3, 1);
        for (int i = 0; i < rates.length; i++) {
            writer.message(0).number(first + i, 4).bytes(rates[i]);
        }
        return writer;
    }

    private static byte[] joined(byte[]... files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] file : files) {
            all.writeBytes(file);
        }
        return all.toByteArray();
    }

    private List<String> rates(byte[] file) throws IOException {
        return read(file).rates();
    }

    private ReadFile read(byte[] file) throws IOException {
        return ReadFile.of(write(file));
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(folder.resolve("x.fit"), file);
    }
}
