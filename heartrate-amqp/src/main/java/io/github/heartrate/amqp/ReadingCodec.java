package io.github.heartrate.amqp;

import io.github.heartrate.Reading;

/** Turns readings into message bodies and back. Implementations are safe for use by several threads. */
public interface ReadingCodec {

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
