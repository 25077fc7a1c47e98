package io.github.heartrate.demo;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.analyze.PolicyAnalysis;
import io.github.heartrate.demo.analyze.PolicyGrid;
import java.util.ArrayList;
import java.util.List;
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

    PolicyAnalysis analysis(AlarmPolicy policy) {
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
        return new PolicyAnalysis(PolicyGrid.of(policy, axes).policies(), policy, PolicyAnalysis.DEFAULT_CAP);
    }

    private static <T> List<T> or(List<T> given, T otherwise) {
        return given.isEmpty() ? List.of(otherwise) : given;
    }

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<WhatIfOption> {
        @Override
        public WhatIfOption convert(String text) {
            List<Double> lows = new ArrayList<>();
            List<Double> highs = new ArrayList<>();
            List<Integer> onsets = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                String value = part.substring(part.indexOf('=') + 1);
                switch (part.substring(0, Math.max(0, part.indexOf('=')))) {
                    case "low" ->
                        addAll(
                                lows,
                                value,
                                v -> new Ranges.NumbersConverter().convert(v).values());
                    case "high" ->
                        addAll(
                                highs,
                                value,
                                v -> new Ranges.NumbersConverter().convert(v).values());
                    case "onset" ->
                        addAll(
                                onsets,
                                value,
                                v -> new Ranges.CountsConverter().convert(v).values());
                    default -> throw new TypeConversionException("must be like " + DEFAULT + ": " + part);
                }
            }
            return new WhatIfOption(lows, highs, onsets);
        }

        private static <T> void addAll(List<T> values, String text, Function<String, List<T>> converter) {
            values.addAll(converter.apply(text));
        }
    }
}
