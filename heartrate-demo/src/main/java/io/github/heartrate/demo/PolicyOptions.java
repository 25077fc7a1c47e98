package io.github.heartrate.demo;

import io.github.heartrate.AlarmPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The alarm policy, as options; the same for every command that has one policy a patient. */
final class PolicyOptions {

    @Option(names = "--low", paramLabel = "BPM", description = "Bradycardia is below this. Default: 50.")
    private @Nullable Double low;

    @Option(names = "--high", paramLabel = "BPM", description = "Tachycardia is above this. Default: 100.")
    private @Nullable Double high;

    @Option(names = "--extreme-low", paramLabel = "BPM", description = "High priority below this. Default: none.")
    private @Nullable Double extremeLow;

    @Option(names = "--extreme-high", paramLabel = "BPM", description = "High priority above this. Default: none.")
    private @Nullable Double extremeHigh;

    @Option(
            names = "--onset",
            paramLabel = "COUNT",
            description = "So many readings in a row raise an alarm. Default: 3.")
    private @Nullable Integer onset;

    @Option(
            names = "--clear",
            paramLabel = "COUNT",
            description = "So many calm readings in a row clear it. Default: 1.")
    private @Nullable Integer clear;

    @Option(names = "--clear-margin", paramLabel = "BPM", description = "Calm is so far inside the limit. Default: 0.")
    private @Nullable Double clearMargin;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description = "The readings must also last so long (15s, 2m, PT15S). Default: 0s.")
    private @Nullable Duration delay;

    @Option(
            names = "--max-gap",
            paramLabel = "DURATION",
            description = "A longer time between two readings starts counting afresh. Default: none.")
    private @Nullable Duration maxGap;

    @Option(
            names = "--stale-after",
            paramLabel = "DURATION",
            description = "A longer silence is a loss of signal. Default: none.")
    private @Nullable Duration staleAfter;

    @Option(
            names = "--reminder",
            paramLabel = "DURATION",
            description = "Remind of an active alarm so often. Default: never.")
    private @Nullable Duration reminder;

    @Option(
            names = "--plausible",
            paramLabel = "MIN..MAX",
            converter = BpmRange.Converter.class,
            description = "Other rates are artefacts and have no effect, such as 20..300. Default: all are.")
    private @Nullable BpmRange plausible;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "JSON: {\"default\": {...}, \"patients\": {\"ID\": {...}}} with these options as fields "
                    + "(clear_margin...); options change its default.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The file of policies; null if none was given. */
    @Nullable
    Path file() {
        return file;
    }

    /** The policies; options that contradict each other are wrong usage. */
    Policies policies() {
        PolicyFields flags = flags();
        if (file != null) {
            return new PolicyFile(file).read(flags);
        }
        try {
            return Policies.of(flags.applyTo(AlarmPolicy.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw OptionWords.POLICY_OPTIONS.wrongUsage(spec, e);
        }
    }

    /** Whether any is given. */
    boolean areGiven() {
        return file != null || !flags().equals(PolicyFields.NONE);
    }

    private PolicyFields flags() {
        return new PolicyFields(
                low,
                high,
                extremeLow,
                extremeHigh,
                onset,
                clear,
                clearMargin,
                delay,
                maxGap,
                staleAfter,
                reminder,
                plausible);
    }
}
