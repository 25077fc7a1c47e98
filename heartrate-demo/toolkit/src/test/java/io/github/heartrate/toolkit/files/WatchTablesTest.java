package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTablesTest {

    private static final ReadSettings BERLIN =
            ReadSettings.builder().zone(ZoneId.of("Europe/Berlin")).build();

    @TempDir
    private Path folder;

    @Test
    void googlesFillerAfterAGapIsCountedAndTheFirstValueIsKept() {
        ReadFile read = ReadFile.of(folder, "heart_rate_2025-11-02.csv", """
                timestamp,beats per minute
                2025-11-02T06:00:00Z,70.0
                2025-11-02T06:00:05Z,70.0
                2025-11-02T06:01:05Z,70.0
                2025-11-02T06:05:00Z,70.0
                2025-11-02T06:05:05Z,70.0
                2025-11-02T06:09:00Z,71.0
                """);

        assertThat(read.readings()).hasSize(5).noneMatch(reading -> reading.contains("06:05:00"));
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.FILLER, 1L));
    }

    @Test
    void gapMayLieBetweenTwoFilesOfGoogle() {
        ReadFile.write(
                folder, "day/heart_rate_2025-11-02.csv", "timestamp,beats per minute\n2025-11-02T23:00:00Z,81.0\n");
        ReadFile.write(
                folder,
                "day/heart_rate_2025-11-03.csv",
                "timestamp,beats per minute\n2025-11-03T06:00:00Z,70.0\n2025-11-03T06:00:05Z,64.0\n");

        ReadFile read = ReadFile.of(folder.resolve("day"), ReadSettings.DEFAULT);

        assertThat(read.readings())
                .containsExactly("heart_rate 2025-11-02T23:00:00Z 81", "heart_rate 2025-11-03T06:00:05Z 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oxygen saturation percentage",
                "breaths per minute",
                "root mean square of successive differences milliseconds",
                "steps",
                "calories"
            })
    void otherTablesInGooglesFolderNeverBecomeRates(String quantity) {
        String text = "timestamp," + quantity + "\n2026-01-01T00:00:00Z,95\n2026-01-01T00:01:00Z,96\n";

        assertThatThrownBy(() -> ReadFile.of(folder, "other.csv", text))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining(quantity);
    }

    @Test
    void dataSourcesOfGoogleAreFollowedOneAtATime() {
        String file = """
                timestamp,beats per minute,data source
                2026-02-01T10:00:00Z,60,Charge Nine
                2026-02-01T10:00:02Z,90,Dial Two
                2026-02-01T10:00:05Z,61,Charge Nine
                """;

        assertThat(ReadFile.of(folder, "heart_rate_2026-02-01.csv", file).readings())
                .containsExactly(
                        "heart_rate_2026-02-01 2026-02-01T10:00:00Z 60",
                        "heart_rate_2026-02-01 2026-02-01T10:00:05Z 61");
        ReadSettings dial =
                ReadSettings.builder().patient("me").sources(Set.of("Dial Two")).build();
        assertThat(ReadFile.of(folder, "heart_rate_2026-02-01.csv", file, dial).readings())
                .containsExactly("me 2026-02-01T10:00:02Z 90");
    }

    @Test
    void ratesOncePerDayAreNoSeries() {
        String resting = """
                timestamp,beats per minute,data source
                2026-02-01T00:00:00Z,60,Charge Nine
                2026-02-02T00:00:00Z,61,Charge Nine
                """;

        for (String name : new String[] {"daily_resting_heart_rate.csv", "renamed.csv"}) {
            assertThatThrownBy(() -> ReadFile.of(folder, name, resting))
                    .hasMessage(folder.resolve(name) + ": has one rate per day, a summary and no series");
        }
        ReadFile.write(folder, "all/daily_resting_heart_rate.csv", resting);
        ReadFile.write(
                folder, "all/heart_rate_2026-02-01.csv", "timestamp,beats per minute\n2026-02-01T10:00:00Z,80.0\n");
        assertThat(ReadFile.of(
                                folder.resolve("all"),
                                ReadSettings.builder().patient("me").build())
                        .readings())
                .containsExactly("me 2026-02-01T10:00:00Z 80");
    }

    @Test
    void flattenedFitbitHasNoConfidenceForAPatient() {
        ReadFile read = ReadFile.of(folder, "flat.csv", """
                ,dateTime,value.bpm,value.confidence
                0,04/02/17 23:32:24,70,0
                1,04/02/17 23:32:34,71,0
                2,2017-04-02 23:32:44,72,3
                """);

        assertThat(read.readings()).containsExactly("flat 2017-04-02T23:32:34Z 71", "flat 2017-04-02T23:32:44Z 72");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.FILLER, 1L));
    }

    @Test
    void averagesOfGoogleFitAreReadOnlyIfTheyAreNamedAndTheDayIsKnown() {
        String day = """
                Start time,End time,Move Minutes count,Calories (kcal),Average heart rate (bpm)
                08:00:00.000+05:30,08:15:00.000+05:30,3,21.5,81.5
                08:15:00.000+05:30,08:30:00.000+05:30,,20.1,
                """;
        ReadSettings named =
                ReadSettings.builder().bpmColumn("average heart rate (bpm)").build();

        assertThatThrownBy(() -> ReadFile.of(folder, "2023-03-04.csv", day))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining("averages over 15 minutes and no readings");
        assertThatThrownBy(() -> ReadFile.of(folder, "day.csv", day, named)).hasMessageContaining("have no date");
        assertThat(ReadFile.of(folder, "2023-03-04.csv", day, named).readings())
                .containsExactly("2023-03-04 2023-03-04T02:30:00Z 81.5");
    }

    private static final String SAMSUNG = """
            com.samsung.shealth.tracker.heart_rate,6240310,7
            source,tag_id,com.samsung.health.heart_rate.create_time,com.samsung.health.heart_rate.start_time,\
            com.samsung.health.heart_rate.time_offset,com.samsung.health.heart_rate.deviceuuid,\
            com.samsung.health.heart_rate.heart_rate
            ,21312,2023-07-02 09:00:00.000,2023-07-02 08:00:00.000,UTC+0200,abc,77.0,
            ,21312,2023-07-02 09:00:00.000,2023-07-01 08:00:00.000,UTC-0330,abc,0.0,
            ,21312,2023-07-02 09:00:00.000,2023-07-01 08:00:01.000,UTC-0330,abc,66.5,
            """;

    @Test
    void timesOfSamsungAreInUtcAndLocalOnlyIfAZoneIsNamed() {
        ReadFile utc = ReadFile.of(folder, "s.csv", SAMSUNG);

        assertThat(utc.readings()).containsExactly("s 2023-07-01T08:00:01Z 66.5", "s 2023-07-02T08:00:00Z 77");
        assertThat(utc.summary().how()).contains("UTC (if they are local ones, name the --zone)");
        assertThat(utc.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 1L));
        assertThat(ReadFile.of(folder, "s.csv", SAMSUNG, BERLIN).readings())
                .containsExactly("s 2023-07-01T11:30:01Z 66.5", "s 2023-07-02T06:00:00Z 77");
    }

    @Test
    void otherExportsOfSamsungHaveNoHeartRates() {
        assertThatThrownBy(() -> ReadFile.of(
                        folder,
                        "steps.csv",
                        "com.samsung.shealth.step_daily_trend,6240310,7\ncreate_time,count,\n1,2,\n"))
                .hasMessage(
                        folder.resolve("steps.csv")
                                + ": is an export of Samsung Health without heart rates: \"com.samsung.shealth.step_daily_trend\"");
        assertThatThrownBy(() -> ReadFile.of(folder, "cut.csv", "com.samsung.shealth.tracker.heart_rate,6240310,7\n"))
                .hasMessageContaining("ends before its header");
    }

    @Test
    void zeppsDateAndTimeAreLocalAndSayingNullIsNoReading() {
        ReadFile read = ReadFile.of(folder, "HEARTRATE_AUTO_1690000000000.csv", """
                \ufeffdate,time,heartRate
                2023-10-29,02:30,61
                2023-10-29,02:45,null
                2023-10-29,02:10,62
                2023-10-29,03:10,255
                2023-03-26,02:30,63
                """, BERLIN);

        assertThat(read.readings())
                .containsExactly(
                        "HEARTRATE_AUTO_1690000000000 2023-10-29T00:30:00Z 61",
                        "HEARTRATE_AUTO_1690000000000 2023-10-29T01:10:00Z 62");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.BLANK, 1L, Omission.NO_VALUE, 1L));
        assertThat(read.skipped())
                .containsExactly("line 6, column time, no such time in Europe/Berlin, where clocks were put forward: "
                        + "\"2023-03-26 02:30\"");
    }

    @Test
    void minutesThatZeppHasTwiceAreConflicts() {
        ReadFile read = ReadFile.of(folder, "HEARTRATE_1690000000000.csv", """
                time,heartRate
                2023-10-29 02:30:00+0000,61
                2023-10-29 02:30:00+0000,65
                2023-10-29 02:31:00+0000,0
                """);

        assertThat(read.readings()).hasSize(2);
        assertThat(read.summary().counts().conflicts()).isEqualTo(1);
        assertThat(read.summary().warnings()).hasSize(1);
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 1L));
    }

    @Test
    void rowsOfMiFitnessThatAreNoHeartRatesAreNoReadings() {
        ReadFile read = ReadFile.of(folder, "20240102_1_MiFitness_hlth_center_fitness_data.csv", """
                Uid,Sid,Key,Time,Value,UpdateTime
                42,band,steps,1704189600,"{""steps"":12,""bpm"":99}",1704190000
                42,band,heart_rate,1704189600,"{""time"":1704189600,""bpm"":72}",1704190000
                42,strap,heart_rate,1704189610,"{""time"":1704189610,""bpm"":90}",1704190000
                42,band,heart_rate,1704189660,"{""bpm"":74,""time"":1704189660}",1704190000
                42,band,heart_rate,1704189720,"{""time"":1704189720}",1704190000
                """);

        assertThat(read.readings()).containsExactly("42 2024-01-02T10:00:00Z 72", "42 2024-01-02T10:01:00Z 74");
        assertThat(read.skipped()).containsExactly("line 6, column Value, without a bpm: \"{\"time\":1704189720}\"");
        assertThatThrownBy(() -> ReadFile.of(
                        folder,
                        "mi.csv",
                        "Uid,Sid,Key,Time,Value,UpdateTime\n42,b,steps,1704189600,\"{}\",1704190000\n"))
                .hasMessageEndingWith("is an export of Mi Fitness without rows of heart_rate");
    }

    private static final String WITHINGS = """
            start,duration,value
            2022-10-30T02:30:00+02:00,"[20,40,60]","[61,null,63]"
            2022-10-29T23:00:00+02:00,[5],[0]
            2022-10-29T23:01:00+02:00,[5],[55]
            2022-10-29T23:05:00+02:00,"[5,5]",[56]
            2022-10-29T23:06:00+02:00,"[5,x,5]","[57,58,59]"
            """;

    @ParameterizedTest
    @ValueSource(strings = {"raw_bed_hr.csv", "raw_hr_Heart Rate level.csv", "raw_hr_hr (1).csv"})
    void eachValueOfWithingsBeginsAfterTheDurationsBeforeIt(String name) {
        ReadFile read = ReadFile.of(
                folder, name, WITHINGS, ReadSettings.builder().patient("p").build());

        assertThat(read.readings())
                .containsExactly(
                        "p 2022-10-29T21:01:00Z 55",
                        "p 2022-10-29T21:06:00Z 57",
                        "p 2022-10-29T21:06:05Z 58",
                        "p 2022-10-30T00:30:00Z 61",
                        "p 2022-10-30T00:31:00Z 63");
        assertThat(read.skipped())
                .containsExactly(
                        "line 5, column duration has 2 and column value has 1",
                        "line 6, column duration, not a number of seconds, so that the values after it have no time: "
                                + "\"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw_tracker_steps.csv", "raw_spo2_auto_spo2.csv", "raw_hr_rr.csv", "renamed.csv"})
    void otherRawFilesOfWithingsNeverBecomeRates(String name) {
        assertThatThrownBy(() -> ReadFile.of(folder, name, WITHINGS))
                .hasMessage(
                        folder.resolve(name) + ": is a raw file of Withings, and its name does not say that it holds "
                                + "heart rates as raw_hr_hr.csv does; if it does, say --bpm-column value");
        ReadSettings said = ReadSettings.builder().bpmColumn("value").build();
        assertThat(ReadFile.of(folder, name, WITHINGS, said).readings()).hasSize(5);
    }

    @Test
    void linesOfTheE4AreSecondsAndABadOneKeepsItsPlace() {
        ReadFile read = ReadFile.of(folder, "S2/HR.csv", "1495437325.500000\n1.000000\n84.00\n\nx\n91.50\n");

        assertThat(read.readings())
                .containsExactly("HR 2017-05-22T07:15:25.500Z 84", "HR 2017-05-22T07:15:28.500Z 91.5");
        assertThat(read.skipped()).containsExactly("line 5, the value, not a number: \"x\"");
        assertThat(ReadFile.of(folder, "twice_hr.csv", "1495437325.0, 1495437325.0\n1.0, 1.0\n84.0, 84.0\n84.5, 85.5\n")
                        .readings())
                .containsExactly("twice_hr 2017-05-22T07:15:25Z 84");
        assertThat(ReadFile.of(folder, "wrist.csv", "1495437325.0\n1.0\n84.0\n84.5\n")
                        .readings())
                .hasSize(2);
    }

    @Test
    void otherSignalsOfTheE4NeverBecomeRates() {
        Map<String, String> files = Map.of(
                "BVP.csv", "1495437325.000000\n64.000000\n-0.0\n71.0\n72.0\n",
                "TEMP.csv", "1495437325.000000\n4.000000\n32.79\n32.79\n",
                "EDA.csv", "1495437325.000000\n4.000000\n0.0\n0.27\n",
                "skin.csv", "1495437325.000000\n1.000000\n0.0\n0.27\n",
                "HR.csv", "1495437325.000000\n4.000000\n62.79\n62.79\n",
                "S3_TEMP.csv", "1495437325.000000\n1.000000\n62.79\n62.79\n",
                "ACC.csv", """
                        1495437325.000000, 1495437325.000000, 1495437325.000000
                        32.000000, 32.000000, 32.000000
                        60,62,60
                        """);

        files.forEach((name, text) -> assertThatThrownBy(() -> ReadFile.of(folder, name, text))
                .hasMessageStartingWith(folder.resolve(name) + ": has the shape of Empatica E4's files, but is not"));
    }

    @Test
    void sourceOfOuraIsWhatTheWearerDid() {
        ReadFile read = ReadFile.of(folder, "ring.csv", """
                timestamp;bpm;source
                2025-05-01T10:00:00.000Z;61;awake
                2025-05-01T10:00:10.000Z;99;workout
                2025-05-01T10:00:20.000Z;62;awake
                """);

        assertThat(read.readings()).hasSize(3);
        assertThat(read.summary().omitted()).isEmpty();
    }

    @Test
    void healthKitsUnitAndTypeAreHeededPerRow() {
        ReadFile read = ReadFile.of(folder, "records.csv", """
                startTime,endTime,type,value,unit,source
                2020-01-02 10:00:10 +0100,2020-01-02 10:00:10 +0100,HKQuantityTypeIdentifierHeartRate,1.5,count/s,Watch
                2020-01-02 10:00:12 +0100,2020-01-02 10:00:12 +0100,HKQuantityTypeIdentifierHeartRate,130,count/min,Strap
                2020-01-02 10:00:00 +0100,2020-01-02 10:00:00 +0100,HKQuantityTypeIdentifierHeartRate,72,count/min,Watch
                2020-01-02 10:00:01 +0100,2020-01-02 10:00:01 +0100,HKQuantityTypeIdentifierStepCount,99,count,Watch
                2020-01-02 10:00:02 +0100,2020-01-02 10:00:02 +0100,HKQuantityTypeIdentifierHeartRate,99,ms,Watch
                """);

        assertThat(read.readings())
                .containsExactly("records 2020-01-02T09:00:00Z 72", "records 2020-01-02T09:00:10Z 90");
        assertThat(read.skipped()).containsExactly("line 6, column unit, not a unit of heart rates: \"ms\"");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.OTHER_SOURCE, 1L));
    }

    @Test
    void noValuesOfGadgetbridgeAreCounted() {
        ReadFile read = ReadFile.of(folder, "band.csv", """
                TIMESTAMP,DEVICE_ID,USER_ID,HEART_RATE
                1690000000000,1,7,66
                1690000060000,1,7,255
                1690000120000,1,7,0
                1690000180000,1,7,-1
                1690000240000,1,8,67
                """);

        assertThat(read.readings()).containsExactly("7 2023-07-22T04:26:40Z 66", "8 2023-07-22T04:30:40Z 67");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 3L));
        assertThat(ReadFile.of(
                                folder,
                                "intensity.csv",
                                "timestamp,raw_intensity,heart_rate\n1690000000,1,66\n1690000060,1,255\n")
                        .readings())
                .containsExactly("intensity 2023-07-22T04:26:40Z 66");
    }

    @Test
    void averageOfHealthAutoExportIsRead() {
        assertThat(ReadFile.of(folder, "HealthAutoExport.csv", """
                        Date/Time,Heart Rate [Min] (count/min),Heart Rate [Max] (count/min),Heart Rate [Avg] (count/min)
                        2024-09-21 07:57:00 +1000,60,80,70
                        2024-09-21 07:58:00 +1000,,,
                        """).readings())
                .containsExactly("HealthAutoExport 2024-09-20T21:57:00Z 70");
    }

    @Test
    void columnsThatTheUserNamesAreReadAsATable() {
        ReadSettings named =
                ReadSettings.builder().bpmColumn("value.confidence").build();

        assertThat(ReadFile.of(
                                folder,
                                "flat.csv",
                                "dateTime,value.bpm,value.confidence\n2017-04-02 23:32:44,72,3\n",
                                named)
                        .readings())
                .containsExactly("flat 2017-04-02T23:32:44Z 3");
    }

    @Test
    void sourcesStayApartFromPatientsInTheOrderOfTheFile() {
        ReadSettings asTheyStand = ReadSettings.builder().order(ReadOrder.FILE).build();

        assertThat(ReadFile.of(folder, "heart_rate_2026-02-01.csv", """
                        timestamp,beats per minute,data source
                        2026-02-01T10:00:00Z,60,Charge Nine
                        2026-02-01T10:00:02Z,90,Dial Two
                        """, asTheyStand)
                        .readings())
                .hasSize(2)
                .allMatch(reading -> reading.startsWith("heart_rate_2026-02-01 2026"));
    }

    @Test
    void oneSourceIsNoNameOfAPatientHoweverOftenItIsRead() {
        Path file = ReadFile.write(
                folder,
                "heart_rate_2026-02-01.csv",
                "timestamp,beats per minute,data source\n2026-02-01T10:00:00Z,60,Charge Nine\n");

        try (TelemetryFiles files = TelemetryFiles.of(file)) {
            for (int i = 0; i < 3; i++) {
                List<String> patients = new ArrayList<>();
                files.read(reading -> patients.add(reading.patientId()));
                assertThat(patients).containsExactly("heart_rate_2026-02-01");
            }
        }
    }

    @Test
    void rowThatIsCutOffIsSkipped() {
        ReadFile read = ReadFile.of(folder, "heart_rate_2025-11-02.csv", """
                timestamp,beats per minute
                2025-11-02T06:00:00Z,66
                2025-11-02T06:00:05Z""");

        assertThat(read.readings()).hasSize(1);
        assertThat(read.skipped()).containsExactly("line 3, expected 2 columns: 1");
    }
}
