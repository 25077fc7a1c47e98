package io.github.heartrate.demo;

import io.github.heartrate.demo.csv.ReadListener;
import io.github.heartrate.demo.csv.ReadSettings;
import io.github.heartrate.demo.csv.SortedTelemetry;
import io.github.heartrate.demo.csv.TelemetryFile;
import io.github.heartrate.demo.csv.TelemetrySource;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to read a file of telemetry. */
final class ReadOptions {

    @Option(names = "--patient-column", paramLabel = "NAME", description = "The column of patient ids; else guessed.")
    private @Nullable String patientColumn;

    @Option(names = "--time-column", paramLabel = "NAME", description = "The column of times; else guessed.")
    private @Nullable String timeColumn;

    @Option(names = "--bpm-column", paramLabel = "NAME", description = "The column of rates; else guessed.")
    private @Nullable String bpmColumn;

    @Option(
            names = "--patient",
            paramLabel = "ID",
            description = "Whose all readings are; else, in a file without patients, the file's name.")
    private @Nullable String patient;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Z",
            description = "Zone of times that have none. Default: UTC.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private ZoneId zone;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "epoch-s, epoch-ms, or a pattern such as 'dd.MM.yyyy HH:mm:ss'; else told by its looks.")
    private @Nullable String timeFormat;

    @Option(names = "--sort", description = "Sort the readings by time; else late ones have no effect.")
    private boolean sort;

    @Option(names = "--strict", description = "Stop at the first bad row.")
    private boolean strict;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The readings; what the options got wrong is wrong usage. */
    TelemetrySource source(Path file, ReadListener listener) {
        TelemetrySource source = new TelemetryFile(file, settings(), listener);
        return sort ? new SortedTelemetry(source) : source;
    }

    boolean isSorted() {
        return sort;
    }

    /** Of times that have none. */
    ZoneId zone() {
        return zone;
    }

    private ReadSettings settings() {
        try {
            return new ReadSettings(
                    Optional.ofNullable(patientColumn),
                    Optional.ofNullable(timeColumn),
                    Optional.ofNullable(bpmColumn),
                    Optional.ofNullable(patient),
                    zone.equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone,
                    Optional.ofNullable(timeFormat),
                    strict);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
