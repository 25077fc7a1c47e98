package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import java.util.List;

/**
 * What a batch held.
 *
 * @param readings those that are valid, in the order in which they were written
 * @param bad those that are not, in that order too
 */
public record ReadingBatch(List<Reading> readings, List<BadReading> bad) {

    /** Copies the lists. */
    public ReadingBatch {
        readings = List.copyOf(readings);
        bad = List.copyOf(bad);
    }
}
