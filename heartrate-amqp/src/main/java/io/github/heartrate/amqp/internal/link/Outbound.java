package io.github.heartrate.amqp.internal.link;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message to be published: persistent, with the time of its making.
 *
 * @param exchange where to
 * @param routingKey at most 255 bytes
 * @param contentType which codec reads it
 * @param messageId at most 255 bytes, and names no patient
 * @param timestamp when it was made
 * @param timeToLive how long a queue keeps it; no limit if empty
 * @param headers what else it carries
 * @param body at most what a broker takes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else holds the array
public record Outbound(
        String exchange,
        String routingKey,
        String contentType,
        String messageId,
        Instant timestamp,
        Optional<Duration> timeToLive,
        Map<String, Object> headers,
        byte[] body) {

    /** A return carries no delivery tag, so each message carries its own. */
    static final String TAG_HEADER = "x-heartrate-tag";

    private static final int PERSISTENT = 2;
    private static final long LATEST_SECOND = 253_402_300_799L;
    private static final int SHORT_STRING_BYTES = 255;

    /**
     * Checks what AMQP limits: a message that could not be written would put the count of confirms out of step.
     *
     * @throws IllegalArgumentException if the routing key or the message id is too long
     */
    public Outbound {
        requireNonNull(body, "body");
        requireShort("routing key", routingKey);
        requireShort("message_id", messageId);
    }

    private static void requireShort(String name, String text) {
        if (text.length() > SHORT_STRING_BYTES / 3
                && text.getBytes(StandardCharsets.UTF_8).length > SHORT_STRING_BYTES) {
            throw new IllegalArgumentException(name + " must have at most " + SHORT_STRING_BYTES + " bytes in UTF-8");
        }
    }

    BasicProperties properties(long tag) {
        Map<String, Object> all;
        if (headers.isEmpty()) {
            all = Map.of(TAG_HEADER, tag);
        } else {
            all = new HashMap<>(headers);
            all.put(TAG_HEADER, tag);
        }
        BasicProperties.Builder properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType(contentType)
                .messageId(messageId)
                .timestamp(date())
                .headers(all);
        timeToLive.ifPresent(limit -> properties.expiration(Long.toString(limit.toMillis())));
        return properties.build();
    }

    /** AMQP has whole seconds since the epoch; what lies beyond the years 1970 to 9999 is moved to their edge. */
    private Date date() {
        long seconds = Math.max(0, Math.min(timestamp.getEpochSecond(), LATEST_SECOND));
        return Date.from(Instant.ofEpochSecond(seconds));
    }
}
