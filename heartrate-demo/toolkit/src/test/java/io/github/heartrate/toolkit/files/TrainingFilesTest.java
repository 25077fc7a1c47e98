package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCX, GPX and HRM. */
class TrainingFilesTest {

    private static final String TCX = """
            <?xml version='1.0' encoding='ISO-8859-1'?>
            <tc:TrainingCenterDatabase xmlns:tc="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
             <tc:Activities><tc:Activity Sport="Biking"><tc:Notes>Stra\u00dfe</tc:Notes>
              <tc:Lap><tc:AverageHeartRateBpm><tc:Value>77</tc:Value></tc:AverageHeartRateBpm><tc:Track>
               %s
              </tc:Track></tc:Lap></tc:Activity></tc:Activities>
            </tc:TrainingCenterDatabase>
            """;

    private static final String GPX = """
            <gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:x="urn:x"><metadata><time>2020-01-01T00:00:00Z</time></metadata>
            <wpt lat="1" lon="1"><extensions><x:hr>50</x:hr></extensions></wpt>
            <trk><trkseg>
            %s
            </trkseg></trk></gpx>
            """;

    private static final String HRM = """
            [Params]
            Version=106
            Monitor=34
            SMode=111111100
            Date=20250330
            StartTime=01:59:50.5
            Length=00:00:50.0
            Interval=5
            Upper1=0

            [Note]
            Date=20010101
            Fahrt nach K\u00f6ln

            [HRData]
            101	253	0
            0	254	0
            255	254	0
            104	251	0

            x	250	0
            106
            [Other]
            107
            """;

    @TempDir
    private Path folder;

    @Test
    void tcxPointNeedsNoPositionAndMayHaveNoRate() throws IOException {
        ReadFile read = tcx("""
                <tc:Trackpoint><tc:Time>2025-02-01T06:30:00+05:30</tc:Time><tc:HeartRateBpm><tc:Value> 88 </tc:Value></tc:HeartRateBpm>
                 <tc:Extensions><x xmlns="urn:x"><HeartRateBpm><Value>199</Value></HeartRateBpm><Time>1</Time></x></tc:Extensions></tc:Trackpoint>
                <tc:Trackpoint><tc:Time>2025-02-01T01:00:01Z</tc:Time><tc:Cadence>80</tc:Cadence></tc:Trackpoint>
                <tc:Trackpoint><tc:HeartRateBpm><tc:Value>90</tc:Value></tc:HeartRateBpm><tc:Time>2025-02-01T01:00:02.500Z</tc:Time></tc:Trackpoint>
                """);

        assertThat(read.rates()).containsExactly("2025-02-01T01:00:00Z 88", "2025-02-01T01:00:02.500Z 90");
        assertThat(read.skipped()).isEmpty();
        assertThat(read.summary().omitted()).isEmpty();
        assertThat(read.summary().how()).isEqualTo("TCX of 1 patient, x");
    }

