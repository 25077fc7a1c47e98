package io.github.heartrate.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converters of times whose complaints are for users, not for programmers. */
final class TimeConverters {

    private TimeConverters() {}

    static CommandLine registeredAt(CommandLine command) {
        return command.registerConverter(java.time.Duration.class, new DurationConverter())
                .registerConverter(Instant.class, TimeConverters::instant)
                .registerConverter(ZoneId.class, TimeConverters::zone);
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new TypeConversionException("must be an instant such as 2026-01-01T08:00:00Z: " + value);
        }
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new TypeConversionException("must be a zone such as Europe/Rome, UTC or +01:00: " + value);
        }
    }
}
