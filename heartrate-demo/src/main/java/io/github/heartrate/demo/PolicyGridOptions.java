package io.github.heartrate.demo;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.analyze.PolicyGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The alarm policies to compare, as options that take several values; every combination is a policy. */
final class PolicyGridOptions {

    @Option(
            names = "--low",
            paramLabel = "BPM",
            converter = Ranges.NumbersConverter.class,
            description = "Low limits: 50, 40,45,50 or 40..50/5. Default: 50.")
    private Ranges.@Nullable Numbers lows;

    @Option(
            names = "--high",
            paramLabel = "BPM",
            converter = Ranges.NumbersConverter.class,
            description = "High limits. Default: 100.")
    private Ranges.@Nullable Numbers highs;

    @Option(
            names = "--extreme-low",
            paramLabel = "BPM",
            converter = Ranges.NumbersConverter.class,
            description = "Extreme low limits. Default: none.")
    private Ranges.@Nullable Numbers extremeLows;

    @Option(
            names = "--extreme-high",
            paramLabel = "BPM",
            converter = Ranges.NumbersConverter.class,
            description = "Extreme high limits. Default: none.")
    private Ranges.@Nullable Numbers extremeHighs;

    @Option(
            names = "--onset",
            paramLabel = "COUNT",
            converter = Ranges.CountsConverter.class,
            description = "Readings in a row that raise: 3, 1..6. Default: 3.")
    private Ranges.@Nullable Counts onsets;

    @Option(
            names = "--clear",
            paramLabel = "COUNT",
            converter = Ranges.CountsConverter.class,
            description = "Calm readings in a row that clear. Default: 1.")
    private Ranges.@Nullable Counts clears;

    @Option(
            names = "--clear-margin",
            paramLabel = "BPM",
            converter = Ranges.NumbersConverter.class,
            description = "How far inside the limit is calm. Default: 0.")
    private Ranges.@Nullable Numbers margins;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            converter = Ranges.DurationsConverter.class,
            description = "Delays: 0s,15s or 0s..60s/15s. Default: 0s.")
    private Ranges.@Nullable Durations delays;

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
            names = "--plausible",
            paramLabel = "MIN..MAX",
            converter = BpmRange.Converter.class,
            description = "Other rates are artefacts and have no effect, such as 20..300. Default: all are.")
    private @Nullable BpmRange plausible;

    @Option(names = "--policy", paramLabel = "FILE", description = "JSON whose default is what these options change.")
    private @Nullable Path file;

    @Option(
            names = "--reference",
            paramLabel = "POLICY",
            converter = ReferenceText.Converter.class,
            description = "What to compare with, such as low=50,high=100,onset=3; also clear, clear-margin, delay. "
                    + "Default: 50, 100, 3 readings, 1 to clear.")
    private @Nullable PolicyFields reference;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The file of policies; null if none was given. */
    @Nullable
    Path file() {
        return file;
    }

    /** The policies to compare and the one to compare with. */
    record Comparison(PolicyGrid grid, AlarmPolicy reference) {}

    Comparison comparison() {
        try {
            PolicyFields shared = shared();
            AlarmPolicy base = file == null ? shared.applyTo(AlarmPolicy.DEFAULT) : fromFile(file, shared);
            AlarmPolicy common = AlarmPolicy.DEFAULT.toBuilder()
                    .maxGap(base.maxGap())
                    .staleAfter(base.staleAfter())
                    .plausibleBpm(base.plausibleMinBpm(), base.plausibleMaxBpm())
                    .build();
            return new Comparison(PolicyGrid.of(base, axes(base)), reference(common));
        } catch (IllegalArgumentException e) {
            throw OptionWords.POLICY_OPTIONS.wrongUsage(spec, e);
        }
    }

    private AlarmPolicy reference(AlarmPolicy common) {
        try {
            return reference == null ? common : reference.applyTo(common);
        } catch (IllegalArgumentException e) {
            String why = OptionWords.POLICY_FIELDS.in(String.valueOf(e.getMessage()));
            throw new ParameterException(spec.commandLine(), "--reference: " + why, e);
        }
    }

    private AlarmPolicy fromFile(Path path, PolicyFields shared) {
        Policies policies = new PolicyFile(path).read(shared);
        if (!policies.byPatient().isEmpty()) {
            throw new UserErrorException(path
                    + ": analyze compares policies that all patients share, but this one has patients of their own");
        }
        return policies.common();
    }

    private PolicyFields shared() {
        return new PolicyFields(null, null, null, null, null, null, null, null, maxGap, staleAfter, null, plausible);
    }

    private PolicyGrid.Axes axes(AlarmPolicy base) {
        return new PolicyGrid.Axes(
                lows == null ? List.of(base.limits().lowBpm()) : lows.values(),
                highs == null ? List.of(base.limits().highBpm()) : highs.values(),
                extremeLows == null ? List.of(base.limits().extremeLowBpm()) : extremeLows.values(),
                extremeHighs == null ? List.of(base.limits().extremeHighBpm()) : extremeHighs.values(),
                onsets == null ? List.of(base.onsetCount()) : onsets.values(),
                clears == null ? List.of(base.clearCount()) : clears.values(),
                margins == null ? List.of(base.clearMarginBpm()) : margins.values(),
                delays == null ? List.of(base.conditionDelay()) : delays.values());
    }
}
