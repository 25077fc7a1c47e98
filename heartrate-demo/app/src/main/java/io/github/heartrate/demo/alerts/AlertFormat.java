package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.demo.terminal.WrongUsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * How a file of alerts is written, as its name tells. What is packed is a sequence of gzip members, so that the file is
 * whole after each of them.
 */
public record AlertFormat(Shape shape, boolean isPacked, AlertsAs as) {

    /** Where an alert begins and ends. */
    enum Shape {
        /** One line per alert. */
        JSON_LINES("", ""),
        /** One array, which ends behind the alert that is written last. */
        JSON("[", "\n]\n"),
        /** A header and one line per alert, without its evidence. */
        CSV(AlertCsv.HEADER + "\n", ""),
        /** Messages of HL7 v2, one behind the other: their segments end with a carriage return, and each with a line feed too. */
        HL7("", "");

        private final String start;
        private final String end;

        Shape(String start, String end) {
            this.start = start;
            this.end = end;
        }
    }

    static final String ENDINGS = ".jsonl, .ndjson, .json or .csv, or one of them and .gz";

    private static final String HL7 = ".hl7";

    private static final String PACKED = ".gz";

    /** What the name of a file asks for whose alerts are of our own format: such a file is read again. */
    public static AlertFormat of(Path file) {
        if (plainName(file).endsWith(HL7)) {
            throw new WrongUsageException(file + ": alerts as hl7 are written only, not read");
        }
        return of(file, AlertsAs.JSON);
    }

    /** What the name of a file asks for. A table has columns of our own format alone. */
    public static AlertFormat of(Path file, AlertsAs as) {
        String plain = plainName(file);
        boolean isPacked = !plain.equals(lowerName(file));
        if (plain.endsWith(HL7) != (as == AlertsAs.HL7)) {
            throw new WrongUsageException(
                    "--alerts-as hl7 and a file whose name ends in " + HL7 + " go together: " + as + ", " + file);
        }
        if (plain.endsWith(HL7)) {
            return new AlertFormat(Shape.HL7, isPacked, as);
        }
        if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return new AlertFormat(Shape.JSON_LINES, isPacked, as);
        }
        if (plain.endsWith(".json")) {
            return new AlertFormat(Shape.JSON, isPacked, as);
        }
        if (plain.endsWith(".csv")) {
            if (as != AlertsAs.JSON) {
                throw new WrongUsageException("--alerts-as " + as + " needs a file of JSON, not of CSV: " + file);
            }
            return new AlertFormat(Shape.CSV, isPacked, as);
        }
        throw new WrongUsageException("--alerts: the name of the file must end in " + ENDINGS + ": " + file);
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** Without what says that the file is packed. */
    private static String plainName(Path file) {
        String name = lowerName(file);
        return name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
    }

    /** What stands before the first alert. */
    byte[] start() {
        return encode(shape.start);
    }

    /** What stands behind the last alert; the next one takes its place. */
    byte[] end() {
        return encode(shape.end);
    }

    /** Alerts as they stand one after another, the first of them at the start of the file or behind another one. */
    byte[] alerts(Iterable<Alert> alerts, boolean atStart) {
        StringBuilder text = new StringBuilder();
        for (Alert alert : alerts) {
            switch (shape) {
                case JSON_LINES, HL7 -> text.append(as.encode(alert)).append('\n');
                case JSON ->
                    text.append(atStart && text.isEmpty() ? "\n" : ",\n").append(as.encode(alert));
                case CSV -> text.append(AlertCsv.line(alert)).append('\n');
            }
        }
        return encode(text.toString());
    }

    private byte[] encode(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (!isPacked || plain.length == 0) {
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
