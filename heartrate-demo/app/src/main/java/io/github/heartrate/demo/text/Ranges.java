package io.github.heartrate.demo.text;

import io.github.heartrate.toolkit.analysis.PolicyGrid;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Many values in one option: {@code 1..6}, {@code 100..130/10}, {@code 40,45,50}, {@code 0s,15s}; without duplicates. */
public final class Ranges {

    private static final DurationConverter DURATIONS = new DurationConverter();
    private static final String SOME_NUMBERS = "must be numbers such as 50, 40,45,50 or 100..130/10";
    private static final String SOME_COUNTS = "must be whole numbers such as 3, 2,4 or 1..6";
    private static final String SOME_DURATIONS = "must be durations such as 15s, 0s,15s or 0s..60s/15s";

    /** Digits behind and zeros before the decimal point; more would make a step costly, and mean nothing here. */
    private static final int MAX_SCALE = 15;

    private Ranges() {}

    /** Numbers; a range without a step steps by 1. */
    public static List<Double> numbers(String value) {
        return parsed(value, SOME_NUMBERS).stream().map(BigDecimal::doubleValue).toList();
    }

    /** Whole numbers of at least 1. */
    public static List<Integer> counts(String value) {
        return parsed(value, SOME_COUNTS).stream()
                .map(number -> count(number, value))
                .toList();
    }

    private static int count(BigDecimal number, String value) {
        if (number.compareTo(BigDecimal.ONE) < 0) {
            throw wrong("must be at least 1", number.toPlainString(), value);
        }
        if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw wrong("must be at most " + Integer.MAX_VALUE, number.toPlainString(), value);
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw wrong(SOME_COUNTS, number.toPlainString(), value);
        }
    }

    /** Durations of at least zero; a range needs a step. */
    public static List<Duration> durations(String value) {
        Set<Duration> values = new LinkedHashSet<>();
        for (String part : value.split(",", -1)) {
            String[] ends = part.split("\\.\\.|/", -1);
            if (ends.length == 1) {
                values.add(duration(part, value));
            } else if (ends.length == 3 && part.indexOf("..") < part.indexOf('/')) {
                Duration first = duration(ends[0], value);
                Duration last = duration(ends[1], value);
                Duration step = duration(ends[2], value);
                addRange(values, first, last, step, step.isZero(), next -> next.plus(step), value);
            } else {
                throw wrong(SOME_DURATIONS, part, value);
            }
        }
        return new ArrayList<>(values);
    }

    private static List<BigDecimal> parsed(String value, String rule) {
        Set<BigDecimal> values = new LinkedHashSet<>();
        for (String part : value.split(",", -1)) {
            int dots = part.indexOf("..");
            if (dots < 0) {
                values.add(number(part, value, rule));
            } else {
                int slash = part.indexOf('/', dots);
                BigDecimal first = number(part.substring(0, dots), value, rule);
                BigDecimal last = number(part.substring(dots + 2, slash < 0 ? part.length() : slash), value, rule);
                BigDecimal step = slash < 0 ? BigDecimal.ONE : number(part.substring(slash + 1), value, rule);
                addRange(values, first, last, step, step.signum() <= 0, next -> next.add(step), value);
            }
        }
        return new ArrayList<>(values);
    }

    private static <T extends Comparable<T>> void addRange(
            Set<T> values, T first, T last, T step, boolean stepsNowhere, Function<T, T> next, String value) {
        if (stepsNowhere) {
            throw wrong("must have a step above 0", step.toString(), value);
        }
        if (first.compareTo(last) > 0) {
            throw new TypeConversionException("must not have a range that ends below its beginning: " + value);
        }
        for (T each = first; each.compareTo(last) <= 0; each = next.apply(each)) {
            values.add(each);
            if (values.size() > PolicyGrid.MAX_COMBINATIONS) {
                throw new TypeConversionException(
                        "must be at most " + PolicyGrid.MAX_COMBINATIONS + " values: " + value);
            }
        }
    }

    /** A finite number, without the letters that a double of a programmer may have. */
    private static BigDecimal number(String text, String whole, String rule) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (number.signum() == 0) {
                return BigDecimal.ZERO;
            }
            number = number.stripTrailingZeros();
            if (Math.abs(number.scale()) <= MAX_SCALE && number.precision() <= MAX_SCALE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(rule, text, whole);
        }
        throw wrong(rule, text, whole);
    }

    private static Duration duration(String text, String whole) {
        Duration duration;
        try {
            duration = DURATIONS.convert(text);
        } catch (TypeConversionException e) {
            throw wrong(SOME_DURATIONS, text, whole);
        }
        if (duration.isNegative()) {
            throw wrong("must not be negative", text, whole);
        }
        return duration;
    }

    private static TypeConversionException wrong(String rule, String part, String whole) {
        String shown = part.isBlank() ? "an empty part" : part.strip();
        return new TypeConversionException(rule + ": " + (part.equals(whole) ? whole : shown + " in " + whole));
    }
}
