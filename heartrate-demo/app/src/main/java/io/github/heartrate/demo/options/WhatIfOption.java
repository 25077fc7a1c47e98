package io.github.heartrate.demo.options;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.policy.PolicyValues;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyField;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which policies a report compares: {@code low=40..50/5,high=100..130/10,onset=1..6}. What is not named is as in the
 * report's own policy, which is what they are compared with.
 */
public record WhatIfOption(Map<PolicyField, List<Object>> axes) {

    public static final String DEFAULT = "low=40..50/5,high=100..130/10,onset=1..6";

    public WhatIfOption {
        axes = Map.copyOf(axes);
    }

    public PolicyAnalysis analysis(AlarmPolicy policy, Duration monitoredGap) {
        return new PolicyAnalysis(PolicyGrid.of(policy, axes).policies(), policy, monitoredGap);
    }

    /** Reads the option's value. */
    public static final class Converter implements ITypeConverter<WhatIfOption> {

        /** Those that a heat map has room for. */
        private static final List<PolicyField> FIELDS = List.of(PolicyField.LOW, PolicyField.HIGH, PolicyField.ONSET);

        @Override
        public WhatIfOption convert(String text) {
            Map<PolicyField, List<Object>> axes = new EnumMap<>(PolicyField.class);
            fields(text).forEach((field, values) -> axes.put(field, values(field, values)));
            return new WhatIfOption(axes);
        }

        /** A part without a name belongs to the field before it: {@code low=40,45,high=100}. */
        private static Map<PolicyField, String> fields(String text) {
            Map<PolicyField, String> fields = new EnumMap<>(PolicyField.class);
            String name = "";
            for (String part : text.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals >= 0) {
                    name = part.substring(0, equals).strip();
                }
                PolicyField field = field(name)
                        .orElseThrow(() -> new TypeConversionException(
                                "must be like " + DEFAULT + ": " + part + (part.equals(text) ? "" : " in " + text)));
                if (equals >= 0 && fields.containsKey(field)) {
                    throw new TypeConversionException("must not have a field twice: " + name + " in " + text);
                }
                fields.merge(field, part.substring(equals + 1), (before, more) -> before + "," + more);
            }
            return fields;
        }

        private static Optional<PolicyField> field(String name) {
            return FIELDS.stream().filter(field -> field.word().equals(name)).findFirst();
        }

        private static List<Object> values(PolicyField field, String text) {
            try {
                return PolicyValues.parseMany(field, text);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(field.word() + " " + e.getMessage());
            }
        }
    }
}
