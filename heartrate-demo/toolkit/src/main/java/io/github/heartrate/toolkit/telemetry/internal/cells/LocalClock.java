package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a zone's local times. Where clocks are put forward some local times never are, and where they are put
 * back some come twice; what happened to the latest one can be asked. One object per pass over a file.
 */
public final class LocalClock {

    private static final int VARIES = Integer.MIN_VALUE;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final int fixedSeconds;
    private boolean neverWas;
    private @Nullable Duration overlap;

    public LocalClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.fixedSeconds =
                rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : VARIES;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Forgets what happened to the time before. */
    public void begin() {
        neverWas = false;
        overlap = null;
    }

    /** The first instant that has this local time; null if none has it. */
    @Nullable
    Instant at(long localSecond, int nano) {
        if (fixedSeconds != VARIES) {
            return Instant.ofEpochSecond(localSecond - fixedSeconds, nano);
        }
        return at(LocalDateTime.ofEpochSecond(localSecond, nano, ZoneOffset.UTC));
    }

    @Nullable
    Instant at(LocalDateTime local) {
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return local.toInstant(rules.getOffset(local));
        }
        if (transition.isGap()) {
            neverWas = true;
            return null;
        }
        overlap = transition.getDuration().negated();
        return local.toInstant(transition.getOffsetBefore());
    }

    /** Whether the latest local time is one that never was. */
    public boolean neverWas() {
        return neverWas;
    }

    /** After what time the latest local time came again; null if it came once. */
    @Nullable
    public Duration overlap() {
        return overlap;
    }
}
