package io.github.heartrate.demo.options;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.policy.OptionWords;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.policy.PolicyFields;
import io.github.heartrate.demo.policy.PolicyFile;
import io.github.heartrate.demo.policy.ReferenceText;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.toolkit.analysis.PolicyField;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The alarm policies to compare, as options that take several values; every combination is a policy. */
public final class PolicyGridOptions {

    /** What all policies and the reference have in common. */
    private static final List<PolicyField> SHARED =
            List.of(PolicyField.MAX_GAP, PolicyField.STALE_AFTER, PolicyField.PLAUSIBLE);

    @Mixin
    private final PresetOption preset = new PresetOption();

    private final PolicyFlags axes = PolicyFlags.ofManyValues();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final CommandSpec axisOptions = axes.spec();

    private final PolicyFlags shared = PolicyFlags.ofOneValue(SHARED);

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final CommandSpec sharedOptions = shared.spec();

    @Option(names = "--policy", paramLabel = "FILE", description = "JSON whose default is what these options change.")
    private @Nullable Path file;

    @Option(
            names = "--reference",
            paramLabel = "POLICY",
            converter = ReferenceText.Converter.class,
            description = "What to compare with, such as low=50,high=100,onset=3; also clear, clear-margin, delay and "
                    + "the others that take several values. Default: 50, 100, 3 readings, 1 to clear.")
    private @Nullable PolicyFields reference;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The file of policies; null if none was given. */
    @Nullable
    public Path file() {
        return file;
    }

    /** The policies to compare and the one to compare with. */
    public record Comparison(PolicyGrid grid, AlarmPolicy reference) {}

    /** With a warning if asystole is taken for an artefact. */
    public Comparison comparison() {
        try {
            Policies policies = policies(new PolicyFields(preset.preset(), shared.given()));
            policies.warning().ifPresent(spec.commandLine().getErr()::println);
            AlarmPolicy base = policies.common();
            return new Comparison(PolicyGrid.of(base, axes.givenMany()), reference(common(base)));
        } catch (IllegalArgumentException e) {
            throw OptionWords.POLICY_OPTIONS.wrongUsage(spec, e);
        }
    }

    /** The plain rule with what all policies share. */
    private static AlarmPolicy common(AlarmPolicy base) {
        Map<PolicyField, Object> values = new EnumMap<>(PolicyField.class);
        SHARED.forEach(field -> values.put(field, field.of(base)));
        return PolicyField.changed(AlarmPolicy.DEFAULT, values);
    }

    private AlarmPolicy reference(AlarmPolicy common) {
        if (reference == null) {
            return common;
        }
        try {
            AlarmPolicy given = reference.applyTo(common);
            reference.requireUseIn(given);
            return given;
        } catch (IllegalArgumentException e) {
            String why = OptionWords.POLICY_WORDS.in(String.valueOf(e.getMessage()));
            throw new ParameterException(spec.commandLine(), "--reference: " + why, e);
        }
    }

    private Policies policies(PolicyFields given) {
        if (file == null) {
            return Policies.of(given.applyTo(AlarmPolicy.DEFAULT));
        }
        Policies policies = new PolicyFile(file).read(given);
        if (!policies.byPatient().isEmpty()) {
            throw new UserErrorException(file
                    + ": analyze compares policies that all patients share, but this one has patients of their own");
        }
        return policies;
    }
}
