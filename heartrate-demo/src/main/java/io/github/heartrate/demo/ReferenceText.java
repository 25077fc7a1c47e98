package io.github.heartrate.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A policy in one word: {@code low=50,high=100,onset=3}. */
final class ReferenceText {

    private static final List<String> FIELDS =
            List.of("low", "high", "extreme-low", "extreme-high", "onset", "clear", "clear-margin", "delay");
    private static final DurationConverter DURATIONS = new DurationConverter();

    private final Map<String, String> values = new LinkedHashMap<>();

    private ReferenceText(String text) {
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !FIELDS.contains(name)) {
                throw new TypeConversionException("must be like low=50,high=100,onset=3 with "
                        + String.join(", ", FIELDS) + ": " + (part.isEmpty() ? "an empty part" : part) + " in " + text);
            }
            if (values.put(name, part.substring(equals + 1)) != null) {
                throw new TypeConversionException("must not have a field twice: " + name + " in " + text);
            }
        }
    }

    /** The fields that it names. */
    static final class Converter implements ITypeConverter<PolicyFields> {
        @Override
        public PolicyFields convert(String text) {
            ReferenceText reference = new ReferenceText(text);
            return new PolicyFields(
                    reference.number("low"),
                    reference.number("high"),
                    reference.number("extreme-low"),
                    reference.number("extreme-high"),
                    reference.count("onset"),
                    reference.count("clear"),
                    reference.number("clear-margin"),
                    reference.delay(),
                    null,
                    null,
                    null,
                    null);
        }
    }

    private @Nullable Double number(String name) {
        String value = values.get(name);
        return value == null
                ? null
                : (Double)
                        Ranges.number(value, value, name + " must be a number").doubleValue();
    }

    private @Nullable Integer count(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        BigDecimal number = Ranges.number(value, value, name + " must be a whole number");
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException(name + " must be a whole number: " + value);
        }
    }

    private @Nullable Duration delay() {
        String value = values.get("delay");
        try {
            return value == null ? null : DURATIONS.convert(value);
        } catch (TypeConversionException e) {
            throw new TypeConversionException("delay " + e.getMessage());
        }
    }
}
