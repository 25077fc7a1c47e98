package io.github.heartrate.demo.options;

import io.github.heartrate.demo.alerts.AlertFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run writes its alerts. */
public final class AlertsOption {

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description =
                    "Add every alert to FILE before it is shown: as JSON Lines (.jsonl, .ndjson), one JSON array "
                            + "(.json) or CSV (.csv), packed with .gz behind. What the file holds stays, and is not added again.")
    private @Nullable Path file;

    /** Empty if none is wanted; a name that tells no format is wrong usage. */
    public Optional<Path> file() {
        Optional<Path> given = Optional.ofNullable(file);
        given.ifPresent(AlertFormat::of);
        return given;
    }
}
