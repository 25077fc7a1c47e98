package io.github.heartrate.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which zone times are shown. What is written for other programs stays in UTC. */
final class ShowZoneOption {

    @Option(
            names = "--show-zone",
            paramLabel = "ZONE",
            description = "Zone of the times shown, such as Europe/Rome. Default: that of --zone where there is one, "
                    + "else UTC.")
    private @Nullable ZoneId zone;

    /** The zone that was given, or else this one. */
    ZoneId or(ZoneId other) {
        return zone == null ? other : zone;
    }

    /** As ISO-8601 with the zone's offset, {@code Z} for UTC. */
    static String format(Instant time, ZoneId zone) {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return isUtc ? time.toString() : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }
}
