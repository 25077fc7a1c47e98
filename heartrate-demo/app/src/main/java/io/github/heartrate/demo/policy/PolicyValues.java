package io.github.heartrate.demo.policy;

import io.github.heartrate.demo.text.Choices;
import io.github.heartrate.demo.text.Converters;
import io.github.heartrate.demo.text.DurationConverter;
import io.github.heartrate.demo.text.Ranges;
import io.github.heartrate.toolkit.analysis.BpmRange;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** The values of a policy's fields as people write them. What is wrong is said so that it goes on after the field's name. */
public final class PolicyValues {

    private static final DurationConverter DURATIONS = new DurationConverter();

    private PolicyValues() {}

    /** One value. */
    public static Object parse(PolicyField field, String text) {
        Optional<Object> off = off(field, text);
        return off.isPresent()
                ? off.get()
                : switch (field.kind()) {
                    case BPM -> Converters.number(text);
                    case COUNT -> Converters.wholeNumber(text);
                    case DURATION -> DURATIONS.convert(text);
                    case RANGE -> range(text);
                    case PRIORITY, LATCH -> constant(field, text);
                };
    }

    private static Optional<Object> off(PolicyField field, String text) {
        return text.strip().equalsIgnoreCase(PolicyField.NONE) ? field.none() : Optional.empty();
    }

    /** Many values, {@code none} among them where it is one; without duplicates. */
    public static List<Object> parseMany(PolicyField field, String text) {
        String[] parts = text.split(",", -1);
        if (Arrays.stream(parts).allMatch(part -> off(field, part).isEmpty())) {
            return List.copyOf(range(field, text));
        }
        Set<Object> values = new LinkedHashSet<>();
        for (String part : parts) {
            off(field, part).ifPresentOrElse(values::add, () -> values.addAll(range(field, part)));
        }
        return new ArrayList<>(values);
    }

    private static List<?> range(PolicyField field, String text) {
        return switch (field.kind()) {
            case BPM -> Ranges.numbers(text);
            case COUNT -> Ranges.counts(text);
            case DURATION -> Ranges.durations(text);
            case RANGE, PRIORITY, LATCH -> throw new IllegalArgumentException("no axis: " + field);
        };
    }

    private static BpmRange range(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length == 2) {
            try {
                return new BpmRange(Converters.number(ends[0]), Converters.number(ends[1]));
            } catch (TypeConversionException e) {
                throw wrongRange(text);
            }
        }
        throw wrongRange(text);
    }

    private static TypeConversionException wrongRange(String text) {
        return new TypeConversionException("must be a range such as 0..300: " + text);
    }

    /** The words of a field that has some, in lower case. */
    public static List<String> words(PolicyField field) {
        return constants(field)
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Stream<Object> constants(PolicyField field) {
        Object[] constants = field.kind().type().getEnumConstants();
        return constants == null ? Stream.empty() : Arrays.stream(constants);
    }

    private static Object constant(PolicyField field, String text) {
        return constants(field)
                .filter(constant -> constant.toString().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be " + Choices.oneOf(words(field)) + ": " + text));
    }
}
