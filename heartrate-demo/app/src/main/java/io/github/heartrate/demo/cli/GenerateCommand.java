package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.generate.EventKind;
import io.github.heartrate.demo.generate.GeneratedTelemetry;
import io.github.heartrate.demo.generate.GeneratorSettings;
import io.github.heartrate.demo.generate.IdStyle;
import io.github.heartrate.demo.generate.TelemetryWriter;
import io.github.heartrate.demo.generate.TruthWriter;
import io.github.heartrate.demo.policy.OptionWords;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.OutputFile;
import io.github.heartrate.demo.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate}: DEMO telemetry as CSV. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Writes DEMO telemetry as CSV: generated people, their heart rates and scripted episodes.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo generate > telemetry.csv",
            "  heartrate-demo generate --patients 20 --length 24h --interval 5s \\",
            "      --out ward.csv.gz --truth truth.csv",
            "  heartrate-demo generate --shape long --drop-outs 0 --artefacts 0 \\",
            "      | heartrate-demo replay -",
            "  heartrate-demo generate --uniform --interval 500ms --out noise.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the defaults
final class GenerateCommand implements Callable<Integer> {

    private static final OptionWords WORDS = new OptionWords(Map.of(
            "patients", "--patients",
            "interval", "--interval",
            "length", "--length",
            "TACHYCARDIA a day", "--episodes",
            "BRADYCARDIA a day", "--episodes",
            "EXERCISE a day", "--exercise",
            "DROP_OUT a day", "--drop-outs",
            "ARTEFACT a day", "--artefacts"));

    private static final List<String> OF_HEARTS = List.of("--episodes", "--exercise", "--drop-outs", "--artefacts");

    @Option(names = "--patients", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int patients;

    @Option(
            names = "--length",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "Such as 10m, 24h, 7d. Default: ${DEFAULT-VALUE}.")
    private Duration length;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "Between two readings of a patient. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same seed gives the same telemetry. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            defaultValue = "2026-01-01T08:00:00Z",
            description = "Time of the first readings. Default: ${DEFAULT-VALUE}.")
    private Instant start;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "wide",
            description = "${COMPLETION-CANDIDATES}: a column or a row for each patient. Default: ${DEFAULT-VALUE}.")
    private TelemetryWriter.Shape shape;

    @Option(
            names = "--ids",
            paramLabel = "STYLE",
            defaultValue = "numbered",
            description = "${COMPLETION-CANDIDATES}: Patient_1 or DEMO-1 and a name. Default: ${DEFAULT-VALUE}.")
    private IdStyle ids;

    @Option(names = "--uniform", description = "Uniform noise from 5 to 250 bpm instead of hearts.")
    private boolean uniform;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "4",
            description = "Tachycardias, and as many bradycardias, a patient and day; at least one. Default: 4.")
    private double episodes;

    @Option(
            names = "--exercise",
            paramLabel = "N",
            defaultValue = "1",
            description = "Bouts of exercise a patient and day. Default: ${DEFAULT-VALUE}.")
    private double exercise;

    @Option(
            names = "--drop-outs",
            paramLabel = "N",
            defaultValue = "6",
            description = "Times without readings a patient and day. Default: ${DEFAULT-VALUE}.")
    private double dropOuts;

    @Option(
            names = "--artefacts",
            paramLabel = "N",
            defaultValue = "20",
            description = "Single spikes a patient and day. Default: ${DEFAULT-VALUE}.")
    private double artefacts;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output; packed if it ends in .gz.")
    private @Nullable Path out;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write what was scripted: patient, kind, start, end, target.")
    private @Nullable Path truth;

    @Option(
            names = "--people",
            paramLabel = "FILE",
            description = "Write the people: patient, name, bed, resting rate.")
    private @Nullable Path people;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GeneratorSettings settings = settings();
        GeneratedTelemetry telemetry = new GeneratedTelemetry(settings);
        if (people != null) {
            writeTo(people, writer -> TruthWriter.people(writer, telemetry.people()));
        }
        if (truth == null) {
            generate(settings, telemetry, Optional.empty());
        } else {
            writeTo(truth, writer -> generate(settings, telemetry, Optional.of(new TruthWriter(writer))));
        }
        return ExitCodes.DONE;
    }

    private void generate(GeneratorSettings settings, GeneratedTelemetry telemetry, Optional<TruthWriter> truthWriter) {
        Path target = out == null ? Path.of("standard output") : out;
        try (Writer writer = OutputFile.open(
                        Optional.ofNullable(out), spec.commandLine().getOut());
                Progress progress = Progress.ofCount("generating", settings.steps(), "steps")) {
            TelemetryWriter rows = new TelemetryWriter(writer, shape, telemetry.people());
            telemetry.generate(
                    (time, bpm) -> {
                        rows.step(time, bpm);
                        progress.advance();
                    },
                    event -> truthWriter.ifPresent(file -> file.write(event)));
        } catch (IOException | UncheckedIOException e) {
            throw OutputFile.failure(target, e);
        }
    }

    private interface Writing {
        void to(Writer writer);
    }

    private static void writeTo(Path file, Writing writing) {
        try (Writer writer = OutputFile.open(file)) {
            writing.to(writer);
        } catch (IOException | UncheckedIOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    private void refuseEventsOfNoise() {
        OF_HEARTS.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(spec.commandLine(), option + " is of no use with --uniform");
                });
    }

    private GeneratorSettings settings() {
        if (uniform) {
            refuseEventsOfNoise();
        }
        try {
            return new GeneratorSettings(
                    patients,
                    length,
                    interval,
                    start,
                    seed,
                    ids,
                    uniform,
                    Map.of(
                            EventKind.TACHYCARDIA, episodes,
                            EventKind.BRADYCARDIA, episodes,
                            EventKind.EXERCISE, exercise,
                            EventKind.DROP_OUT, dropOuts,
                            EventKind.ARTEFACT, artefacts));
        } catch (IllegalArgumentException e) {
            throw WORDS.wrongUsage(spec, e);
        }
    }
}
