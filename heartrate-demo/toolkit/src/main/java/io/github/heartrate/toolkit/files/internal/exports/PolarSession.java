package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A training session as Polar Flow exports it: a row of names and a row of values that say when it began, in local time,
 * then the header of the samples, whose times are elapsed ones ({@code 00:12:05}).
 */
final class PolarSession implements CsvKind {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("[dd-MM-uuuu][uuuu-MM-dd]", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("[H:mm:ss][h:mm:ss a]", Locale.ENGLISH);

    @Override
    public boolean matches(List<Row> first) {
        return Columns.of(first.get(0)).has("sport", "date", "start time");
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns names = Columns.of(rows.next());
        Row values = next(pass.file(), rows);
        LocalDate date = parse(pass.file(), values, names, "Date", text -> LocalDate.parse(text, DATE));
        LocalTime time = parse(pass.file(), values, names, "Start time", text -> LocalTime.parse(text, TIME));
        Instant start = start(date.atTime(time), values.line(), pass);
        Columns columns = Columns.of(next(pass.file(), rows));
        int elapsed = columns.index("time");
        int bpm = columns.index("hr (bpm)");
        if (elapsed == Columns.NONE || bpm == Columns.NONE) {
            throw new NoTelemetryException(
                    pass.file() + ": a Polar session whose samples have no column Time or HR (bpm)");
        }
        pass.readAs("Polar's session, which began at " + start, pass.patient());
        String patient = pass.patient();
        Samples samples = new Samples(
                pass, "column Time", "column HR (bpm)", pass.settings().zone(), 0.0);
        columns.forEach(rows, pass, row -> {
            Sample sample = new Sample(row.line(), patient, null, row.cell(elapsed), row.cell(bpm));
            Duration after = elapsed(sample.time());
            if (after == null) {
                samples.skip(sample, SkipReason.BAD_TIME, "column Time, not a time: " + Cells.shown(sample.time()));
            } else {
                samples.addAt(sample, start.plus(after));
            }
        });
    }

    private static Instant start(LocalDateTime local, long line, Pass pass) {
        ZoneId zone = pass.settings().zone();
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            throw new TelemetryException(pass.file() + ": line " + line + ", no such time in " + zone
                    + ", where clocks were put forward: " + local);
        }
        if (zone.getRules().getValidOffsets(local).size() > 1) {
            pass.ambiguous();
        }
        return local.atZone(zone).toInstant();
    }

    private static Row next(String file, Iterator<Row> rows) {
        if (!rows.hasNext()) {
            throw new TelemetryException(file + ": a Polar session that ends before its samples");
        }
        return rows.next();
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parse(String file, Row row, Columns names, String column, Parser<T> parser) {
        String text = row.cell(names.index(column.toLowerCase(Locale.ROOT)));
        try {
            return parser.parse(text);
        } catch (DateTimeException e) {
            throw new TelemetryException(
                    file + ": line " + row.line() + ", column " + column + ", not "
                            + (column.equals("Date") ? "a date" : "a time") + ": " + Cells.shown(text),
                    e);
        }
    }

    /** {@code h:mm:ss}, with or without decimals. */
    private static @Nullable Duration elapsed(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3
                || !parts[0].matches("\\d{1,4}")
                || !parts[1].matches("[0-5]\\d")
                || !parts[2].matches("[0-5]\\d(\\.\\d{1,9})?")) {
            return null;
        }
        long seconds = Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60;
        return Duration.ofSeconds(seconds).plus(Duration.parse("PT" + parts[2] + "S"));
    }
}
