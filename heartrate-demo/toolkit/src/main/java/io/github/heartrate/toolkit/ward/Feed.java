package io.github.heartrate.toolkit.ward;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a ward's readings come from, so that its page never calls live what it only plays back.
 *
 * @param source of the readings
 * @param speed how many seconds of the readings pass per second, null for as fast as it goes
 */
public record Feed(Source source, @Nullable Double speed) {

    /** Readings that are measured now. */
    public static final Feed LIVE = new Feed(Source.LIVE, 1.0);

    /** Readings as somebody sends them: measured now, or recorded long ago. */
    public static final Feed RECEIVED = new Feed(Source.RECEIVED, 1.0);

    /**
     * A recording that this program plays back.
     *
     * @param speed 1 is real time; empty for as fast as it goes
     * @return the feed
     */
    public static Feed replay(OptionalDouble speed) {
        return new Feed(Source.REPLAY, speed.isPresent() ? speed.getAsDouble() : null);
    }

    /**
     * How many seconds pass on the ward's clock per second.
     *
     * @return a replay that has no pace counts as real time, which is 1
     */
    public double clockRate() {
        return speed == null ? 1 : speed;
    }

    /** What is known of the readings' origin. */
    public enum Source {
        /** They are measured now. */
        LIVE,
        /** They come from a broker, and only their sender knows when they were measured. */
        RECEIVED,
        /** They are played back from a recording. */
        REPLAY
    }
}
