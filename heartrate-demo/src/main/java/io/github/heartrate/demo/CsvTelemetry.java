package io.github.heartrate.demo;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads telemetry from a CSV file: long ({@code patient_id,timestamp,bpm}) or wide (an optional unnamed index column, a
 * time column such as {@code Time_Stamp}, a column a patient; a blank cell is no reading), told apart by the header. A
 * bad row is skipped and reported with its line, column and value, or ends the reading if {@code strict}.
 */
final class CsvTelemetry {

    private static final List<String> LONG_HEADER = List.of("patient_id", "timestamp", "bpm");
    private static final List<String> TIME_COLUMNS = List.of("time_stamp", "timestamp", "time");
    private static final DateTimeFormatter LOCAL_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);

    private final Path file;
    private final ZoneId zone;
    private final boolean strict;
    private final Consumer<String> report;

    CsvTelemetry(Path file, ZoneId zone, boolean strict, Consumer<String> report) {
        this.file = file;
        this.zone = zone;
        this.strict = strict;
        this.report = report;
    }

    /** What was read, in the file's order, and how many rows were skipped. */
    record Telemetry(List<Reading> readings, int skippedRows) {}

    Telemetry read() {
        if (!Files.exists(file)) {
            throw new UserErrorException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new UserErrorException(file + ": is a folder, not a CSV file");
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var in = new java.io.InputStreamReader(Files.newInputStream(file), decoder);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .commentStrategy(CommentStrategy.NONE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(in)) {
            return read(csv);
        } catch (IOException | UncheckedIOException e) {
            throw new UserErrorException(file + ": can't be read: " + e.getMessage(), e);
        } catch (CsvParseException e) {
            throw new UserErrorException(file + ": not CSV: " + e.getMessage(), e);
        }
    }

    private Telemetry read(CsvReader<CsvRecord> csv) {
        var rows = csv.iterator();
        if (!rows.hasNext()) {
            throw new UserErrorException(file + ": is empty");
        }
        RowParser parser = parser(rows.next().getFields());
        List<Reading> readings = new ArrayList<>();
        int skipped = 0;
        while (rows.hasNext()) {
            CsvRecord row = rows.next();
            try {
                readings.addAll(parser.parse(row));
            } catch (BadCellException e) {
                String message = file + ": line " + row.getStartingLineNumber() + ", " + e.getMessage();
                if (strict) {
                    throw new UserErrorException(message, e);
                }
                report.accept(message);
                skipped++;
            }
        }
        return new Telemetry(readings, skipped);
    }

    private RowParser parser(List<String> rawHeader) {
        List<String> header = new ArrayList<>();
        for (String name : rawHeader) {
            header.add(name.replace("\uFEFF", "").strip());
        }
        List<String> lower =
                header.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        if (lower.equals(LONG_HEADER)) {
            return this::parseLong;
        }
        int timeColumn = lower.get(0).isEmpty() ? 1 : 0;
        boolean usable = header.size() > timeColumn + 1 && TIME_COLUMNS.contains(lower.get(timeColumn));
        List<String> patients = usable ? header.subList(timeColumn + 1, header.size()) : List.of();
        if (!usable
                || patients.stream().anyMatch(String::isBlank)
                || new HashSet<>(patients).size() < patients.size()) {
            throw new UserErrorException(file + ": line 1, no usable header (expected patient_id,timestamp,bpm or "
                    + "[index,]Time_Stamp,PATIENT...): " + shown(String.join(",", header)));
        }
        return row -> parseWide(row, header, timeColumn);
    }

    private List<Reading> parseLong(CsvRecord row) {
        requireFields(row, LONG_HEADER.size());
        return List.of(reading(row.getField(0), time(row, 1, "timestamp"), row.getField(2), "bpm"));
    }

    private List<Reading> parseWide(CsvRecord row, List<String> header, int timeColumn) {
        requireFields(row, header.size());
        Instant time = time(row, timeColumn, header.get(timeColumn));
        List<Reading> readings = new ArrayList<>();
        for (int i = timeColumn + 1; i < header.size(); i++) {
            if (!row.getField(i).isBlank()) {
                readings.add(reading(header.get(i), time, row.getField(i), header.get(i)));
            }
        }
        return readings;
    }

    private static void requireFields(CsvRecord row, int expected) {
        if (row.getFieldCount() != expected) {
            throw new BadCellException("expected " + expected + " columns: " + row.getFieldCount());
        }
    }

    private Instant time(CsvRecord row, int column, String name) {
        String text = row.getField(column).strip();
        try {
            if (text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")) {
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.replace(' ', 'T'), Instant::from);
            }
            DateTimeFormatter format = text.indexOf('T') >= 0 ? DateTimeFormatter.ISO_LOCAL_DATE_TIME : LOCAL_TIME;
            return LocalDateTime.parse(text, format).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new BadCellException("column " + name + ", not a time: " + shown(text), e);
        }
    }

    private static Reading reading(String patientId, Instant time, String bpm, String column) {
        double rate;
        try {
            rate = Double.parseDouble(bpm.strip());
        } catch (NumberFormatException e) {
            throw new BadCellException("column " + column + ", not a number: " + shown(bpm), e);
        }
        try {
            return new Reading(patientId, time, rate);
        } catch (IllegalArgumentException e) {
            throw new BadCellException("column " + column + ", " + e.getMessage(), e);
        }
    }

    private static String shown(String value) {
        int limit = 80;
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (line.length() <= limit ? line : line.substring(0, limit) + "...") + "\"";
    }

    private interface RowParser {
        List<Reading> parse(CsvRecord row);
    }

    private static final class BadCellException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadCellException(String message) {
            super(message);
        }

        BadCellException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
