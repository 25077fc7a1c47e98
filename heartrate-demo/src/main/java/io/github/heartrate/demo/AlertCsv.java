package io.github.heartrate.demo;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An alert as a line of CSV: the fields of its JSON but the evidence. What it does not have is empty. */
final class AlertCsv {

    private static final List<String> COLUMNS = List.of(
            "id",
            "episode_id",
            "patient",
            "condition",
            "kind",
            "phase",
            "number",
            "priority",
            "onset",
            "raised_at",
            "time",
            "limit_bpm",
            "peak_bpm",
            "clear_reason",
            "acknowledged_by");

    static final String HEADER = String.join(",", COLUMNS);

    private AlertCsv() {}

    static String line(Alert alert) {
        StringWriter written = new StringWriter();
        CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(written)
                .writeRecord(
                        alert.id(),
                        alert.episodeId(),
                        alert.patientId(),
                        alert.condition().name(),
                        alert.kind().name(),
                        alert.phase().name(),
                        Integer.toString(alert.number()),
                        alert.priority().name(),
                        alert.onset().toString(),
                        alert.raisedAt().toString(),
                        alert.time().toString(),
                        number(alert.limitBpm()),
                        number(alert.peakBpm()),
                        alert.clearReason().map(Enum::name).orElse(""),
                        alert.acknowledgedBy().orElse(""));
        String line = written.toString();
        return line.substring(0, line.length() - 1);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** Reads what {@link #line} wrote; anything else is an {@code IllegalArgumentException} that names the column. */
    static Alert parse(String line) {
        CsvRecord fields = fields(line);
        if (fields.getFieldCount() != COLUMNS.size()) {
            throw new IllegalArgumentException("must have " + COLUMNS.size() + " columns: " + fields.getFieldCount());
        }
        return new Alert(
                field(fields, "id", Function.identity()),
                field(fields, "episode_id", Function.identity()),
                field(fields, "patient", Function.identity()),
                field(fields, "condition", Condition::valueOf),
                field(fields, "phase", Phase::valueOf),
                field(fields, "number", Integer::valueOf),
                field(fields, "priority", Priority::valueOf),
                field(fields, "onset", Instant::parse),
                field(fields, "raised_at", Instant::parse),
                field(fields, "time", Instant::parse),
                optional(fields, "limit_bpm", Double::valueOf).orElse(Double.NaN),
                List.of(),
                optional(fields, "peak_bpm", Double::valueOf).orElse(Double.NaN),
                optional(fields, "clear_reason", ClearReason::valueOf),
                optional(fields, "acknowledged_by", Function.identity()),
                Optional.empty(),
                false,
                Optional.empty(),
                field(fields, "condition", Condition::valueOf) == Condition.SIGNAL_LOSS
                        ? Optional.of(new LostSignal(Optional.empty(), 0, 0, Optional.empty()))
                        : Optional.empty());
    }

    private static CsvRecord fields(String line) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(line)) {
            return reader.iterator().next();
        } catch (IOException | CsvParseException e) {
            throw new IllegalArgumentException("not CSV: " + e.getMessage(), e);
        }
    }

    private static <T> T field(CsvRecord fields, String column, Function<String, T> parser) {
        return optional(fields, column, parser)
                .orElseThrow(() -> new IllegalArgumentException(column + " must not be empty"));
    }

    private static <T> Optional<T> optional(CsvRecord fields, String column, Function<String, T> parser) {
        String value = fields.getField(COLUMNS.indexOf(column));
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(parser.apply(value));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(column + ": not understood: " + value, e);
        }
    }
}
