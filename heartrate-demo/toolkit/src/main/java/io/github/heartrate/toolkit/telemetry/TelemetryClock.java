package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a replay: the latest reading's time, carried on by the time that has passed since. So values grow old
 * when readings stop, whatever the date of the recording. Never runs backward. Safe for use by several threads.
 */
public final class TelemetryClock implements InstantSource {

    private final InstantSource wall;
    private final double speed;
    private @Nullable Instant latest;
    private Instant seenAt;
    private Instant shown = Instant.MIN;

    /**
     * Starts a clock.
     *
     * @param wall tells how much time passes
     * @param speed of the replay; 1 is real time
     */
    public TelemetryClock(InstantSource wall, double speed) {
        this.wall = requireNonNull(wall, "wall");
        this.speed = speed;
        this.seenAt = wall.instant();
    }

    /**
     * Sets the clock by a reading; an older one than before changes nothing.
     *
     * @param reading just replayed
     */
    public synchronized void observe(Reading reading) {
        if (latest == null || reading.timestamp().isAfter(latest)) {
            latest = reading.timestamp();
            seenAt = wall.instant();
        }
    }

    /** The time of the replay; before the first reading that of the wall. */
    @Override
    public synchronized Instant instant() {
        if (latest == null) {
            return wall.instant();
        }
        double nanos = Math.max(0, Duration.between(seenAt, wall.instant()).toNanos() * speed);
        Duration since = Duration.ofNanos((long) nanos);
        Instant now = since.compareTo(Duration.between(latest, Instant.MAX)) < 0 ? latest.plus(since) : Instant.MAX;
        if (now.isAfter(shown)) {
            shown = now;
        }
        return shown;
    }
}
