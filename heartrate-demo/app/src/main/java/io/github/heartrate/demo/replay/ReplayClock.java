package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.TimeSource;
import io.github.heartrate.toolkit.telemetry.TelemetryClock;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;

/**
 * The clock of a replay: that of the recording, so that messages, ticks and acknowledgements carry the readings' time and
 * not today's. Up to ten times as fast as recorded it runs on between readings; beyond, a hiccup of the machine would look
 * like a patient's silence, so that ticks tell no time.
 */
public final class ReplayClock extends Clock {

    private static final double MAX_LIVE_SPEED = 10;

    private final TelemetryClock time;
    private final boolean isLive;

    /** Empty for as fast as it goes. */
    public ReplayClock(OptionalDouble speed) {
        isLive = speed.isPresent() && speed.getAsDouble() <= MAX_LIVE_SPEED;
        time = new TelemetryClock(InstantSource.system(), speed.orElse(0));
    }

    /** Is told of each reading before it is published. */
    public void observe(Reading reading) {
        time.observe(reading);
    }

    TimeSource timeSource() {
        return isLive ? TimeSource.TICKS : TimeSource.READINGS;
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only instants are asked for: " + zone);
    }
}
