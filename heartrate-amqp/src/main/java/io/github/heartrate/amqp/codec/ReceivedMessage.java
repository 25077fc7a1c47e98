package io.github.heartrate.amqp.codec;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message of a queue of readings, as its codec sees it.
 *
 * @param body not copied, and not to be changed
 * @param queue where it was taken from
 * @param routingKey with which it was published; through an MQTT plug-in it is the topic, with dots for slashes
 * @param contentType the property {@code content_type}, as it came
 * @param timestamp the property {@code timestamp}, which has seconds and no parts of them
 * @param messageId the property {@code message_id}
 * @param headers unmodifiable; the values are of Java's own types: texts are a {@link String}, times an {@link Instant},
 *     numbers a {@link Number}, tables a {@link Map}, arrays a {@link java.util.List}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ReceivedMessage(
        byte[] body,
        String queue,
        String routingKey,
        Optional<String> contentType,
        Optional<Instant> timestamp,
        Optional<String> messageId,
        Map<String, Object> headers) {

    /**
     * A message without properties: for tests, and for bytes that did not come over AMQP.
     *
     * @param body what arrived
     * @param queue where from; for formats in which the queue is the patient's
     * @return the message
     */
    public static ReceivedMessage of(byte[] body, String queue) {
        return new ReceivedMessage(body, queue, queue, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * A header that is a text.
     *
     * @param name of the header
     * @return empty if there is none, or it is no text
     */
    public Optional<String> header(String name) {
        return headers.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
