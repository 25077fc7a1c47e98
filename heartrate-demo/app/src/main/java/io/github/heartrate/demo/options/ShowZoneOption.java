package io.github.heartrate.demo.options;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which zone times are shown. What is written for other programs stays in UTC. */
public final class ShowZoneOption {

    @Option(
            names = "--show-zone",
            paramLabel = "ZONE",
            description = "Zone of the times shown, such as Europe/Rome. Default: that of --zone where there is one, "
                    + "else UTC.")
    private @Nullable ZoneId zone;

    /** The zone that was given, or else this one. */
    public ZoneId or(ZoneId other) {
        return zone == null ? other : zone;
    }
}