    @Test
    void tcxSaysWhatIsNoValueAndWhatIsWrong() throws IOException {
        ReadFile read = tcx(point("2025-02-01T01:00:00Z", "0")
                + point("2025-02-01T01:00:01Z", "255")
                + point("2025-02-01T01:00:02Z", "")
                + point("2025-02-01T01:00:03Z", "fast")
                + point("2025-02-01T01:00:04Z", "-3")
                + point("yesterday", "70")
                + point("2025-02-01T01:00:06Z", "71")
                + "<tc:Trackpoint><tc:HeartRateBpm><tc:Value>72</tc:Value></tc:HeartRateBpm></tc:Trackpoint>");

        assertThat(read.rates()).containsExactly("2025-02-01T01:00:06Z 71");
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 2L, Omission.BLANK, 1L));
        assertThat(read.skipped())
                .containsExactly(
                        "line 8, heart rate, not a number: \"fast\"",
                        "line 9, heart rate, a rate must be a finite number of at least 0: \"-3\"",
                        "line 10, time, not a time: \"yesterday\"",
                        "line 12, a heart rate without a time");
    }

    @Test
    void timeWithoutAnOffsetIsALocalOne() throws IOException {
        Path file = write(
                "x.tcx",
                TCX.formatted(point("2025-10-26T02:59:50", "70")
                        + point("2025-10-26T02:00:00", "71")
                        + point("2025-10-26T03:00:00", "72")));
        ReadFile read = ReadFile.of(file, in("Europe/Berlin"));

        assertThat(read.rates())
                .containsExactly("2025-10-26T00:59:50Z 70", "2025-10-26T01:00:00Z 71", "2025-10-26T02:00:00Z 72");
        assertThat(read.summary().ambiguousTimes()).isEqualTo(2);
        Path gap =
                write("x.tcx", TCX.formatted(point("2025-03-30T02:30:00", "70") + point("2025-03-30T03:30:00", "71")));
        assertThat(ReadFile.of(gap, in("Europe/Berlin")).skipped())
                .containsExactly("line 5, time, no such time in Europe/Berlin, where clocks were put forward: "
                        + "\"2025-03-30T02:30:00\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<extensions><x:hr>131</x:hr></extensions>",
                "<extensions><y:TrackPointExtension xmlns:y='urn:y'><y:hr>131</y:hr></y:TrackPointExtension></extensions>",
                "<extensions><a><b><hr><![CDATA[131]]></hr></b></a></extensions>",
                "<extensions><x:power>1</x:power><x:hr>13<!-- thirteen -->1</x:hr></extensions>",
            })
    void gpxRateIsTheElementHrUnderAnyPrefix(String extensions) throws IOException {
        Path file = write(
                "x.gpx",
                GPX.formatted("<trkpt lat='1' lon='1'><time>2025-02-01T01:00:00Z</time>" + extensions
                        + "</trkpt><trkpt lat='1' lon='1'><time>2025-02-01T01:00:05Z</time></trkpt>"));
        ReadFile read = ReadFile.of(file);

        assertThat(read.rates()).containsExactly("2025-02-01T01:00:00Z 131");
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void gpxRatesOutsideOfTheTrackAreRead() throws IOException {
        Path file = write("spoq.gpx", """
                <gpx xmlns:st="urn:st"><extensions><st:activity><st:heartRateTrack>
                <st:heartRate time="2025-02-01T01:00:00Z" bpm="103"/>
                <st:heartRate time="2025-02-01T01:00:06Z" bpm="0"/>
                <st:heartRate bpm="104"/>
                </st:heartRateTrack></st:activity></extensions></gpx>
                """);
        ReadFile read = ReadFile.of(file);

        assertThat(read.rates()).containsExactly("2025-02-01T01:00:00Z 103");
        assertThat(read.skipped()).containsExactly("line 4, a heart rate without a time");
    }

    @Test
    void trainingWithoutRatesIsNamedAndInAFolderLeftOut() throws IOException {
        Path route =
                write("route.gpx", GPX.formatted("<trkpt lat='1' lon='1'><time>2025-02-01T01:00:00Z</time></trkpt>"));

        assertThatThrownBy(() -> ReadFile.of(route)).hasMessage(route + ": is GPX without heart rates");
        write("x.tcx", TCX.formatted(point("2025-02-01T01:00:06Z", "71")));
        assertThat(ReadFile.of(folder, ReadSettings.builder().patient("p").build())
                        .summary()
                        .how())
                .isEqualTo("TCX of 1 patient, p; not read: " + route + ": is GPX without heart rates");
    }

    @Test
    void trainingThatIsCutOffGivesWhatStandsBeforeAndEndsInOneLine() throws IOException {
        String whole = TCX.formatted(point("2025-02-01T01:00:06Z", "71") + point("2025-02-01T01:00:07Z", "172"));
        for (int length = 0; length < whole.stripTrailing().length(); length++) {
            Path cut = write("x.tcx", whole.substring(0, length));

            assertThatThrownBy(() -> ReadFile.of(cut))
                    .isInstanceOf(TelemetryException.class)
                    .message()
                    .doesNotContain("\n");
        }
        Path cut = write("x.tcx", whole.substring(0, whole.indexOf("172") + 2));
        assertThatThrownBy(() -> ReadFile.of(cut)).hasMessageStartingWith(cut + ": not XML, or is cut off: line 6, ");
    }

    @Test
    void hrmSamplesAreAtFixedTimesAfterALocalStart() throws IOException {
        ReadFile read = ReadFile.of(write("25033001.hrm", HRM), in("Europe/Berlin"));

        assertThat(read.rates())
                .containsExactly(
                        "2025-03-30T00:59:50.500Z 101", "2025-03-30T01:00:05.500Z 104", "2025-03-30T01:00:15.500Z 106");
        assertThat(read.readings()).allMatch(reading -> reading.startsWith("25033001 "));
        assertThat(read.summary().omitted()).isEqualTo(Map.of(Omission.NO_VALUE, 2L));
        assertThat(read.skipped()).containsExactly("line 21, heart rate, not a number: \"x\"");
    }

    @Test
    void hrmWithWindowsLinesAndOneColumnIsReadAlike() throws IOException {
        String text =
                "[Params]\r\nVersion=102\r\nDate=20040807\r\nStartTime=9:00:00\r\nInterval=60\r\n\r\n[HRData]\r\n61\r\n62\r\n";

        assertThat(ReadFile.of(write("old.hrm", text)).rates())
                .containsExactly("2004-08-07T09:00:00Z 61", "2004-08-07T09:01:00Z 62");
    }

    @Test
    void hrmThatDoesNotSayWhenIsRefused() throws IOException {
        assertRefused(HRM.replace("Interval=5", "Interval=238"), "the times between beats (Interval=238)");
        assertRefused(HRM.replace("Interval=5", "Interval=0"), "Interval in [Params] is no number of seconds: \"0\"");
        assertRefused(
                HRM.replace("Date=2025", "Date="), "Date and StartTime in [Params] are no time: \"0330 01:59:50.5\"");
        assertRefused(
                HRM.replace("01:59:50", "02:59:50"), "are no time in Europe/Berlin, where clocks were put forward");
        assertRefused(HRM.replace("[HRData]", "[Data]"), "has no section [HRData]");
    }

    private void assertRefused(String hrm, String why) throws IOException {
        Path file = write("x.hrm", hrm);

        assertThatThrownBy(() -> ReadFile.of(file, in("Europe/Berlin")))
                .isInstanceOf(TelemetryException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(why);
    }

    private static String point(String time, String rate) {
        return "<tc:Trackpoint><tc:Time>" + time + "</tc:Time><tc:HeartRateBpm><tc:Value>" + rate
                + "</tc:Value></tc:HeartRateBpm></tc:Trackpoint>\n";
    }

    private ReadFile tcx(String points) throws IOException {
        return ReadFile.of(write("x.tcx", TCX.formatted(points)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ReadSettings in(String zone) {
        return ReadSettings.builder().zone(ZoneId.of(zone)).build();
    }
}
