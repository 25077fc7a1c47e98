package io.github.heartrate.demo;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.analyze.PolicyAnalysis;
import io.github.heartrate.demo.analyze.PolicyGrid;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which policies a report compares: {@code low=40..50/5,high=100..130/10,onset=1..6}. What is not named is as in the
 * report's own policy, which is what they are compared with.
 */
record WhatIfOption(List<Double> lows, List<Double> highs, List<Integer> onsets) {

    static final String DEFAULT = "low=40..50/5,high=100..130/10,onset=1..6";

    WhatIfOption {
        lows = List.copyOf(lows);
        highs = List.copyOf(highs);
        onsets = List.copyOf(onsets);
    }

    PolicyAnalysis analysis(AlarmPolicy policy, Duration monitoredGap) {
        AlarmLimits limits = policy.limits();
        PolicyGrid.Axes axes = new PolicyGrid.Axes(
                or(lows, limits.lowBpm()),
                or(highs, limits.highBpm()),
                List.of(limits.extremeLowBpm()),
                List.of(limits.extremeHighBpm()),
                or(onsets, policy.onsetCount()),
                List.of(policy.clearCount()),
                List.of(policy.clearMarginBpm()),
                List.of(policy.conditionDelay()));
        return new PolicyAnalysis(PolicyGrid.of(policy, axes).policies(), policy, monitoredGap);
    }

    private static <T> List<T> or(List<T> given, T otherwise) {
        return given.isEmpty() ? List.of(otherwise) : given;
    }

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<WhatIfOption> {

        private static final List<String> FIELDS = List.of("low", "high", "onset");

        @Override
        public WhatIfOption convert(String text) {
            Map<String, String> fields = fields(text);
            return new WhatIfOption(
                    values(fields, "low", value -> Ranges.Numbers.parse(value).values()),
                    values(fields, "high", value -> Ranges.Numbers.parse(value).values()),
                    values(fields, "onset", value -> Ranges.Counts.parse(value).values()));
        }

        /** A part without a name belongs to the field before it: {@code low=40,45,high=100}. */
        private static Map<String, String> fields(String text) {
            Map<String, String> fields = new LinkedHashMap<>();
            String name = "";
            for (String part : text.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals >= 0) {
                    name = part.substring(0, equals).strip();
                }
                if (!FIELDS.contains(name)) {
                    throw new TypeConversionException(
                            "must be like " + DEFAULT + ": " + part + (part.equals(text) ? "" : " in " + text));
                }
                if (equals >= 0 && fields.containsKey(name)) {
                    throw new TypeConversionException("must not have a field twice: " + name + " in " + text);
                }
                fields.merge(name, part.substring(equals + 1), (before, more) -> before + "," + more);
            }
            return fields;
        }

        private static <T> List<T> values(
                Map<String, String> fields, String name, Function<String, List<T>> converter) {
            try {
                String value = fields.get(name);
                return value == null ? List.of() : converter.apply(value);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(name + " " + e.getMessage());
            }
        }
    }
}
