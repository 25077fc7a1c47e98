package io.github.heartrate.demo.generate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What to generate. The same settings give the same telemetry.
 *
 * @param patients how many; at least 1
 * @param length from the first reading to the end, which has none itself
 * @param interval between two readings of a patient; positive
 * @param start the time of the first readings
 * @param seed of everything random
 * @param ids how the patients are called
 * @param uniform uniform noise of whole numbers from 5 to 250 instead of hearts
 * @param perDay how many events of each kind a patient has per day; episodes that are wanted at all come at least once
 */
public record GeneratorSettings(
        int patients,
        Duration length,
        Duration interval,
        Instant start,
        long seed,
        IdStyle ids,
        boolean uniform,
        Map<EventKind, Double> perDay) {

    private static final int MAX_PATIENTS = 1_000_000;

    /** Five patients, ten minutes, one reading per second, numbered ids. */
    public static final GeneratorSettings DEFAULT = new GeneratorSettings(
            5,
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Instant.parse("2026-01-01T08:00:00Z"),
            42,
            IdStyle.NUMBERED,
            false,
            Map.of(
                    EventKind.TACHYCARDIA, 4.0,
                    EventKind.BRADYCARDIA, 4.0,
                    EventKind.EXERCISE, 1.0,
                    EventKind.DROP_OUT, 6.0,
                    EventKind.ARTEFACT, 20.0));

    /**
     * Checks the parts and copies the map.
     *
     * @throws IllegalArgumentException if a number is out of its bounds; the message names it
     */
    public GeneratorSettings {
        requireNonNull(start, "start");
        requireNonNull(ids, "ids");
        if (patients < 1 || patients > MAX_PATIENTS) {
            throw new IllegalArgumentException("patients must be from 1 to " + MAX_PATIENTS + ": " + patients);
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        if (length.compareTo(interval) < 0 || length.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException("length must be from one interval to 36500 days: " + length);
        }
        Map<EventKind, Double> copy = new EnumMap<>(EventKind.class);
        perDay.forEach((kind, rate) -> {
            if (!(rate >= 0 && rate <= 86_400)) {
                throw new IllegalArgumentException(kind + " a day must be from 0 to 86400: " + rate);
            }
            copy.put(kind, rate);
        });
        perDay = Collections.unmodifiableMap(copy);
    }

    /**
     * The same with other ids.
     *
     * @param value how the patients are called
     * @return the new settings
     */
    public GeneratorSettings withIds(IdStyle value) {
        return new GeneratorSettings(patients, length, interval, start, seed, value, uniform, perDay);
    }

    /**
     * How many times every patient is read.
     *
     * @return at least 1
     */
    public long steps() {
        return (length.toNanos() + interval.toNanos() - 1) / interval.toNanos();
    }
}
