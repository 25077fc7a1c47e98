package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvShapesTest {

    private static final String TIME = "2016-04-12T07:21:00Z";

    @TempDir
    private Path folder;

    private final List<SkippedRow> skipped = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient_id,timestamp,bpm\np,2016-04-12T07:21:00Z,72\n",
                "patient,time,hr\np,2016-04-12 07:21:00,72\n",
                "Id,Time,Value\np,4/12/2016 7:21:00 AM,72\n",
                "subject,charttime,heart_rate\np,2016-04-12T07:21:00.000+00:00,72.0\n",
                "subject_id,Time_Stamp,HeartRate\np,1460445660,72\n",
                "datetime,HR (bpm),Patient ID\n1460445660000,72,p\n",
                "date,unit,Heart Rate,patient\n1460445660.000,bpm,72,p\n",
                ",Time_Stamp,p\n0,2016-04-12 07:21:00.000000,72\n",
                "Time_Stamp,p\n2016-04-12 07:21:00,72\n",
                "index,time,p\n0,2016-04-12 07:21,72\n",
                "patient_id;timestamp;bpm\r\np;2016-04-12T07:21:00Z;72,0\r\n",
                "patient_id\ttimestamp\tbpm\rp\t2016-04-12T07:21:00Z\t72\r",
                "\"patient_id\",\"timestamp\",\"bpm\"\n\"p\",\"2016-04-12T07:21:00Z\",\"72\"\n",
                "\uFEFFpatient_id,timestamp,bpm\np,2016-04-12T08:21:00+0100,7.2e1",
                " patient_id , timestamp , bpm \np, 2016-04-12T07:21:00Z , 72 \n\n",
                "patient_id,timestamp,bpm\np,2016-04-12T07:21:00Z,72,,\n",
                "patient_id,timestamp,bpm\np,2016-04-12T09:21:00+02:00[Europe/Rome],72\n",
            })
    void shapeIsUnderstoodByItsHeaderAndItsCells(String csv) throws IOException {
        assertThat(read(csv)).containsExactly(new Reading("p", Instant.parse(TIME), 72));
        assertThat(skipped).isEmpty();
    }

    @Test
    void fileWithoutPatientsIsItsNameOrTheGivenPatient() throws IOException {
        Path file = Files.writeString(folder.resolve("anna.csv"), "time,hr\n" + TIME + ",72\n");

        assertThat(read(file, ReadSettings.DEFAULT))
                .extracting(Reading::patientId)
                .containsExactly("anna");
        assertThat(read(file, settings(null, null, null, "b", null)))
                .extracting(Reading::patientId)
                .containsExactly("b");
    }

    @Test
    void columnsAreTakenByTheirGivenNames() throws IOException {
        Path file = write("who,hr,when,bpm,time\np,72," + TIME + ",1,0\n");

        assertThat(read(file, settings("WHO", "when", "hr", null, null)))
                .containsExactly(new Reading("p", Instant.parse(TIME), 72));
    }

    @Test
    void timeFormatAndZoneApply() throws IOException {
        Path file = write("patient,time,hr\np,12.04.2016 09:21,72\n");

        assertThat(read(
                        file,
                        ReadSettings.builder()
                                .zone(ZoneId.of("Europe/Rome"))
                                .timeFormat("dd.MM.yyyy HH:mm")
                                .build()))
                .containsExactly(new Reading("p", Instant.parse(TIME), 72));
        assertThat(read(write("patient,time,hr\np,1000,72\n"), settings(null, null, null, null, "epoch-ms")))
                .containsExactly(new Reading("p", Instant.ofEpochSecond(1), 72));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarkTellsTheEncoding(String charset) throws IOException {
        byte[] text = ("\uFEFFpatient,time,hr\nZoë," + TIME + ",72\n").getBytes(Charset.forName(charset));

        assertThat(read(Files.write(folder.resolve("x.csv"), text), ReadSettings.DEFAULT))
                .containsExactly(new Reading("Zoë", Instant.parse(TIME), 72));
    }

    @Test
    void gzipIsKnownByItsFirstBytes() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(("time,hr\n" + TIME + ",72\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(Files.write(folder.resolve("no-gz-in-its-name"), packed.toByteArray()), ReadSettings.DEFAULT))
                .containsExactly(new Reading("no-gz-in-its-name", Instant.parse(TIME), 72));
        assertThat(read(Files.write(folder.resolve("p.csv.gz"), packed.toByteArray()), ReadSettings.DEFAULT))
                .containsExactly(new Reading("p", Instant.parse(TIME), 72));
    }

    @Test
    void skippedRowsAreCountedByReasonAndToldWithTheirLines() throws IOException {
        String csv = "patient,time,hr\n"
                + "p," + TIME + ",72 bpm\n"
                + "p,25-12-2016 07:00:00,72\n"
                + "p," + TIME + ",-1\n"
                + "p," + TIME + ",1e309\n"
                + "  ," + TIME + ",72\n"
                + "p," + TIME + "\n"
                + "p," + TIME + ",72,extra\n"
                + "\"p\nq\"," + TIME + ",72\n"
                + "p," + TIME + ",\n"
                + "p," + TIME + ",72\n";
        List<Reading> readings = new ArrayList<>();

        ReadSummary summary =
                new TelemetryFiles(List.of(write(csv)), ReadSettings.DEFAULT, recording()).read(readings::add);

        assertThat(readings).hasSize(1);
        assertThat(summary.readings()).isEqualTo(1);
        assertThat(summary.omitted()).containsEntry(Omission.BLANK, 1L);
        assertThat(summary.skipped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SkipReason.BAD_TIME, 1L,
                        SkipReason.BAD_NUMBER, 1L,
                        SkipReason.BAD_RATE, 2L,
                        SkipReason.NO_PATIENT, 1L,
                        SkipReason.WRONG_COLUMNS, 2L,
                        SkipReason.BROKEN_QUOTE, 1L));
        assertThat(skipped.stream().map(row -> row.line() + " " + row.detail()))
                .containsExactly(
                        "2 column hr, not a number: \"72 bpm\"",
                        "3 column time, not a time: \"25-12-2016 07:00:00\"",
                        "4 column hr, a rate must be a finite number of at least 0: \"-1\"",
                        "5 column hr, a rate must be a finite number of at least 0: \"1e309\"",
                        "6 column patient, patientId must not be blank: \"  \"",
                        "7 expected 3 columns: 2",
                        "8 more than the header's 3 columns",
                        "9 column patient, a quoted value runs over several lines (is a quote missing?): \"p?q\"");
    }

    @Test
    void patientIdsAreTakenAsTheyAreAndAreTheSameObject() throws IOException {
        StringBuilder csv = new StringBuilder("patient,time,hr\n");
        for (int i = 0; i < 2_000; i++) {
            csv.append("p")
                    .append(i % 1_000)
                    .append(',')
                    .append(1_460_445_660 + i)
                    .append(",72\n");
        }

        List<Reading> readings = read(csv.toString());

        assertThat(readings).hasSize(2_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(readings.get(i + 1_000).patientId())
                    .isEqualTo("p" + i)
                    .isSameAs(readings.get(i).patientId());
        }
    }

    @Test
    void settingsThatCantBeAreRefused() {
        assertThatThrownBy(() -> settings(null, null, null, null, "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "time format must be a pattern such as dd.MM.yyyy HH:mm:ss or one of epoch-s, ");
        assertThatThrownBy(() -> settings(null, null, null, " ", null)).hasMessage("patient must not be blank");
    }

    private List<Reading> read(String csv) throws IOException {
        return read(write(csv), ReadSettings.DEFAULT);
    }

    private List<Reading> read(Path file, ReadSettings settings) {
        List<Reading> readings = new ArrayList<>();
        new TelemetryFiles(List.of(file), settings, recording()).read(readings::add);
        return readings;
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(folder.resolve("telemetry.csv"), csv);
    }

    private ReadListener recording() {
        return new ReadListener() {
            @Override
            public void skipped(SkippedRow row) {
                skipped.add(row);
            }
        };
    }

    private static ReadSettings settings(
            String patientColumn, String timeColumn, String bpmColumn, String patient, String timeFormat) {
        ReadSettings.Builder settings = ReadSettings.builder();
        Optional.ofNullable(patientColumn).ifPresent(settings::patientColumn);
        Optional.ofNullable(timeColumn).ifPresent(settings::timeColumn);
        Optional.ofNullable(bpmColumn).ifPresent(settings::bpmColumn);
        Optional.ofNullable(patient).ifPresent(settings::patient);
        Optional.ofNullable(timeFormat).ifPresent(settings::timeFormat);
        return settings.build();
    }
}
