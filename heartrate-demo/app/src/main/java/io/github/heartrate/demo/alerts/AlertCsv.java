package io.github.heartrate.demo.alerts;

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
import io.github.heartrate.Reading;
import io.github.heartrate.Violation;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An alert as a line of CSV: the fields of its JSON but the evidence. What it does not have is empty. */
final class AlertCsv {

    /** A column and what stands in it. */
    private record Column(String name, Function<Alert, String> writer) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Alert::id),
            new Column("episode_id", Alert::episodeId),
            new Column("patient_id", Alert::patientId),
            new Column("condition", alert -> alert.condition().name()),
            new Column("kind", alert -> alert.kind().name()),
            new Column("phase", alert -> alert.phase().name()),
            new Column("number", alert -> Integer.toString(alert.number())),
            new Column("priority", alert -> alert.priority().name()),
            new Column("highest_priority", alert -> alert.highestPriority().name()),
            new Column("onset", alert -> alert.onset().toString()),
            new Column("raised_at", alert -> alert.raisedAt().toString()),
            new Column("time", alert -> alert.time().toString()),
            new Column("limit_bpm", alert -> bpm(alert, Violation::limitBpm)),
            new Column("peak_bpm", alert -> bpm(alert, Violation::peakBpm)),
            new Column(
                    "clear_reason", alert -> alert.clearReason().map(Enum::name).orElse("")),
            new Column("acknowledged_by", alert -> alert.acknowledgedBy().orElse("")),
            new Column("last_reading_time", alert -> time(alert.lastReading())),
            new Column("last_reading_bpm", alert -> bpm(alert.lastReading())),
            new Column("latched", alert -> alert.latched() ? "true" : ""),
            new Column(
                    "paused_until",
                    alert -> alert.pausedUntil().map(Instant::toString).orElse("")),
            new Column(
                    "run_towards",
                    alert -> alert.lostSignal()
                            .flatMap(LostSignal::runTowards)
                            .map(Enum::name)
                            .orElse("")),
            new Column(
                    "run_length",
                    alert -> count(alert.lostSignal().map(LostSignal::runLength).orElse(0))),
            new Column(
                    "late_readings",
                    alert -> count(
                            alert.lostSignal().map(LostSignal::lateReadings).orElse(0L))),
            new Column("newest_late_time", alert -> time(alert.lostSignal().flatMap(LostSignal::newestLate))),
            new Column("newest_late_bpm", alert -> bpm(alert.lostSignal().flatMap(LostSignal::newestLate))));

    private static final List<String> NAMES = COLUMNS.stream().map(Column::name).toList();

    /** The line before the first alert, without its end. */
    static final String HEADER = String.join(",", NAMES);

    private AlertCsv() {}

    private static String bpm(Alert alert, Function<Violation, Double> rate) {
        return alert.violation().map(rate).map(value -> Double.toString(value)).orElse("");
    }

    private static String count(long value) {
        return value == 0 ? "" : Long.toString(value);
    }

    private static String time(Optional<Reading> reading) {
        return reading.map(known -> known.timestamp().toString()).orElse("");
    }

    private static String bpm(Optional<Reading> reading) {
        return reading.map(known -> Double.toString(known.bpm())).orElse("");
    }

    /** Checks a header; what is wrong is an {@code IllegalArgumentException}. */
    static void requireHeader(String header) {
        if (List.of(header.split(",")).contains("patient")) {
            throw new IllegalArgumentException(
                    "\"patient\" is called \"patient_id\"; the columns must be " + HEADER + ": " + header);
        }
        if (!header.equals(HEADER)) {
            throw new IllegalArgumentException("the columns must be " + HEADER + ": " + header);
        }
    }

    /** An alert without its end of line. */
    static String line(Alert alert) {
        StringWriter written = new StringWriter();
        CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(written)
                .writeRecord(COLUMNS.stream()
                        .map(column -> column.writer().apply(alert))
                        .toList());
        String line = written.toString();
        return line.substring(0, line.length() - 1);
    }

    /** Reads what {@link #line} wrote; anything else is an {@code IllegalArgumentException} that names the column. */
    static Alert parse(String line) {
        CsvRecord fields = fields(line);
        if (fields.getFieldCount() != NAMES.size()) {
            throw new IllegalArgumentException("must have " + NAMES.size() + " columns: " + fields.getFieldCount());
        }
        Condition condition = field(fields, "condition", Condition::valueOf);
        boolean isLost = condition == Condition.SIGNAL_LOSS;
        return Alert.builder()
                .id(field(fields, "id", Function.identity()))
                .episodeId(field(fields, "episode_id", Function.identity()))
                .patientId(field(fields, "patient_id", Function.identity()))
                .condition(condition)
                .phase(field(fields, "phase", Phase::valueOf))
                .number(field(fields, "number", Integer::valueOf))
                .priority(field(fields, "priority", Priority::valueOf))
                .highestPriority(field(fields, "highest_priority", Priority::valueOf))
                .onset(field(fields, "onset", Instant::parse))
                .raisedAt(field(fields, "raised_at", Instant::parse))
                .time(field(fields, "time", Instant::parse))
                .violation(isLost ? null : violation(fields))
                .lostSignal(isLost ? lostSignal(fields) : null)
                .clearReason(
                        optional(fields, "clear_reason", ClearReason::valueOf).orElse(null))
                .acknowledgedBy(
                        optional(fields, "acknowledged_by", Function.identity()).orElse(null))
                .lastReading(reading(fields, "last_reading").orElse(null))
                .latched(optional(fields, "latched", AlertCsv::flag).orElse(false))
                .pausedUntil(optional(fields, "paused_until", Instant::parse).orElse(null))
                .build();
    }

    private static Violation violation(CsvRecord fields) {
        return new Violation(
                field(fields, "limit_bpm", Double::valueOf), field(fields, "peak_bpm", Double::valueOf), List.of());
    }

    private static LostSignal lostSignal(CsvRecord fields) {
        return new LostSignal(
                optional(fields, "run_towards", Condition::valueOf),
                optional(fields, "run_length", Integer::valueOf).orElse(0),
                optional(fields, "late_readings", Long::valueOf).orElse(0L),
                reading(fields, "newest_late"));
    }

    private static Optional<Reading> reading(CsvRecord fields, String name) {
        return optional(fields, name + "_time", Instant::parse)
                .map(time -> new Reading(
                        field(fields, "patient_id", Function.identity()),
                        time,
                        field(fields, name + "_bpm", Double::valueOf)));
    }

    private static boolean flag(String value) {
        if (!value.equals("true")) {
            throw new IllegalArgumentException("must be true or empty: " + value);
        }
        return true;
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
        String value = fields.getField(NAMES.indexOf(column));
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(parser.apply(value));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(column + ": not understood: " + value, e);
        }
    }
}
