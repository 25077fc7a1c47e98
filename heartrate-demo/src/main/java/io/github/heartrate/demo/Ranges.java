package io.github.heartrate.demo;

import io.github.heartrate.demo.analyze.PolicyGrid;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Many values in one option: {@code 1..6}, {@code 100..130/10}, {@code 40,45,50}, {@code 0s,15s}; without duplicates. */
final class Ranges {

    private static final DurationConverter DURATIONS = new DurationConverter();

    private Ranges() {}

    /** Numbers; a range without a step steps by 1. */
    record Numbers(List<Double> values) {
        Numbers {
            values = List.copyOf(values);
        }
    }

    /** Whole numbers. */
    record Counts(List<Integer> values) {
        Counts {
            values = List.copyOf(values);
        }
    }

    /** Durations; a range needs a step. */
    record Durations(List<Duration> values) {
        Durations {
            values = List.copyOf(values);
        }
    }

    static final class NumbersConverter implements ITypeConverter<Numbers> {
        @Override
        public Numbers convert(String value) {
            Set<Double> values = new LinkedHashSet<>();
            for (BigDecimal number : numbers(value)) {
                values.add(number.doubleValue());
            }
            return new Numbers(new ArrayList<>(values));
        }
    }

    static final class CountsConverter implements ITypeConverter<Counts> {
        @Override
        public Counts convert(String value) {
            Set<Integer> values = new LinkedHashSet<>();
            for (BigDecimal number : numbers(value)) {
                try {
                    values.add(number.intValueExact());
                } catch (ArithmeticException e) {
                    throw new TypeConversionException("must be whole numbers such as 3, 1..6 or 2,4: " + value);
                }
            }
            return new Counts(new ArrayList<>(values));
        }
    }

    static final class DurationsConverter implements ITypeConverter<Durations> {
        @Override
        public Durations convert(String value) {
            Set<Duration> values = new LinkedHashSet<>();
            for (String part : value.split(",", -1)) {
                String[] ends = part.split("\\.\\.|/", -1);
                if (ends.length == 1) {
                    values.add(DURATIONS.convert(part));
                } else if (ends.length == 3) {
                    addRange(values, ends, value);
                } else {
                    throw new TypeConversionException("must be durations such as 15s, 0s,15s or 0s..60s/15s: " + value);
                }
            }
            return new Durations(new ArrayList<>(values));
        }

        private static void addRange(Set<Duration> values, String[] ends, String value) {
            Duration step = DURATIONS.convert(ends[2]);
            Duration last = DURATIONS.convert(ends[1]);
            if (step.isZero() || step.isNegative()) {
                throw new TypeConversionException("must have a step above 0: " + value);
            }
            Duration next = DURATIONS.convert(ends[0]);
            requireUpward(next.compareTo(last) <= 0, value);
            for (; next.compareTo(last) <= 0; next = next.plus(step)) {
                values.add(next);
                requireFew(values.size(), value);
            }
        }
    }

    private static List<BigDecimal> numbers(String value) {
        List<BigDecimal> numbers = new ArrayList<>();
        try {
            for (String part : value.split(",", -1)) {
                int dots = part.indexOf("..");
                if (dots < 0) {
                    numbers.add(new BigDecimal(part.strip()));
                } else {
                    int slash = part.indexOf('/', dots);
                    BigDecimal step = slash < 0
                            ? BigDecimal.ONE
                            : new BigDecimal(part.substring(slash + 1).strip());
                    BigDecimal last = new BigDecimal(part.substring(dots + 2, slash < 0 ? part.length() : slash)
                            .strip());
                    addRange(numbers, new BigDecimal(part.substring(0, dots).strip()), last, step, value);
                }
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be numbers such as 50, 1..6, 100..130/10 or 40,45: " + value);
        }
        return numbers;
    }

    private static void addRange(
            List<BigDecimal> numbers, BigDecimal first, BigDecimal last, BigDecimal step, String value) {
        if (step.signum() <= 0) {
            throw new TypeConversionException("must have a step above 0: " + value);
        }
        requireUpward(first.compareTo(last) <= 0, value);
        for (BigDecimal next = first; next.compareTo(last) <= 0; next = next.add(step)) {
            numbers.add(next);
            requireFew(numbers.size(), value);
        }
    }

    private static void requireUpward(boolean upward, String value) {
        if (!upward) {
            throw new TypeConversionException("must not have a range that ends below its beginning: " + value);
        }
    }

    private static void requireFew(int count, String value) {
        if (count > PolicyGrid.MAX_COMBINATIONS) {
            throw new TypeConversionException("must be at most " + PolicyGrid.MAX_COMBINATIONS + " values: " + value);
        }
    }
}
