package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** Compares the time between two instants with a duration, without overflow and without allocating. */
final class Elapsed {

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private Elapsed() {}

    /** Negative, zero or positive as the time from the one to the other is shorter than, as long as or longer than that. */
    static int compare(long fromSecond, int fromNano, long toSecond, int toNano, Duration duration) {
        long seconds = toSecond - fromSecond;
        int nanos = toNano - fromNano;
        if (nanos < 0) {
            nanos += NANOS_PER_SECOND;
            seconds--;
        }
        int order = Long.compare(seconds, duration.getSeconds());
        return order != 0 ? order : Integer.compare(nanos, duration.getNano());
    }

    private static int compare(Instant from, Instant to, Duration duration) {
        return compare(from.getEpochSecond(), from.getNano(), to.getEpochSecond(), to.getNano(), duration);
    }

    /** The second, of the epoch, that lies so many whole seconds after that of an instant; the last one if there is none. */
    static long secondAfter(Instant from, Duration duration) {
        long second = from.getEpochSecond() + duration.toSeconds();
        return second < from.getEpochSecond() ? Long.MAX_VALUE : second;
    }

    static boolean isAtLeast(Instant from, Instant to, Duration duration) {
        return compare(from, to, duration) >= 0;
    }

    static boolean isMoreThan(Instant from, Instant to, Duration duration) {
        return compare(from, to, duration) > 0;
    }

    static Duration requirePositive(Duration value, String name) {
        requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}
