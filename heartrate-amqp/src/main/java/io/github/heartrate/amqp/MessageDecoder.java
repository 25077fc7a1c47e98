package io.github.heartrate.amqp;

import io.github.heartrate.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads any message of a queue of readings: its {@code content_type} says whether it is a reading, a batch or a control
 * message. A message without one is read by the first reading codec. Safe for use by several threads.
 */
final class MessageDecoder {

    private final BatchCodec batches = new BatchCodec();
    private final ControlCodec controls = new ControlCodec();
    private final ReadingCodec fallback;
    private final Map<String, ReadingCodec> readings = new HashMap<>();

    MessageDecoder(ReadingCodec first, ReadingCodec... others) {
        fallback = first;
        readings.put(first.contentType(), first);
        for (ReadingCodec other : others) {
            readings.put(other.contentType(), other);
        }
    }

    /**
     * What a message held.
     *
     * @param inputs in order; empty if all of a batch's readings are bad
     * @param bad the readings of a batch that are not valid
     * @param sender of a tick
     */
    record Decoded(List<? extends Input> inputs, List<BadReading> bad, Optional<ControlMessage.Sender> sender) {}

    /**
     * Reads a message.
     *
     * @param contentType its property, if it has it
     * @param body what arrived
     * @param queue where it arrived
     * @throws UndecodableMessageException if the body as a whole is malformed; the message names the field. Also if a
     *     codec fails in any other way
     */
    Decoded decode(@Nullable String contentType, byte[] body, String queue) {
        if (BatchCodec.CONTENT_TYPE.equals(contentType)) {
            ReadingBatch batch = batches.decode(body);
            return new Decoded(batch.readings(), batch.bad(), Optional.empty());
        }
        if (ControlCodec.CONTENT_TYPE.equals(contentType)) {
            ControlMessage message = controls.decode(body);
            return new Decoded(List.of(message.input()), List.of(), message.sender());
        }
        ReadingCodec codec = contentType == null ? fallback : readings.get(contentType);
        if (codec == null) {
            throw new UndecodableMessageException("content_type is unknown");
        }
        return new Decoded(List.of(decode(codec, body, queue)), List.of(), Optional.empty());
    }

    private static Input decode(ReadingCodec codec, byte[] body, String queue) {
        Json.requireSize(body);
        try {
            return codec.decode(body, queue);
        } catch (UndecodableMessageException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UndecodableMessageException(
                    "the codec " + codec.getClass().getName() + " failed", e);
        }
    }
}
