package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;

/**
 * A format in which a message is exactly one reading and its properties do not matter: the simple case of a {@link
 * MessageCodec}. Implementations are safe for use by several threads.
 */
public interface ReadingCodec extends MessageCodec {

    /**
     * Writes a reading.
     *
     * @param reading what to send
     * @return the body
     * @throws IllegalArgumentException if the layout can't express the reading
     */
    @Override
    byte[] encode(Reading reading);

    /**
     * Reads a reading.
     *
     * @param body what arrived
     * @param queue the queue it arrived from, for layouts in which it is the patient's
     * @return the reading
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    Reading decode(byte[] body, String queue);

    @Override
    default ReadingBatch decode(ReceivedMessage message) {
        return ReadingBatch.of(decode(message.body(), message.queue()));
    }
}
