package io.github.heartrate.demo.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
        /** A row a reading: {@code patient_id,timestamp,bpm}. */
        LONG;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Writer out;
    private final Shape shape;
    private final List<String> patients;
    private final StringBuilder rows = new StringBuilder();
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
        this.out = out;
        this.shape = shape;
        this.patients =
                people.stream().map(person -> quoted(person.patientId())).toList();
        rows.append(
                switch (shape) {
                    case WIDE -> ",Time_Stamp," + String.join(",", patients);
                    case LONG -> "patient_id,timestamp,bpm";
                });
        rows.append('\n');
        flushRows();
    }

    static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public void step(Instant time, double[] bpm) {
        switch (shape) {
            case WIDE -> wide(time, bpm);
            case LONG -> longRows(time, bpm);
        }
        flushRows();
    }

    private void wide(Instant time, double[] bpm) {
        rows.append(index++).append(',');
        (time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? LOCAL : LOCAL_MICROS).formatTo(time, rows);
        for (double rate : bpm) {
            rows.append(',');
            if (!Double.isNaN(rate)) {
                rows.append((long) rate);
            }
        }
        rows.append('\n');
    }

    private void longRows(Instant time, double[] bpm) {
        String text = time.toString();
        for (int i = 0; i < bpm.length; i++) {
            if (!Double.isNaN(bpm[i])) {
                rows.append(patients.get(i))
                        .append(',')
                        .append(text)
                        .append(',')
                        .append((long) bpm[i])
                        .append('\n');
            }
        }
    }

    private void flushRows() {
        try {
            out.append(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.setLength(0);
    }
}
