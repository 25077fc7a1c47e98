package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds each reading back until its time has come: as recorded, times a speed; or not at all. */
public final class Pacer {

    private final OptionalDouble speed;
    private final long startedNanos = System.nanoTime();
    private @Nullable Instant first;

    /** Empty: as fast as it goes; 1 is real time. */
    public Pacer(OptionalDouble speed) {
        this.speed = speed;
    }

    public void await(Reading reading) throws InterruptedException {
        if (speed.isEmpty()) {
            return;
        }
        if (first == null) {
            first = reading.timestamp();
        }
        double recorded = Duration.between(first, reading.timestamp()).toMillis() / speed.getAsDouble();
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        TimeUnit.MILLISECONDS.sleep(Math.max(0, (long) recorded - elapsed));
    }
}
