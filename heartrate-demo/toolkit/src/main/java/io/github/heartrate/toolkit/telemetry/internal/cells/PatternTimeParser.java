package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in a pattern of {@link DateTimeFormatter}; English names, any case; a date alone is its midnight. */
final class PatternTimeParser implements TimeParser {

    private final DateTimeFormatter formatter;
    private final LocalClock clock;

    PatternTimeParser(String pattern, LocalClock clock) {
        this(compile(pattern), clock);
    }

    PatternTimeParser(DateTimeFormatter formatter, LocalClock clock) {
        this.formatter = formatter;
        this.clock = clock;
    }

    private static DateTimeFormatter compile(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "time format must be a pattern such as dd.MM.yyyy HH:mm:ss or one of " + TimeUnits.formats() + ": "
                            + Cells.shown(pattern) + " (" + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public @Nullable Instant parse(char[] text, int from, int to) {
        try {
            TemporalAccessor time = formatter.parseBest(
                    new String(text, from, to - from), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof ZonedDateTime zoned) {
                return zoned.toInstant();
            }
            LocalDateTime local = time instanceof LocalDateTime dateTime ? dateTime : ((LocalDate) time).atStartOfDay();
            return clock.at(local);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
