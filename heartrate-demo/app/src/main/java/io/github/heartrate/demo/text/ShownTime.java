package io.github.heartrate.demo.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A time as people read it. */
public final class ShownTime {

    private ShownTime() {}

    /** As ISO-8601 with the zone's offset, {@code Z} for UTC. */
    public static String format(Instant time, ZoneId zone) {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return isUtc ? time.toString() : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }
}
