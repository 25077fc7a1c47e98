package io.github.heartrate.demo.options;

import io.github.heartrate.demo.alerts.AlertFormat;
import io.github.heartrate.demo.alerts.AlertsAs;
import io.github.heartrate.demo.terminal.WrongUsageException;
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

    @Option(
            names = "--alerts-as",
            paramLabel = "FORMAT",
            description =
                    "What the file holds per alert: ${COMPLETION-CANDIDATES}. Default: json, the only one that report "
                            + "reads. hl7 needs a name that ends in .hl7.")
    private @Nullable AlertsAs as;

    /** Empty if none is wanted; a name that tells no format is wrong usage. */
    public Optional<Path> file() {
        Optional<Path> given = Optional.ofNullable(file);
        if (as != null && given.isEmpty()) {
            throw new WrongUsageException("--alerts-as needs --alerts FILE");
        }
        given.ifPresent(path -> AlertFormat.of(path, as()));
        return given;
    }

    public AlertsAs as() {
        return as == null ? AlertsAs.JSON : as;
    }
}
