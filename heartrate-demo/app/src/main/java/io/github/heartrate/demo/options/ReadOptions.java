package io.github.heartrate.demo.options;

import io.github.heartrate.toolkit.files.TelemetryFiles;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.RowFilter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to read a file of telemetry. */
public final class ReadOptions {

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

    @Option(names = "--patient-from-file", description = "Files that name no patient have one each: the file's name.")
    private boolean patientFromFile;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Read only rows with this value; several with commas. Repeat it for another column.")
    private List<String> where = List.of();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "Of text without a byte-order mark, such as latin1 or windows-1252. Default: UTF-8.")
    private @Nullable String encoding;

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
            description =
                    "epoch-s, -ms, -us or -ns; elapsed times: offset-d, -h, -min, -s or -ms; or a pattern such as "
                            + "'dd.MM.yyyy HH:mm:ss'. Default: told by its looks.")
    private @Nullable String timeFormat;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When elapsed times begin, such as 2026-01-01T08:00:00Z. Default: 1970-01-01T00:00:00Z.")
    private @Nullable Instant start;

    @Option(
            names = "--date-order",
            paramLabel = "ORDER",
            description = "Of dates such as 05/01/2026: dmy (day first), mdy, or auto: one row that has only one order "
                    + "decides for the file. Default: auto.")
    private DateOrders dateOrder = DateOrders.AUTO;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "auto: by time if a reading stands late; file: as they stand, so that late ones have no "
                    + "effect; time. Default: auto.")
    private ReadOrder order = ReadOrder.AUTO;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "In an export of several devices, read this one's readings. Repeat it for more. Default: one "
                    + "at a time.")
    private Set<String> sources = Set.of();

    @Option(
            names = "--missing",
            paramLabel = "NUMBER",
            split = ",",
            description = "Numbers that stand for a missing value, such as 255,0.")
    private Set<Double> missing = Set.of();

    @Option(names = "--strict", description = "Stop at the first bad row.")
    private boolean strict;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    /** The files; what the options got wrong is wrong usage. */
    TelemetryFiles files(List<Path> files, ReadListener listener) {
        return new TelemetryFiles(files, settings(), listener);
    }

    /** Of times that have none. */
    public ZoneId zone() {
        return zone;
    }

    private ReadSettings settings() {
        ReadSettings.Builder settings = ReadSettings.builder()
                .patientFromFile(patientFromFile)
                .order(order)
                .sources(sources)
                .missing(missing)
                .strict(strict)
                .zone(zone);
        if (zone.equals(ZoneOffset.UTC)) {
            settings.zone(ZoneOffset.UTC);
        }
        Optional.ofNullable(patientColumn).ifPresent(settings::patientColumn);
        Optional.ofNullable(timeColumn).ifPresent(settings::timeColumn);
        Optional.ofNullable(bpmColumn).ifPresent(settings::bpmColumn);
        Optional.ofNullable(patient).ifPresent(settings::patient);
        Optional.ofNullable(timeFormat).ifPresent(settings::timeFormat);
        Optional.ofNullable(start).ifPresent(settings::start);
        dateOrder.order().ifPresent(settings::dateOrder);
        try {
            settings.where(RowFilter.parse(where));
            Optional.ofNullable(encoding).map(ReadOptions::charset).ifPresent(settings::encoding);
            return settings.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--encoding must be one that Java knows, such as UTF-8, latin1 or windows-1252: " + name, e);
        }
    }

    /** What may be said of the order of day and month. */
    enum DateOrders {
        DMY,
        MDY,
        AUTO;

        private Optional<DateOrder> order() {
            return switch (this) {
                case DMY -> Optional.of(DateOrder.DMY);
                case MDY -> Optional.of(DateOrder.MDY);
                case AUTO -> Optional.empty();
            };
        }
    }
}
