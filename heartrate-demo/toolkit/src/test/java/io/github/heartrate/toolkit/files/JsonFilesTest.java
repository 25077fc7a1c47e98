package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.RowFilter;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFilesTest {

    private static final String FITBIT = """
            [{
              "dateTime" : "07/03/25 23:59:58",
              "value" : { "bpm" : 70, "confidence" : 0 }
            },{
              "dateTime" : "07/04/2025 00:00:03",
              "value" : { "confidence" : 0, "bpm" : 71 }
            },{
              "dateTime" : "13/04/25 00:00:08",
              "value" : { "bpm" : 72, "confidence" : 3 }
            },{
              "value" : { "bpm" : 70, "confidence" : 3 },
              "dateTime" : "07/04/25 00:00:13"
            }]
            """;

    @TempDir
    private Path folder;

    @Test
    void fitbitsDatesAreMonthFirstInUtcAndItsFillersAreCounted() {
        ReadSettings rome =
                ReadSettings.builder().zone(ZoneId.of("Europe/Rome")).build();
        ReadFile read = ReadFile.of(folder, "heart_rate-2025-07-03.json", FITBIT, rome);

        assertThat(read.readings())
                .containsExactly(
                        "heart_rate-2025-07-03 2025-07-04T00:00:03Z 71",
                        "heart_rate-2025-07-03 2025-07-04T00:00:13Z 70");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.FILLER, 1L));
        assertThat(read.skipped()).containsExactly("line 10, record 3, dateTime, not a time: \"2025-13-04T00:00:08\"");
    }

    @Test
    void otherFilesOfFitbitHoldNoHeartRates() {
        assertThatThrownBy(() -> ReadFile.of(
                        folder, "steps-2025-07-03.json", "[{\"dateTime\":\"07/03/25 00:00:00\",\"value\":\"12\"}]"))
                .hasMessage(
                        folder.resolve("steps-2025-07-03.json") + ": is JSON without records that have a time and a "
                                + "heart rate by names that are known; there are [].dateTime, [].value");
        assertThatThrownBy(() -> ReadFile.of(folder, "resting_heart_rate-2025-07-03.json", """
                [{"dateTime":"07/03/25 00:00:00","value":{"date":"07/03/25","value":55.1,"error":6.7}}]"""))
                .hasMessageContaining("is JSON without records");
    }

    @Test
    void ouraIsReadAsAnAnswerAndAsAList() {
        String list = """
                [{"bpm":61,"source":"sleep","timestamp":"2025-02-03T04:05:06+02:00"},
                 {"bpm":62,"source":"awake","timestamp":"2025-02-03T04:10:06+02:00"}]""";

        for (String text : List.of(list, "{\"data\":" + list + ",\"next_token\":null}")) {
            assertThat(ReadFile.of(folder, "ring.json", text).readings())
                    .containsExactly("ring 2025-02-03T02:05:06Z 61", "ring 2025-02-03T02:10:06Z 62");
        }
    }

    @Test
    void samsungsDetailsAreInMilliseconds() {
        ReadFile read = ReadFile.of(folder, "x.binning_data.json", """
                [{"heart_rate":81.0,"heart_rate_max":85.0,"heart_rate_min":79.0,"start_time":1690000000000,"end_time":1690000059000},
                 {"heart_rate":0.0,"start_time":1690000060000},
                 {"start_time":1690000120000,"heart_rate":82.5}]""");

        assertThat(read.readings())
                .containsExactly("x.binning_data 2023-07-22T04:26:40Z 81", "x.binning_data 2023-07-22T04:28:40Z 82.5");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            {"exportVersion":"1.8","exercises":[{"timezoneOffset":120,"samples":{"heartRate":[
             {"dateTime":"2023-06-01T10:00:00.000","value":90},{"dateTime":"2023-06-01T10:00:01.000"},
             {"dateTime":"2023-06-01T10:00:02.000","value":0},{"dateTime":"2023-06-01T10:00:03.000","value":91}],
             "speed":[{"dateTime":"2023-06-01T10:00:00.000","value":12.5}]}}]}""", """
            {"exercises":[{"samples":{"speed":[{"dateTime":"2023-06-01T10:00:00.000","value":12.5}],"heartRate":[
             {"value":90,"dateTime":"2023-06-01T10:00:00.000"},{"dateTime":"2023-06-01T10:00:01.000"},
             {"dateTime":"2023-06-01T10:00:02.000","value":0},{"dateTime":"2023-06-01T10:00:03.000","value":91}]
             },"timezoneOffset":120}]}"""})
    void polarsOffsetMayStandBeforeOrBehindTheSamples(String text) {
        ReadFile read = ReadFile.of(folder, "training-session.json", text);

        assertThat(read.readings())
                .containsExactly(
                        "training-session 2023-06-01T08:00:00Z 90", "training-session 2023-06-01T08:00:03Z 91");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.BLANK, 1L, Omission.NO_VALUE, 1L));
    }

    @Test
    void trainingOfPolarWithoutHeartRatesHasNone() {
        assertThatThrownBy(() -> ReadFile.of(folder, "t.json", """
                {"exercises":[{"timezoneOffset":60,"samples":{"speed":[{"dateTime":"2023-06-01T10:00:00.000","value":72}]}}]}"""))
                .hasMessage(folder.resolve("t.json") + ": is a training session of Polar without heart rates");
    }

    @Test
    void polarsDaysCountSecondsOfTheirDay() {
        ReadFile read = ReadFile.of(folder, "247ohr_2.json", """
                {"deviceDays":[
                 {"date":"2023-06-01","deviceId":"A","samples":[{"heartRate":60,"secondsFromDayStart":0},
                  {"heartRate":61,"secondsFromDayStart":86399}]},
                 {"samples":[{"heartRate":62,"secondsFromDayStart":60},{"heartRate":63,"secondsFromDayStart":86400}],
                  "date":"2023-06-02","deviceId":"A"}]}""");

        assertThat(read.readings())
                .containsExactly(
                        "247ohr_2 2023-06-01T00:00:00Z 60",
                        "247ohr_2 2023-06-01T23:59:59Z 61",
                        "247ohr_2 2023-06-02T00:01:00Z 62");
        assertThat(read.skipped())
                .containsExactly("line 4, record 4, date and secondsFromDayStart, not a time: \"2023-06-02 86400\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            {"data":{"metrics":[
             {"name":"step_count","units":"count","data":[{"date":"2024-09-21 07:57:00 +1000","qty":90}]},
             {"name":"heart_rate","units":"count/min","data":[
              {"date":"2024-09-21 07:57:00 +1000","Min":60,"Avg":70.5,"Max":80,"source":"Watch"}]}]}}""", """
            {"data":{"metrics":[
             {"data":[{"qty":90,"date":"2024-09-21 07:57:00 +1000"}],"name":"step_count","units":"count"},
             {"data":[{"Avg":1.175,"date":"2024-09-21 07:57:00 +1000"}],"units":"count/s","name":"heart_rate"}]}}"""})
    void metricsOfHealthAutoExportAreToldApartByTheirNames(String text) {
        assertThat(ReadFile.of(folder, "hae.json", text).readings()).containsExactly("hae 2024-09-20T21:57:00Z 70.5");
    }

    @Test
    void readingsOfThisLibraryAreReadPerLineAndAsAList() {
        String one = "{\"patient_id\":\"P 1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":72.5}";
        String other = "{\"bpm\":0,\"timestamp\":\"2026-01-01T00:00:01Z\",\"patient_id\":\"P 2\"}";

        for (String text : List.of(one + "\n" + other + "\n", "[" + one + "," + other + "]")) {
            assertThat(ReadFile.of(folder, "readings.jsonl", text).readings())
                    .containsExactly("P 1 2026-01-01T00:00:00Z 72.5", "P 2 2026-01-01T00:00:01Z 0");
        }
        assertThat(ReadFile.of(
                                folder,
                                "readings.jsonl",
                                one + "\n" + other,
                                ReadSettings.builder().patient("me").build())
                        .readings())
                .allMatch(reading -> reading.startsWith("me "));
    }

    @Test
    void alertsAreNoReadings() {
        assertThatThrownBy(() -> ReadFile.of(folder, "alerts.jsonl", """
                {"patient_id":"a","episode_id":"x","timestamp":"2026-01-01T00:00:00Z","peak_bpm":114.0}
                """))
                .hasMessage(folder.resolve("alerts.jsonl") + ": holds alerts, and no readings");
    }

    @Test
    void recordsThatMeasureSeveralThingsAreRefusedUnlessTheyAreChosen() {
        String text = """
                [{"time":"2026-01-01T00:00:00Z","type":"heart_rate","value":72},
                 {"time":"2026-01-01T00:00:01Z","type":"spo2","value":98}]""";
        ReadSettings chosen = ReadSettings.builder()
                .where(RowFilter.parse(List.of("type=heart_rate")))
                .build();

        assertThatThrownBy(() -> ReadFile.of(folder, "v.json", text))
                .isInstanceOf(TelemetryException.class)
                .hasMessageContaining("the records measure: heart_rate, spo2");
        assertThat(ReadFile.of(folder, "v.json", text, chosen).readings()).containsExactly("v 2026-01-01T00:00:00Z 72");
    }

    @Test
    void patientsAreNeverMergedInSilence() {
        String byChair = """
                [{"chair_id":1,"time":"2026-01-01T00:00:00Z","hr":72},{"chair_id":1,"time":"2026-01-01T00:00:01Z","hr":73},
                 {"chair_id":2,"time":"2026-01-01T00:00:00Z","hr":90},{"chair_id":2,"time":"2026-01-01T00:00:01Z","hr":91}]""";
        String lists = """
                {"people":[{"label":"a","readings":[{"time":"2026-01-01T00:00:00Z","hr":72}]},
                 {"label":"b","readings":[{"time":"2026-01-01T00:00:01Z","hr":172}]}]}""";

        assertThatThrownBy(() -> ReadFile.of(folder, "c.json", byChair)).hasMessageContaining("may be one: chair_id");
        assertThatThrownBy(() -> ReadFile.of(folder, "c.json", lists))
                .hasMessageContaining("do not name their patient");
        assertThat(ReadFile.of(
                                folder,
                                "c.json",
                                byChair,
                                ReadSettings.builder().patientColumn("chair_id").build())
                        .summary()
                        .counts()
                        .patients())
                .isEqualTo(2);
    }

    @Test
    void idOfARecordIsNoPatientAndIntervalsAreNoRates() {
        assertThat(ReadFile.of(folder, "r.json", """
                        [{"id":7,"time":1690000000,"hr":72},{"id":8,"time":1690000001,"hr":73}]""").readings())
                .containsExactly("r 2023-07-22T04:26:40Z 72", "r 2023-07-22T04:26:41Z 73");
        assertThatThrownBy(() -> ReadFile.of(folder, "r.json", """
                        [{"time":1690000000,"hr":820},{"time":1690000001,"hr":815}]"""))
                .hasMessageContaining("[].hr holds no heart rates: 820, 815");
    }

    @Test
    void whatIsNoJsonIsRefusedInOneLine() {
        Map<String, String> broken = Map.of(
                "[{\"dateTime\":\"07/03/25 23:59:58\",\"value\":{\"bpm\":71,\n\"conf",
                "line 2, is cut off: JSON that does not end",
                "[{\"dateTime\":\"07/03/25 23:59:58\",\"value\":{\"bpm\":71}}\n\n{]",
                "line 3, not JSON",
                "[".repeat(100_000),
                "line 1, JSON with too long a text or number, or nested too deeply",
                "{\"a\":\"" + "x".repeat(2_000_000) + "\"}",
                "line 1, JSON with too long a text or number, or nested too deeply");

        broken.forEach((text, message) -> assertThatThrownBy(() -> ReadFile.of(folder, "b.json", text))
                .isInstanceOf(TelemetryException.class)
                .hasMessage(folder.resolve("b.json") + ": " + message));
    }

    @Test
    void lineThatIsNoJsonAmongDocumentsIsSkipped() {
        ReadFile read = ReadFile.of(folder, "log.jsonl", """
                {"time":1690000000,"hr":72}
                {"time":1690000001,"hr":{"time":1690000002,"hr":73}

                {"time":1690000003,"hr":74}
                {"time":16900""");

        assertThat(read.readings()).containsExactly("log 2023-07-22T04:26:40Z 72", "log 2023-07-22T04:26:43Z 74");
        assertThat(read.skipped())
                .containsExactly("line 2, cut off: JSON that does not end", "line 5, cut off: JSON that does not end");
        assertThat(read.summary().skipped()).isEqualTo(Map.of(SkipReason.BAD_DOCUMENT, 2L));
    }

    @Test
    void documentsPerLineAreReadHoweverLongTheTextIs() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            String note = i % 7_000 == 6_999 ? ",\"note\":\"" + "x".repeat(90_000) + "\"" : "";
            text.append("{\"time\":%d,\"hr\":%d%s}\r\n".formatted(1_690_000_000 + i, 60 + i % 40, note));
        }
        ReadFile read = ReadFile.of(folder, "long.jsonl", text + "]\n");

        assertThat(read.readings()).hasSize(20_000).endsWith("long 2023-07-22T09:59:59Z 99");
        assertThat(read.skipped()).containsExactly("line 20001, not JSON");
    }

    @Test
    void endlessLineIsRefused() {
        String first = "{\"time\":1690000000,\"hr\":72}\n";

        assertThatThrownBy(() -> ReadFile.of(folder, "e.jsonl", first + "{" + " ".repeat(3_000_000)))
                .hasMessage(folder.resolve("e.jsonl") + ": line 2, JSON with too long a line");
    }

    @Test
    void jsonWithEndlesslyManyNamesIsRefused() {
        StringBuilder text = new StringBuilder("{\"a0\":1");
        for (int i = 1; i < 20_000; i++) {
            text.append(",\"a").append(i).append("\":1");
        }

        assertThatThrownBy(() -> ReadFile.of(folder, "n.json", text + "}"))
                .hasMessage(folder.resolve("n.json") + ": is JSON with more than 10000 different names");
    }

    @Test
    void nameThatARecordHasTwiceIsNoRate() {
        ReadFile read = ReadFile.of(folder, "d.json", """
                [{"time":1690000000,"hr":72,"hr":140},{"time":1690000001,"hr":73}]""");

        assertThat(read.readings()).hasSize(1);
        assertThat(read.skipped()).containsExactly("line 1, record 1, hr, not a number: \"72 and 140\"");
    }

    /** 0.82 times 60 is less than 49.2 in binary fractions: one bit would be a bradycardia below 49.2. */
    @Test
    void ratesPerSecondAreThoseOfTheSameTable() {
        String csv = """
                time,hr,unit
                1690000000,0.82,Hz
                1690000001,72,{Beats}/min
                1690000002,73,
                """;
        String json = """
                {"time":1690000000,"hr":0.82,"unit":"Hz"}
                {"time":1690000001,"hr":72,"unit":"{Beats}/min"}
                {"time":1690000002,"hr":73,"unit":null}
                """;

        assertThat(ReadFile.of(folder, "u.json", json).readings())
                .containsExactly(
                        "u 2023-07-22T04:26:40Z 49.2", "u 2023-07-22T04:26:41Z 72", "u 2023-07-22T04:26:42Z 73")
                .isEqualTo(ReadFile.of(folder, "u.csv", csv).readings());
        assertThat(ReadFile.of(folder, "n.json", "[{\"time\":1690000000,\"hr (Hz)\":1.1}]", hertz())
                        .readings())
                .containsExactly("n 2023-07-22T04:26:40Z 66");
    }

    private static ReadSettings hertz() {
        return ReadSettings.builder().bpmColumn("hr (Hz)").build();
    }

    @Test
    void datesWithDotsHaveTheDayFirstAndThoseWithSlashesAreNotGuessed() {
        ReadFile read = ReadFile.of(folder, "d.jsonl", """
                {"time":"04.12.2016 07:21:00","hr":72}
                {"time":"05/12/2016 07:21:00","hr":73}
                """);

        assertThat(read.readings()).containsExactly("d 2016-12-04T07:21:00Z 72");
        assertThat(read.skipped())
                .containsExactly("line 2, record 2, time, the order of day and month is not known (--date-order): "
                        + "\"05/12/2016 07:21:00\"");
    }

    /** An id that no reading can have costs its own record, and ends nothing. */
    @Test
    void recordsOfNobodyAreBadRows() {
        ReadFile read = ReadFile.of(folder, "i.jsonl", """
                {"patient_id":"a\\u0000b","timestamp":"2026-01-01T00:00:00Z","bpm":70}
                {"patient_id":"\\ud800","timestamp":"2026-01-01T00:00:00Z","bpm":71}
                {"patient_id":" ","timestamp":"2026-01-01T00:00:00Z","bpm":72}
                {"patient_id":null,"timestamp":"2026-01-01T00:00:00Z","bpm":73}
                {"patient_id":"\\ud83d\\ude00","timestamp":"2026-01-01T00:00:00Z","bpm":74}
                """);

        assertThat(read.readings()).containsExactly("\ud83d\ude00 2026-01-01T00:00:00Z 74");
        assertThat(read.skipped())
                .containsExactly(
                        "line 1, record 1, patient_id, patientId must not have a zero byte: \"a?b\"",
                        "line 2, record 2, patient_id, patientId must not have half a surrogate pair: \"\ud800\"",
                        "line 3, record 3, patient_id, patientId must not be blank: \" \"",
                        "line 4, record 4, patient_id, patientId must not be blank: \"\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hourThatComesTwiceIsToldByTheOrderOfTheFile(boolean isNewestFirst) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Instant> times = Stream.iterate(Instant.parse("2025-10-26T00:10:00Z"), time -> time.plusSeconds(600))
                .limit(15)
                .sorted(isNewestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder())
                .toList();
        String text = times.stream()
                .map(time -> "{\"time\":\"" + time.atZone(berlin).toLocalDateTime() + "\",\"hr\":72}")
                .collect(Collectors.joining("\n"));

        ReadFile read = ReadFile.of(
                folder, "h.jsonl", text, ReadSettings.builder().zone(berlin).build());

        assertThat(read.readings())
                .containsExactlyElementsOf(
                        times.stream().sorted().map(time -> "h " + time + " 72").toList());
    }
}
