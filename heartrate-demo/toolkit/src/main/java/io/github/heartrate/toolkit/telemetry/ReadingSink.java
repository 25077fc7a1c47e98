package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A taker of readings that does not need them as objects. A source of many readings hands it their parts, where other takers
 * are given a {@link Reading} each.
 */
public interface ReadingSink extends Consumer<Reading> {

    /**
     * Takes one reading in parts, which are as {@link Reading} wants them.
     *
     * @param patientId whose rate it is; ids that are equal are the same object
     * @param timestamp when it was measured
     * @param bpm the rate in beats a minute: finite and at least 0
     */
    void accept(String patientId, Instant timestamp, double bpm);

    @Override
    default void accept(Reading reading) {
        accept(reading.patientId(), reading.timestamp(), reading.bpm());
    }

    /**
     * Any taker as one that takes parts.
     *
     * @param taker of readings
     * @return the taker itself if it is one; else one that makes an object of each reading
     */
    static ReadingSink of(Consumer<? super Reading> taker) {
        return taker instanceof ReadingSink sink
                ? sink
                : (patientId, timestamp, bpm) -> taker.accept(new Reading(patientId, timestamp, bpm));
    }
}
