package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.RowFilter;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first rows, or all, decide before a table is read; what they leave open is refused with the option. */
class FirstLookTest {

    private static final ReadSettings GUESS = ReadSettings.DEFAULT;

    @TempDir
    private Path folder;

    private final List<String> skipped = new ArrayList<>();

    @Test
    void oneDayAboveTwelveMakesAllDatesOfTheFileDayFirst() throws IOException {
        Path file = write("patient;time", "p;05/01/2026 10:00;70", "p;12/01/2026 10:00;70", "p;13/01/2026 10:00;70");

        assertThat(times(file, GUESS))
                .containsExactly("2026-01-05T10:00:00Z", "2026-01-12T10:00:00Z", "2026-01-13T10:00:00Z");
        assertThat(how(file)).contains("times from time day/month/year in UTC");
    }

    @Test
    void dayThatDecidesMayBeFarBehindTheFirstRows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            rows.add("p;0" + (1 + i / 10_000) + "/02/2026 00:" + i / 60 % 60 + ":" + i % 60 + ";70");
        }
        rows.replaceAll(row -> row.replaceAll(":(\\d)(?=[:;])", ":0$1"));
        rows.add("p;13/02/2026 00:00:00;70");

        assertThat(times(write("patient;time", rows.toArray(String[]::new)), GUESS))
                .startsWith("2026-02-01T00:00:00Z")
                .endsWith("2026-02-13T00:00:00Z");
    }

    @Test
    void datesThatContradictEachOtherAreRefusedWithBothLines() throws IOException {
        Path file = write("patient;time", "p;05/01/2026 10:00;70", "p;13/01/2026 10:00;70", "p;01/14/2026 10:00;70");

        assertThatThrownBy(() -> times(file, GUESS))
                .hasMessage(
                        file + ": column time has dates in two orders: line 3, \"13/01/2026 10:00\" (day/month/year), "
                                + "and line 4, \"01/14/2026 10:00\" (month/day/year); say which with --date-order dmy or mdy");
        assertThat(times(file, ReadSettings.builder().dateOrder(DateOrder.MDY).build()))
                .hasSize(2);
        assertThat(skipped).containsExactly("line 3, column time, not a time: \"13/01/2026 10:00\"");
    }

    @Test
    void datesThatNothingDecidesAreRefused() throws IOException {
        Path file = write("patient;time", "p;05/05/2026 10:00;70", "p;05/06/2026 10:00;70");

        assertThatThrownBy(() -> times(file, GUESS))
                .hasMessage(
                        file + ": line 3, column time, \"05/06/2026 10:00\" is a day in two orders, and no row of the "
                                + "file tells which; say it with --date-order dmy or mdy");
        assertThat(times(file, ReadSettings.builder().dateOrder(DateOrder.DMY).build()))
                .containsExactly("2026-05-05T10:00:00Z", "2026-06-05T10:00:00Z");
    }

    @Test
    void halfDaysAreMonthFirstUnlessADaySaysOtherwise() throws IOException {
        assertThat(times(write("patient;time", "p;4/12/2016 7:21:00 AM;70"), GUESS))
                .containsExactly("2016-04-12T07:21:00Z");
        assertThat(times(write("patient;time", "p;4/12/2016 7:21:00 AM;70", "p;13/12/2016 7:21:00 AM;70"), GUESS))
                .containsExactly("2016-12-04T07:21:00Z", "2016-12-13T07:21:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date,time,bpm  | 2026-01-01,08:00:00,70 | 2026-01-01T08:00:00Z",
                "time,bpm,date  | 8:00,70,2026-01-01     | 2026-01-01T08:00:00Z",
                "date,hour,bpm  | 2026-01-01,7.0,70      | 2026-01-01T07:00:00Z",
                "Day,Clock,bpm,Time | 13/01/2026,x,70,9:05 PM | 2026-01-13T21:05:00Z",
                "chartdate,charttime,hr | 2026-01-01,23:59:59.5,70 | 2026-01-01T23:59:59.500Z",
            })
    void dateAndTimeOfDayInTwoColumnsAreJoined(String header, String row, Instant expected) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), header + "\n" + row + "\n");

        assertThat(times(file, GUESS)).containsExactly(expected.toString());
    }

    @Test
    void timesOfDayWithoutADateAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "time,bpm\n08:00:00,70\n08:00:01,71\n");

        assertThatThrownBy(() -> times(file, GUESS))
                .hasMessageContaining("column time (2 values: 08:00:00, 08:00:01) has times of day only, and no column "
                        + "has their dates");
    }

    @Test
    void numbersThatWouldBeOf1970AreRefusedUntilTheirUnitIsSaid() throws IOException {
        Path file = write("patient;minute", "p;-5;70", "p;0;71", "p;5;72");
        ReadSettings.Builder named = ReadSettings.builder().timeColumn("minute");

        assertThatThrownBy(() -> times(file, named.build()))
                .hasMessageContaining("column minute (3 values: -5, 0, 5) as times since 1970 would be before 1973")
                .hasMessageContaining("--time-format offset-min");
        assertThat(times(file, named.timeFormat("offset-min").build()))
                .containsExactly("1969-12-31T23:55:00Z", "1970-01-01T00:00:00Z", "1970-01-01T00:05:00Z");
        assertThat(times(
                        file, named.start(Instant.parse("2026-01-01T08:00:00Z")).build()))
                .containsExactly("2026-01-01T07:55:00Z", "2026-01-01T08:00:00Z", "2026-01-01T08:05:00Z");
        assertThat(times(file, named.timeFormat("epoch-s").build())).contains("1970-01-01T00:00:05Z");
    }

    @ParameterizedTest
    @CsvSource({
        "observationoffset, minutes since 1970-01-01T00:00:00Z, 1970-01-01T00:05:00Z",
        "Time [s], seconds since 1970-01-01T00:00:00Z, 1970-01-01T00:00:05Z",
        "time (min), minutes since 1970-01-01T00:00:00Z, 1970-01-01T00:05:00Z",
    })
    void nameOfAColumnMaySayTheUnit(String column, String unit, String expected) throws IOException {
        Path file = write("patient;" + column, "p;0;70", "p;5;71");

        assertThat(times(file, GUESS)).containsExactly("1970-01-01T00:00:00Z", expected);
        assertThat(how(file)).contains("times from " + column + " in " + unit);
    }

    @Test
    void yearsThatCannotBeAreBadRows() throws IOException {
        Path file = write("patient;time", "p;2026-01-01 00:00;70", "p;0026-01-01 00:00;70", "p;2301-01-01 00:00;70");

        assertThat(times(file, GUESS)).hasSize(1);
        assertThat(skipped).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bed", "Bed No", "user_id", "plan_id", "stay_id", "patientunitstayid", "ID", "device_id", "room"
            })
    void columnOfPatientsIsKnownByManyNames(String name) throws IOException {
        Path file = write(name + ";time", "7;2026-01-01 00:00;70", "8;2026-01-01 00:00;71", "7;2026-01-01 00:01;72");

        assertThat(read(file, GUESS).stream().map(Reading::patientId)).containsExactly("7", "8", "7");
        assertThat(how(file)).startsWith("2 patients by " + name + ", times from time in UTC, rates from bpm");
    }

    @Test
    void rowNumberIsNoPatient() throws IOException {
        Path file = write("id;time", "1;2026-01-01 00:00;70", "2;2026-01-01 00:01;71", "3;2026-01-01 00:02;72");

        assertThat(how(file)).startsWith("1 patient, x, ").endsWith("; not read: id");
    }

    @Test
    void unknownColumnThatMayNamePatientsIsRefusedWithItsValues() throws IOException {
        Path id = write(
                "chair_id;time",
                "a;2026-01-01 00:00;70",
                "b;2026-01-01 00:01;71",
                "a;2026-01-01 00:02;72",
                "b;2026-01-01 00:03;72");
        assertThatThrownBy(() -> read(id, GUESS))
                .hasMessage(
                        id + ": no column is known to name patients, but this may be one: chair_id (2 values: a, b); "
                                + "say it with --patient-column, or with --patient that all readings are of one");
        assertThat(read(id, ReadSettings.builder().patient("me").build())).hasSize(4);

        Path simultaneous = write(
                "cubicle;time",
                "a;2026-01-01 00:00;70",
                "b;2026-01-01 00:00;71",
                "a;2026-01-01 00:01;72",
                "b;2026-01-01 00:01;72");
        assertThatThrownBy(() -> read(simultaneous, GUESS)).hasMessageContaining("cubicle (2 values: a, b)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cot", "Bed Space", "Room/Bay", "Initials", "Ward place"})
    void placeOrInitialsThatComeAgainAreNotMergedInSilence(String column) throws IOException {
        Path file = write(
                column + ";time",
                "a;2026-01-01 00:00;70",
                "b;2026-01-01 00:01;71",
                "a;2026-01-01 00:02;72",
                "b;2026-01-01 00:03;73");

        assertThatThrownBy(() -> read(file, GUESS))
                .hasMessageContaining("this may be one: " + column + " (2 values: a, b)");
    }

    @Test
    void columnThatTellsEqualReadingsApartMayNamePatients() throws IOException {
        Path file = write(
                "cubicle;time",
                "a;2026-01-01 00:00;70",
                "b;2026-01-01 00:00;70",
                "a;2026-01-01 00:01;70",
                "b;2026-01-01 00:01;70");

        assertThatThrownBy(() -> read(file, GUESS)).hasMessageContaining("cubicle (2 values: a, b)");
    }

    @Test
    void fileWhoseTimesAreAllUnreadableNamesTheOptionForThem() throws IOException {
        Path file = write("patient;time", "a;01.02.2026 00h00;70", "a;01.02.2026 00h01;70");

        assertThatThrownBy(() -> read(file, GUESS))
                .hasMessageContaining(
                        "holds no readings, 2 bad rows; say how its times are written, such as --time-format");
    }

    @Test
    void barsSeparateColumns() throws IOException {
        Path bars = Files.writeString(
                folder.resolve("ward.psv"), "patient|time|hr\na|2026-01-01 00:00|70\nb|2026-01-01 00:00|71\n");

        assertThat(read(bars, GUESS)).extracting(Reading::patientId).containsExactly("a", "b");
    }

    @Test
    void columnThatIsNotReadIsSaid() throws IOException {
        Path file = write(
                "activity;time", "rest;2026-01-01 00:00;70", "walk;2026-01-01 00:01;71", "rest;2026-01-01 00:02;72");

        assertThat(how(file)).isEqualTo("1 patient, x, times from time in UTC, rates from bpm; not read: activity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"itemid", "VariableID", "Parameter", "type", "key", "tag", "metric"})
    void tableOfSeveralItemsIsRefusedUntilOneIsChosen(String column) throws IOException {
        Path file = write(column + ";time", "heart_rate;2026-01-01 00:00;70", "spo2;2026-01-01 00:00;120");

        assertThatThrownBy(() -> read(file, GUESS))
                .hasMessage(
                        file + ": column " + column + " says that the rows measure several things: heart_rate, spo2; "
                                + "say which are heart rates, such as --where " + column + "=heart_rate");
        assertThat(read(file, where(column + "=heart_rate"))).hasSize(1);
        assertThat(read(file, where(column + "=heart_rate, spo2"))).hasSize(2);
        assertThat(read(file, where(column + "=heart_rate", column + "=spo2"))).hasSize(2);
    }

    @Test
    void secondItemFarBehindTheFirstRowsIsRefusedToo() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add("a;" + (1_767_225_600 + i) + ";70");
        }
        rows.add("b;1767325600;70");

        Path file = write("item;time", rows.toArray(String[]::new));

        assertThatThrownBy(() -> read(file, GUESS)).hasMessageContaining("several things: a, b; ");
    }

    @Test
    void filtersOfSeveralColumnsMustAllBePassedAndTheRestIsCounted() throws IOException {
        Path file = write("item;ward;time", "a;x;1767225600;70", "a;y;1767225601;71", "b;x;soon;72");

        List<Reading> readings = new ArrayList<>();
        ReadSummary summary = file(file, where("item=a", "WARD=x")).read(readings::add);

        assertThat(readings).extracting(Reading::bpm).containsExactly(70.0);
        assertThat(summary.omitted()).containsEntry(Omission.FILTERED, 2L);
        assertThat(summary.skippedRows()).isZero();
        assertThat(summary.how()).contains("rows where item=a, rows where WARD=x");
        assertThatThrownBy(() -> read(file, where("bed=1")))
                .hasMessageContaining("no column \"bed\" (--where), there are");
        assertThatThrownBy(() -> read(file, where("item=c")))
                .hasMessageEndingWith("holds no readings, 3 rows left out by --where");
    }

    @Test
    void readingsThatConflictAreWarnedOf() throws IOException {
        Path file = write("patient;time", "p;2026-01-01 00:00;70", "p;2026-01-01 00:00;120", "p;2026-01-01 00:01;70");

        assertThat(summary(file).warnings())
                .singleElement()
                .asString()
                .startsWith("1 of 3 readings have the time of another one of their patient, and another rate");
    }

    @Test
    void hourThatComesTwiceFollowsTheOrderOfEachPatient() throws IOException {
        Path file = write(
                "patient;time",
                "p;2026-10-25 02:59;70",
                "q;2026-10-25 01:59;70",
                "p;2026-10-25 02:00;71",
                "q;2026-10-25 02:30;71",
                "p;2026-10-25 03:00;72",
                "q;2026-10-25 02:10;72");
        ReadSettings berlin =
                ReadSettings.builder().zone(ZoneId.of("Europe/Berlin")).build();

        assertThat(times(file, berlin))
                .containsExactly(
                        "2026-10-25T00:59:00Z",
                        "2026-10-24T23:59:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T01:10:00Z");
        assertThat(file(file, berlin).read(reading -> {}).warnings())
                .singleElement()
                .asString()
                .startsWith("4 times are in the hour that comes twice");
    }

    @Test
    void hourThatNeverCameIsABadRow() throws IOException {
        Path file = write("patient;time", "p;2026-03-29 01:59;70", "p;2026-03-29 02:30;71", "p;2026-03-29 03:30;72");

        assertThat(times(
                        file,
                        ReadSettings.builder().zone(ZoneId.of("Europe/Berlin")).build()))
                .containsExactly("2026-03-29T00:59:00Z", "2026-03-29T01:30:00Z");
        assertThat(skipped)
                .containsExactly("line 3, column time, no such time in Europe/Berlin, where clocks were put forward: "
                        + "\"2026-03-29 02:30\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Time,RR\n2026-01-01T00:00:00Z,812\n",
                "Date,Calories (kcal),Step count\n2026-01-01,200,80\n",
                "time,Bed_1,spO2\n2026-01-01T00:00:00Z,70,98\n",
                "time,phone timestamp [ns]\n2026-01-01T00:00:00Z,70\n",
            })
    void wideTableOfOtherQuantitiesIsRefused(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), csv);

        assertThatThrownBy(() -> read(file, GUESS))
                .hasMessageContaining(
                        "no column is known to hold heart rates, and no ward has a patient per column with");
    }

    @Test
    void missingWordOrBadCellCostsNoOtherBedsReading() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.csv"), "\"\",time,Bed_1,Bed_2\n\"1\",1767225600,120,NA\n\"2\",1767225601,x,71\n");

        assertThat(read(file, GUESS)).extracting(Reading::patientId).containsExactly("Bed_1", "Bed_2");
        assertThat(skipped).containsExactly("line 3, column Bed_1, not a number: \"x\"");
    }

    /** The rates stand in the last column. */
    private Path write(String header, String... rows) throws IOException {
        return Files.writeString(folder.resolve("x.csv"), header + ";bpm\n" + String.join("\n", rows) + "\n");
    }

    private static ReadSettings where(String... filters) {
        return ReadSettings.builder().where(RowFilter.parse(List.of(filters))).build();
    }

    private String how(Path file) {
        return summary(file).how();
    }

    private ReadSummary summary(Path file) {
        return file(file, GUESS).read(reading -> {});
    }

    private List<String> times(Path file, ReadSettings settings) {
        return read(file, settings).stream()
                .map(reading -> reading.timestamp().toString())
                .toList();
    }

    private List<Reading> read(Path file, ReadSettings settings) {
        List<Reading> readings = new ArrayList<>();
        file(file, settings).read(readings::add);
        return readings;
    }

    private TelemetryFiles file(Path file, ReadSettings settings) {
        skipped.clear();
        return new TelemetryFiles(List.of(file), settings, new ReadListener() {
            @Override
            public void skipped(SkippedRow row) {
                skipped.add("line " + row.line() + ", " + row.detail());
            }
        });
    }
}
