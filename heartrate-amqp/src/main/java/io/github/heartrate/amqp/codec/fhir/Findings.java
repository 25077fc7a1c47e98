package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.internal.text.PartsLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What has been found in a message so far. */
final class Findings {

    private final byte[] message;
    private final List<Reading> readings = new ArrayList<>(1);
    private final List<BadReading> bad = new ArrayList<>(0);
    private final List<NoValue> none = new ArrayList<>(0);
    private boolean isInOrder = true;
    private int from;
    private int to;
    private final PartsLimit badParts = new PartsLimit();

    Findings(byte[] message) {
        this.message = message;
        this.to = message.length;
    }

    /** Where the resource stands whose findings follow; the whole message if the parser can't tell. */
    void within(long start, long end) {
        boolean isKnown = start >= 0 && start < end && end <= message.length;
        from = isKnown ? (int) start : 0;
        to = isKnown ? (int) end : message.length;
    }

    void add(Reading reading) {
        requireRoom(readings.size());
        isInOrder = isInOrder
                && (readings.isEmpty()
                        || !reading.timestamp()
                                .isBefore(readings.get(readings.size() - 1).timestamp()));
        readings.add(reading);
    }

    void bad(int index, String reason) {
        requireRoom(bad.size());
        badParts.add(to - from);
        bad.add(new BadReading(index, reason, Arrays.copyOfRange(message, from, to)));
    }

    void none(int index, String why) {
        requireRoom(none.size());
        none.add(new NoValue(index, why));
    }

    private static void requireRoom(int found) {
        if (found == MessageCodec.MAX_READINGS) {
            throw new UndecodableMessageException(
                    "a message must hold at most " + MessageCodec.MAX_READINGS + " readings");
        }
    }

    boolean isEmpty() {
        return readings.isEmpty() && bad.isEmpty() && none.isEmpty();
    }

    /** The order of a Bundle's entries means nothing, and searches give the newest first. */
    ReadingBatch batch() {
        if (!isInOrder) {
            readings.sort(Comparator.comparing(Reading::timestamp));
        }
        return new ReadingBatch(readings, bad, none);
    }
}
