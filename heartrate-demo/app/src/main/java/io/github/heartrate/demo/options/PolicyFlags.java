package io.github.heartrate.demo.options;

import io.github.heartrate.demo.policy.PolicyValues;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Fields of a policy as options of a command: {@code --clear-margin} for {@link PolicyField#CLEAR_MARGIN}. */
final class PolicyFlags {

    private final CommandSpec spec = CommandSpec.create();
    private final Map<PolicyField, OptionSpec> options = new EnumMap<>(PolicyField.class);

    /** The values of one option that takes several. */
    private record Many(List<Object> values) {}

    /** Options that take one value. */
    static PolicyFlags ofOneValue(Collection<PolicyField> fields) {
        PolicyFlags flags = new PolicyFlags();
        for (PolicyField field : fields) {
            OptionSpec.Builder option =
                    flags.option(field, field.description(), text -> PolicyValues.parse(field, text));
            List<String> words = PolicyValues.words(field);
            flags.add(
                    field,
                    (words.isEmpty() ? option : option.completionCandidates(words))
                            .type(field.kind().type()));
        }
        return flags;
    }

    /** Options that take several values, for the fields that an analysis varies. */
    static PolicyFlags ofManyValues() {
        PolicyFlags flags = new PolicyFlags();
        for (PolicyField field : PolicyField.axes()) {
            flags.add(
                    field,
                    flags.option(
                                    field,
                                    field.axis().orElse(field.description()),
                                    text -> new Many(PolicyValues.parseMany(field, text)))
                            .type(Many.class));
        }
        return flags;
    }

    private OptionSpec.Builder option(PolicyField field, String description, ITypeConverter<?> converter) {
        return OptionSpec.builder("--" + field.word())
                .paramLabel(field.kind().label())
                .description(description)
                .converters(converter);
    }

    private void add(PolicyField field, OptionSpec.Builder built) {
        OptionSpec option = built.build();
        spec.addOption(option);
        options.put(field, option);
    }

    /** To be mixed into a command. */
    CommandSpec spec() {
        return spec;
    }

    /** The values that somebody gave. */
    Map<PolicyField, Object> given() {
        Map<PolicyField, Object> given = new EnumMap<>(PolicyField.class);
        options.forEach((field, option) -> {
            Object value = option.getValue();
            if (value != null) {
                given.put(field, value);
            }
        });
        return given;
    }

    /** The values that somebody gave to options that take several. */
    Map<PolicyField, List<Object>> givenMany() {
        Map<PolicyField, List<Object>> given = new EnumMap<>(PolicyField.class);
        given().forEach((field, many) -> given.put(field, ((Many) many).values()));
        return given;
    }
}
