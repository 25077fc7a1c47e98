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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of options whose complaints are for users, not for programmers; they go on after the option's name. */
public final class Converters {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,3})?");

    /** One class for all: a lambda for each is a class for each, made up whenever the program starts. */
    private record To(Class<?> type) implements ITypeConverter<Object> {
        @Override
        public Object convert(String value) {
            return Converters.convert(value, type);
        }
    }

    private Converters() {}

    public static CommandLine registeredAt(CommandLine command) {
        register(command, Double.class, Integer.class, Long.class, Boolean.class);
        register(command, double.class, int.class, long.class, boolean.class);
        register(command, Path.class, Instant.class, ZoneId.class);
        return command.registerConverter(Duration.class, new DurationConverter());
    }

    @SuppressWarnings("unchecked") // what is converted to is what is asked for
    private static void register(CommandLine command, Class<?>... types) {
        for (Class<?> type : types) {
            command.registerConverter((Class<Object>) type, new To(type));
        }
    }

    private static Object convert(String value, Class<?> type) {
        if (type == Double.class || type == double.class) {
            return number(value);
        } else if (type == Integer.class || type == int.class) {
            return wholeNumber(value);
        } else if (type == Long.class || type == long.class) {
            return longNumber(value);
        } else if (type == Boolean.class || type == boolean.class) {
            return flag(value);
        } else if (type == Path.class) {
            return path(value);
        }
        return type == Instant.class ? instant(value) : zone(value);
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
