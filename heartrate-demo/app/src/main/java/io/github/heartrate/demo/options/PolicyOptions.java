package io.github.heartrate.demo.options;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.policy.OptionWords;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.policy.PolicyFields;
import io.github.heartrate.demo.policy.PolicyFile;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The alarm policy, as options; the same for every command that has one policy per patient. */
public final class PolicyOptions {

    @Mixin
    private final PresetOption preset = new PresetOption();

    private final PolicyFlags flags = PolicyFlags.ofOneValue(List.of(PolicyField.values()));

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final CommandSpec options = flags.spec();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "JSON: {\"default\": {...}, \"patients\": {\"ID\": {...}}} with these options as fields "
                    + "(preset, high_bpm...); options change its default.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The file of policies; null if none was given. */
    @Nullable
    public Path file() {
        return file;
    }

    /** The policies, with a warning if one takes asystole for an artefact; options that contradict each other are wrong usage. */
    public Policies policies() {
        Policies policies = read();
        policies.warning().ifPresent(spec.commandLine().getErr()::println);
        return policies;
    }

    private Policies read() {
        PolicyFields given = given();
        if (file != null) {
            return new PolicyFile(file).read(given);
        }
        try {
            AlarmPolicy policy = given.applyTo(AlarmPolicy.DEFAULT);
            given.requireUseIn(policy);
            return Policies.of(policy);
        } catch (IllegalArgumentException e) {
            throw OptionWords.POLICY_OPTIONS.wrongUsage(spec, e);
        }
    }

    /** Whether any is given. */
    public boolean areGiven() {
        return file != null || !given().equals(PolicyFields.NONE);
    }

    private PolicyFields given() {
        return new PolicyFields(preset.preset(), flags.given());
    }
}
