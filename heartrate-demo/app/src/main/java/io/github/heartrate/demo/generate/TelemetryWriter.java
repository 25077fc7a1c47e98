package io.github.heartrate.demo.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes generated telemetry as CSV. */
public final class TelemetryWriter implements GeneratedTelemetry.StepSink {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL_MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** How the rows look. */
    public enum Shape {
        /** One row per time: an unnamed index column, {@code Time_Stamp} without a zone (UTC), one column per patient. */
        WIDE,
        /** One row per reading: {@code patient_id,timestamp,bpm}. */
        LONG;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CsvWriter csv;
    private final Shape shape;
    private final List<String> patients;
    private final List<String> row = new ArrayList<>();
    private long index;

    /**
     * Writes the header.
     *
     * @param out where to; flushing and closing it is the caller's
     * @param shape how the rows look
     * @param people whose rates the steps hold
     * @throws UncheckedIOException if it can't be written
     */
    public TelemetryWriter(Writer out, Shape shape, List<Person> people) {
        this.csv = csv(out);
        this.shape = shape;
        this.patients = people.stream().map(Person::patientId).toList();
        switch (shape) {
            case WIDE -> {
                row.addAll(List.of("", "Time_Stamp"));
                row.addAll(patients);
            }
            case LONG -> row.addAll(List.of("patient_id", "timestamp", "bpm"));
        }
        writeRow();
    }

    /** Lines end as on Unix. Nothing is held back: flushing and closing are the caller's. */
    static CsvWriter csv(Writer out) {
        return CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
    }

    @Override
    public void step(Instant time, double[] bpm) {
        switch (shape) {
            case WIDE -> wide(time, bpm);
            case LONG -> longRows(time, bpm);
        }
    }

    private void wide(Instant time, double[] bpm) {
        row.add(Long.toString(index++));
        row.add((time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? LOCAL : LOCAL_MICROS).format(time));
        for (double rate : bpm) {
            row.add(Double.isNaN(rate) ? "" : Long.toString((long) rate));
        }
        writeRow();
    }

    private void longRows(Instant time, double[] bpm) {
        String text = time.toString();
        for (int i = 0; i < bpm.length; i++) {
            if (!Double.isNaN(bpm[i])) {
                row.addAll(List.of(patients.get(i), text, Long.toString((long) bpm[i])));
                writeRow();
            }
        }
    }

    private void writeRow() {
        csv.writeRecord(row);
        row.clear();
    }
}
