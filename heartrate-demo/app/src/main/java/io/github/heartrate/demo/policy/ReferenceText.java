package io.github.heartrate.demo.policy;

import io.github.heartrate.toolkit.analysis.PolicyField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A policy in one word: {@code low=50,high=100,onset=3}. */
public final class ReferenceText {

    private static final List<PolicyField> FIELDS = PolicyField.axes();

    private ReferenceText() {}

    /** The fields that it names. */
    public static final class Converter implements ITypeConverter<PolicyFields> {
        @Override
        public PolicyFields convert(String text) {
            Map<PolicyField, Object> values = new EnumMap<>(PolicyField.class);
            for (String part : text.split(",", -1)) {
                int equals = part.indexOf('=');
                PolicyField field = field(equals < 0 ? "" : part.substring(0, equals))
                        .orElseThrow(() -> new TypeConversionException("must be like low=50,high=100,onset=3 with "
                                + String.join(
                                        ", ",
                                        FIELDS.stream().map(PolicyField::word).toList())
                                + ": " + (part.isEmpty() ? "an empty part" : part) + " in " + text));
                if (values.put(field, value(field, part.substring(equals + 1))) != null) {
                    throw new TypeConversionException("must not have a field twice: " + field.word() + " in " + text);
                }
            }
            return new PolicyFields(Optional.empty(), values);
        }
    }

    private static Optional<PolicyField> field(String name) {
        return FIELDS.stream().filter(field -> field.word().equals(name)).findFirst();
    }

    private static Object value(PolicyField field, String text) {
        try {
            return PolicyValues.parse(field, text);
        } catch (TypeConversionException e) {
            throw new TypeConversionException(field.word() + " " + e.getMessage());
        }
    }
}
