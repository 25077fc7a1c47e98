package io.github.heartrate.toolkit.telemetry.internal.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {

    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.ENGLISH);

    @Property
    void isoTimesAreReadAsJavaTimeReadsThem(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -64, max = 64) int quarters) {
        Instant time = Instant.ofEpochSecond(second, nano);
        assertThat(parse(time.toString(), ZoneOffset.UTC)).isEqualTo(time);
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        if (local.getYear() > 1 && local.getYear() < 9999) {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(quarters * 900);
            assertThat(parse(time.atOffset(offset).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME), ZoneOffset.UTC))
                    .isEqualTo(time);
            assertThat(parse(local.toString().replace('T', ' '), offset)).isEqualTo(local.toInstant(offset));
        }
    }

    @Property
    void localTimesFollowTheirZone(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second, @ForAll @IntRange(max = 23) int hour) {
        ZoneId zone = ZoneId.of("America/New_York");
        LocalDateTime local = LocalDate.ofEpochDay(second / 86_400).atTime(LocalTime.of(hour, 30, 15));

        boolean exists = !zone.getRules().getValidOffsets(local).isEmpty();
        Instant expected = exists ? local.atZone(zone).toInstant() : null;

        assertThat(parse(local.toString(), zone)).isEqualTo(expected);
        assertThat(parse(local.format(US), zone)).isEqualTo(expected);
    }

    @Property
    void numbersAreReadAsParseDoubleReadsThem(
            @ForAll @Scale(7) double value,
            @ForAll @LongRange(min = 0) long digits,
            @ForAll @IntRange(max = 15) int at) {
        StringBuilder text = new StringBuilder(Long.toString(digits));
        text.insert(Math.min(at, text.length()), '.');

        assertThat(number(Double.toString(value))).isEqualTo(value);
        assertThat(number(text.toString())).isEqualTo(Double.parseDouble(text.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-", "72 bpm", "1d", "0x1p3", "NaN", "Infinity", "1_000", "1e", "1..2", "٧٢"})
    void otherTextIsNoNumber(String text) {
        assertThat(number(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4/12/2016 7:21:00 AM | 2016-04-12T07:21:00Z",
                "4/12/2016 12:00:01 am | 2016-04-12T00:00:01Z",
                "04/12/2016 12:00:01PM | 2016-04-12T12:00:01Z",
                "12/31/2016 23:59 | 2016-12-31T23:59:00Z",
                "4/12/16 7:21:00 AM | 2016-04-12T07:21:00Z",
                "4/12/2016, 7:21:00\u202Fp.m. | 2016-04-12T19:21:00Z",
                "2016-04-12 7:21:00\u202Fam +1000 | 2016-04-11T21:21:00Z",
                "2016-04-12\u00A07:21:00 UTC+0200 | 2016-04-12T05:21:00Z",
                "2016/04/12 07:21:00 | 2016-04-12T07:21:00Z",
                "2016.04.12 07:21 | 2016-04-12T07:21:00Z",
                "12.04.2016 07:21 | 2016-04-12T07:21:00Z",
                "1.4.16 07:21:00,5 | 2016-04-01T07:21:00.5Z",
                "2016-04-12 07:21:00 +0200 | 2016-04-12T05:21:00Z",
                "2016-04-12T07:21:00,5Z | 2016-04-12T07:21:00.5Z",
                "2016-04-12 07:21:00 UTC | 2016-04-12T07:21:00Z",
                "2016-04-12t07:21:00z | 2016-04-12T07:21:00Z",
                "2016-04-12T07:21-0530 | 2016-04-12T12:51:00Z",
                "2016-04-12T07:21:00+02 | 2016-04-12T05:21:00Z",
                "2016-02-29T00:00:00Z | 2016-02-29T00:00:00Z",
                "2016-04-12 7:21:00 | 2016-04-12T07:21:00Z",
                "2016-04-12 7:21:00\u202FPM | 2016-04-12T19:21:00Z",
                "20160412072100 | 2016-04-12T07:21:00Z",
                "201604120721 | 2016-04-12T07:21:00Z",
                "20160412T072100Z | 2016-04-12T07:21:00Z",
                "20160412T072100.25+0200 | 2016-04-12T05:21:00.250Z",
                "20160412 0721 | 2016-04-12T07:21:00Z",
                "20160412072100-0700 | 2016-04-12T14:21:00Z",
                "20160412072100.5 | 2016-04-12T07:21:00.500Z",
                "20160412072100123 | 2016-04-12T07:21:00.123Z",
                "20161312072100 | 2608-11-20T12:27:52.100Z",
                "1460445660 | 2016-04-12T07:21:00Z",
                "1460445660.123456789 | 2016-04-12T07:21:00.123456789Z",
                "1460445660123 | 2016-04-12T07:21:00.123Z",
                "1460445660123.5 | 2016-04-12T07:21:00.123500Z",
                "1460445660123456 | 2016-04-12T07:21:00.123456Z",
                "1460445660123456789 | 2016-04-12T07:21:00.123456789Z",
            })
    void timeIsToldByItsLooks(String text, Instant expected) {
        assertThat(parse(text, ZoneOffset.UTC)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13/01/2016 07:00:00",
                "4/31/2016 07:00:00",
                "4/12/2016 13:00:00 PM",
                "4/12/2016 0:00:00 AM",
                "2015-02-29T00:00:00Z",
                "2016-13-01T00:00:00Z",
                "2016-04-12T24:00:00Z",
                "2016-04-12T07:60:00Z",
                "2016-04-12T07:21:61Z",
                "2016-04-12T07:21:00+25:00",
                "2016-04-12T07:21:00ZZ",
                "2016-04-12T7:21:00Z",
                "2016-04/12 07:21:00",
                "04.13.2016 07:21",
                "4/12/2016",
                "4/12/16",
                "2016-04-12",
                "2016/04/12",
                "12.04.2016",
                "4/12/016 07:21",
                "20160412T",
                "20160412T25:00",
                "2016-04-12 07:21:00 CEST",
                "2016-04-12 07:21:00 am pm",
                "1e9",
                "1460445660x",
                "9999999999999999999",
                "0",
                "-1.5",
                "99999999",
                "20160412",
                "yesterday",
                ".",
                "T",
            })
    void otherTextIsNoTime(String text) {
        assertThat(parse(text, ZoneOffset.UTC)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch-s    | 0        | 1970-01-01T00:00:00Z",
                "epoch-s    | -1.5     | 1969-12-31T23:59:58.500Z",
                "epoch-ms   | 1000.5   | 1970-01-01T00:00:01.000500Z",
                "epoch-us   | 1000001  | 1970-01-01T00:00:01.000001Z",
                "epoch-ns   | 1000001  | 1970-01-01T00:00:00.001000001Z",
                "offset-d   | 1.5      | 2026-01-02T12:00:00Z",
                "offset-h   | -1       | 2025-12-31T23:00:00Z",
                "offset-min | -15      | 2025-12-31T23:45:00Z",
                "offset-min | 0.5      | 2026-01-01T00:00:30Z",
                "offset-s   | 90.25    | 2026-01-01T00:01:30.250Z",
                "offset-ms  | 1500     | 2026-01-01T00:00:01.500Z",
                "offset-d   | 9999999999999999 |",
                "offset-s   | 1:30     |",
                "offset-s   | -        |",
                "offset-hms | 25:37    | 2026-01-02T01:37:00Z",
                "offset-hms | 0:00:01.5 | 2026-01-01T00:00:01.500Z",
                "offset-hms | -0:15    | 2025-12-31T23:45:00Z",
                "offset-hms | 1 days 02:03:04 | 2026-01-02T02:03:04Z",
                "offset-hms | 1:60     |",
                "offset-hms | 12       |",
            })
    void numberIsATimeInItsUnit(String format, String text, Instant expected) {
        TimeParser parser =
                TimeParser.of(format, Instant.parse("2026-01-01T00:00:00Z"), new LocalClock(ZoneOffset.UTC));

        assertThat(parser.parse(text.toCharArray(), 0, text.length())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"05/01/2026 07:21, true, 2026-01-05T07:21:00Z", "05/01/2026 07:21, false, 2026-05-01T07:21:00Z"})
    void dateWithSlashesHasOneOrder(String text, boolean dayFirst, Instant expected) {
        assertThat(new GuessingTimeParser(new LocalClock(ZoneOffset.UTC), dayFirst)
                        .parse(text.toCharArray(), 0, text.length()))
                .isEqualTo(expected);
    }

    private static Instant parse(String text, ZoneId zone) {
        char[] padded = ("x" + text + "y").toCharArray();
        return new GuessingTimeParser(new LocalClock(zone), false).parse(padded, 1, padded.length - 1);
    }

    private static double number(String text) {
        char[] padded = ("1" + text + "2").toCharArray();
        return new NumberParser('.').parse(padded, 1, padded.length - 1);
    }
}
