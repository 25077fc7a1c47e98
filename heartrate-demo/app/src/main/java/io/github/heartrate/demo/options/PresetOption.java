package io.github.heartrate.demo.options;

import io.github.heartrate.demo.policy.Preset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which policy the other options change. */
final class PresetOption {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "What the next options change: default, the plain rule, which tells nobody about silence; or "
                    + "bedside, a start for live use. The value none switches a part off. Default: default.")
    private @Nullable Preset preset;

    Optional<Preset> preset() {
        return Optional.ofNullable(preset);
    }
}
