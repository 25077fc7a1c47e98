package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {

    private static final String POLAR = """
            Name,Sport,Date,Start time,Duration,Total distance (km),Average heart rate (bpm),Notes,Height (cm),
            DEMO,RUNNING,29-08-2026,22:00:00,00:30:00,5.00,140,"a ""good"" run, slow",180,
            Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km),Cadence,Altitude (m),
            1,00:00:00,85,,,,,
            ,00:00:01,86,,,,,
            ,00:00:02,,,,,,
            ,00:00:61,88,,,,,
            ,01:30:00,187,,,,,
            """;

    private static final String APPLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE HealthData [
            <!ELEMENT HealthData (ExportDate,Me,Record*)>
            <!ATTLIST HealthData locale CDATA #REQUIRED>
            <!ENTITY outside SYSTEM "file:///dev/null">
            ]>
            <HealthData locale="en_GB">
             <ExportDate value="2026-08-30 10:00:00 +0200"/>
             <Record type="HKQuantityTypeIdentifierStepCount" unit="count" startDate="2026-08-29 22:00:00 +0200" value="12"/>
             <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" \
            creationDate="2026-08-29 22:00:09 +0200" startDate="2026-08-29 22:00:00 +0200" \
            endDate="2026-08-29 22:00:00 +0200" value="85">
              <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>
             </Record>
             <Record type="HKQuantityTypeIdentifierHeartRate" unit="count/s" startDate="2026-08-29 22:00:05 +0200" value="1.5"/>
             <Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="yesterday" value="85"/>
             <Record type="HKQuantityTypeIdentifierHeartRate" unit="mmHg" startDate="2026-08-29 22:00:06 +0200" value="85"/>
             <Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="2026-08-29 22:00:07 +0200" value="fast"/>
            </HealthData>
            """;

    @TempDir
    private Path folder;

    private final List<String> skipped = new ArrayList<>();

    @Test
    void polarSamplesAreElapsedTimesAfterTheSessionsStart() throws IOException {
        Path file = Files.writeString(folder.resolve("polar.csv"), POLAR);

        assertThat(read(file, in(ZoneId.of("Europe/Rome"))))
                .containsExactly(
                        new Reading("polar", Instant.parse("2026-08-29T20:00:00Z"), 85),
                        new Reading("polar", Instant.parse("2026-08-29T20:00:01Z"), 86),
                        new Reading("polar", Instant.parse("2026-08-29T21:30:00Z"), 187));
        assertThat(skipped).containsExactly("line 7, column Time, not a time: \"00:00:61\"");
    }

    @Test
    void polarSessionThatDoesNotSayWhenIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("polar.csv"), POLAR.replace("29-08-2026", "August"));

        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT))
                .isInstanceOf(TelemetryException.class)
                .hasMessage(file + ": line 2, column Date, not a date: \"August\"");
        Path cut = Files.writeString(
                folder.resolve("cut.csv"), POLAR.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
        assertThatThrownBy(() -> read(cut, ReadSettings.DEFAULT))
                .hasMessage(cut + ": a Polar session that ends before its samples");
    }

    @Test
    void appleHealthGivesItsHeartRatesAloneOrFromTheArchive() throws IOException {
        Path xml = Files.writeString(folder.resolve("export.xml"), APPLE);
        Path zip = folder.resolve("export.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("apple_health_export/export_cda.xml"));
            out.write("<ClinicalDocument/>".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("apple_health_export/export.xml"));
            out.write(APPLE.getBytes(StandardCharsets.UTF_8));
        }
        List<Reading> expected = List.of(
                new Reading("export", Instant.parse("2026-08-29T20:00:00Z"), 85),
                new Reading("export", Instant.parse("2026-08-29T20:00:05Z"), 90));

        assertThat(read(xml, ReadSettings.DEFAULT)).isEqualTo(expected);
        assertThat(skipped)
                .containsExactly(
                        "line 14, startDate, not a time: \"yesterday\"",
                        "line 15, unit, not count/min or count/s: \"mmHg\"",
                        "line 16, value, not a number: \"fast\"");
        assertThat(read(zip, ReadSettings.DEFAULT)).isEqualTo(expected);
    }

    @Test
    void appleHealthMayHaveAnyNumberOfCharacterReferences() throws IOException {
        String record = "<Record type=\"HKQuantityTypeIdentifierHeartRate\" unit=\"count/min\" value=\"85\""
                + " device=\"&lt;&lt;HKDevice: 0x28&gt;, name:Apple Watch&gt;\""
                + " startDate=\"2026-08-29 %02d:%02d:%02d +0000\"/>%n";
        StringBuilder xml = new StringBuilder("<HealthData>");
        for (int second = 0; second < 40_000; second++) {
            xml.append(record.formatted(second / 3600, second / 60 % 60, second % 60));
        }
        Path file = Files.writeString(folder.resolve("long.xml"), xml.append("</HealthData>"));

        assertThat(read(file, ReadSettings.DEFAULT)).hasSize(40_000);
    }

    @Test
    void firstExportsOfAppleHaveCompactTimesAndOtherNames() throws IOException {
        Path file = Files.writeString(folder.resolve("first.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE HealthData [
                <!ATTLIST Record
                  type CDATA #REQUIRED
                  broken
                >
                ]>
                <HealthData>
                 <Record type="HKQuantityTypeIdentifierHeartRate" source="Band" unit="count/s" \
                creationDate="20150616071916-0700" startDate="20150616071820-0700" value="1.25"/>
                 <Record type="HKQuantityTypeIdentifierHeartRate" source="Band" unit="count/s" \
                startDate="20150616071830-0700" value="0"/>
                </HealthData>
                """);
        Path broken = Files.writeString(
                folder.resolve("broken.xml"),
                Files.readString(file).replace("creationDate", "Health Mate App Version=\"2\" creationDate"));

        assertThat(read(file, ReadSettings.DEFAULT))
                .containsExactly(new Reading("first", Instant.parse("2015-06-16T14:18:20Z"), 75));
        assertThatThrownBy(() -> read(broken, ReadSettings.DEFAULT))
                .isInstanceOf(TelemetryException.class)
                .hasMessageStartingWith(broken + ": not XML: line 9, ");
    }

    @Test
    void entityOutsideTheDocumentIsNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "99");
        Path xml = Files.writeString(
                folder.resolve("export.xml"),
                APPLE.replace("file:///dev/null", secret.toUri().toString())
                        .replace("<ExportDate value=\"2026-08-30 10:00:00 +0200\"/>", "<Me>&outside;</Me>"));

        assertThatThrownBy(() -> read(xml, ReadSettings.DEFAULT))
                .hasMessage(xml + ": not XML: line 8, The entity \"outside\" was referenced, but not declared.");
    }

    @Test
    void otherXmlIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.xml"), "<?xml version='1.0'?>\n<svg></svg>");

        assertThatThrownBy(() -> read(file, ReadSettings.DEFAULT))
                .hasMessage(file + ": is XML, but of no kind that is read (Apple Health, TCX, GPX): \"svg\"");
    }

    private List<Reading> read(Path file, ReadSettings settings) {
        skipped.clear();
        List<Reading> readings = new ArrayList<>();
        new TelemetryFiles(List.of(file), settings, new ReadListener() {
                    @Override
                    public void skipped(SkippedRow row) {
                        skipped.add("line " + row.line() + ", " + row.detail());
                    }
                })
                .read(readings::add);
        return readings;
    }

    private static ReadSettings in(ZoneId zone) {
        return ReadSettings.builder().zone(zone).build();
    }
}
