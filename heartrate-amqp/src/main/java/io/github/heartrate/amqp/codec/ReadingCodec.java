package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;

/**
 * Turns a reading into a message body and back. Which codec reads a message is decided by its property {@code
 * content_type}. Implementations are safe for use by several threads.
 */
public interface ReadingCodec {

    /** The longest body that is read, in bytes: 1 MiB, chosen here. */
    int MAX_BODY_BYTES = Json.MAX_BODY_BYTES;

    /**
     * What the codec writes into the property {@code content_type}.
     *
     * @return a media type
     */
    String contentType();

    /**
     * Writes a reading.
     *
     * @param reading what to send
     * @return the body
     * @throws IllegalArgumentException if the layout can't express the reading
     */
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
}
