package io.github.heartrate.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
                throw new IllegalArgumentException("reference must be like low=50,high=100,onset=3 with "
                        + String.join(", ", FIELDS) + ": " + part);
            }
            if (values.put(name, part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("reference must not have a field twice: " + name);
            }
        }
    }

    /** The fields that it names. An unknown one, or a value that is none, is an {@code IllegalArgumentException}. */
    static PolicyFields parse(String text) {
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

    private @Nullable Double number(String name) {
        String value = values.get(name);
        try {
            return value == null ? null : Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("reference's " + name + " must be a number: " + value, e);
        }
    }

    private @Nullable Integer count(String name) {
        String value = values.get(name);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("reference's " + name + " must be a whole number: " + value, e);
        }
    }

    private @Nullable Duration delay() {
        String value = values.get("delay");
        try {
            return value == null ? null : DURATIONS.convert(value);
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException("reference's delay " + e.getMessage(), e);
        }
    }
}
