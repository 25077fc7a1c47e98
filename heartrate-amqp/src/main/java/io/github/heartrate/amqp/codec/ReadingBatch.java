package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import java.util.List;

/**
 * What a message held. It may be nothing at all: then the message is acknowledged.
 *
 * @param readings those that are valid, each patient's in the order of their times
 * @param bad those that are not, in the order of the message
 * @param noValue those that say that there is no value, in the order of the message
 */
public record ReadingBatch(List<Reading> readings, List<BadReading> bad, List<NoValue> noValue) {

    /** Copies the lists. */
    public ReadingBatch {
        readings = List.copyOf(readings);
        bad = List.copyOf(bad);
        noValue = List.copyOf(noValue);
    }

    /**
     * One reading, and nothing else.
     *
     * @param reading the only one
     * @return the batch
     */
    public static ReadingBatch of(Reading reading) {
        return new ReadingBatch(List.of(reading), List.of(), List.of());
    }
}
