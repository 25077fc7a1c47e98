package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a training session as Polar Flow exports it: a row of names and a row of values that say when it began,
 * then the header of the samples, whose times are elapsed ones ({@code 00:12:05}).
 */
final class PolarSession {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("[dd-MM-uuuu][uuuu-MM-dd]", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("[H:mm:ss][h:mm:ss a]", Locale.ENGLISH);

    private final ZonedDateTime start;
    private final List<String> sampleHeader;

    private PolarSession(ZonedDateTime start, List<String> sampleHeader) {
        this.start = start;
        this.sampleHeader = sampleHeader;
    }

    static boolean isHeader(List<String> header) {
        return header.contains("Sport") && header.contains("Date") && header.contains("Start time");
    }

    static PolarSession read(String file, ZoneId zone, List<String> names, Iterator<RowCursor> rows) {
        RowCursor values = next(file, rows);
        LocalDate date = parse(file, values, names, "Date", text -> LocalDate.parse(text, DATE));
        LocalTime time = parse(file, values, names, "Start time", text -> LocalTime.parse(text, TIME));
        List<String> sampleHeader = new ArrayList<>(next(file, rows).texts());
        while (!sampleHeader.isEmpty()
                && sampleHeader.get(sampleHeader.size() - 1).isBlank()) {
            sampleHeader.remove(sampleHeader.size() - 1);
        }
        return new PolarSession(date.atTime(time).atZone(zone), sampleHeader);
    }

    private static RowCursor next(String file, Iterator<RowCursor> rows) {
        if (!rows.hasNext()) {
            throw new TelemetryException(file + ": a Polar session that ends before its samples");
        }
        return rows.next();
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parse(String file, RowCursor row, List<String> names, String column, Parser<T> parser) {
        int index = names.indexOf(column);
        String text = index < row.texts().size() ? row.texts().get(index).strip() : "";
        try {
            return parser.parse(text);
        } catch (DateTimeException e) {
            throw new TelemetryException(
                    file + ": line " + row.line() + ", column " + column + ", not "
                            + (column.equals("Date") ? "a date" : "a time") + ": " + Cells.shown(text),
                    e);
        }
    }

    List<String> sampleHeader() {
        return sampleHeader;
    }

    TimeParser times() {
        Instant first = start.toInstant();
        return (text, from, to) -> {
            Duration elapsed = elapsed(new String(text, from, to - from));
            return elapsed == null ? null : first.plus(elapsed);
        };
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
