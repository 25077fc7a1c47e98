package io.github.heartrate.demo.text;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converters of options whose complaints are for users, not for programmers; they go on after the option's name. */
public final class Converters {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,3})?");

    private Converters() {}

    public static CommandLine registeredAt(CommandLine command) {
        return command.registerConverter(Double.class, Converters::number)
                .registerConverter(double.class, Converters::number)
                .registerConverter(Integer.class, Converters::wholeNumber)
                .registerConverter(int.class, Converters::wholeNumber)
                .registerConverter(Long.class, Converters::longNumber)
                .registerConverter(long.class, Converters::longNumber)
                .registerConverter(Boolean.class, Converters::flag)
                .registerConverter(boolean.class, Converters::flag)
                .registerConverter(Path.class, Converters::path)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Instant.class, Converters::instant)
                .registerConverter(ZoneId.class, Converters::zone);
    }

    /** A decimal number; what Java also takes for one, such as {@code NaN} or {@code 5d}, is none. */
    public static double number(String value) {
        String text = value.strip();
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new TypeConversionException("must be a number: " + value);
        }
        return number;
    }

    public static int wholeNumber(String value) {
        return (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long longNumber(String value) {
        return whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long whole(String value, long least, long most) {
        try {
            BigDecimal number = new BigDecimal(value.strip());
            if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new TypeConversionException("must be at most " + most + ": " + value);
            }
            if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
                throw new TypeConversionException("must be at least " + least + ": " + value);
            }
            return number.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("must be a whole number: " + value);
        }
    }

    private static boolean flag(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("must be true or false: " + value);
        };
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("can't be the name of a file here: " + value);
        }
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
