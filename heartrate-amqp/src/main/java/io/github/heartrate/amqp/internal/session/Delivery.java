package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that the broker has handed to a session.
 *
 * @param tag what acknowledges it and all before it, on the session's channel
 * @param routingKey with which it was published
 * @param properties its headers
 * @param body owned by the session: not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Delivery(long tag, String routingKey, BasicProperties properties, byte[] body) {

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /** What a codec sees of it: Java's own types instead of the client's. */
    ReceivedMessage from(String queue) {
        return new ReceivedMessage(
                body,
                queue,
                routingKey,
                Optional.ofNullable(properties.getContentType()),
                timestamp(properties),
                Optional.ofNullable(properties.getMessageId()),
                headers(properties.getHeaders()));
    }

    /**
     * The property {@code timestamp}, in seconds. Milliseconds, which many senders write, lie beyond the year 9999: such a
     * one says nothing, and is as good as missing.
     */
    static Optional<Instant> timestamp(BasicProperties properties) {
        return Optional.ofNullable(properties.getTimestamp())
                .map(Date::toInstant)
                .filter(time -> time.isBefore(YEAR_10000));
    }

    /** A content type without its parameters, in lower case. */
    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> headers(@Nullable Map<String, Object> headers) {
        return headers == null || headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(table(headers));
    }

    private static Map<String, Object> table(Map<?, ?> table) {
        Map<String, Object> plain = new LinkedHashMap<>();
        table.forEach((name, value) -> {
            if (value != null) {
                plain.put(String.valueOf(name), plain(value));
            }
        });
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof LongString text) {
            return text.toString();
        }
        if (value instanceof Date time) {
            return time.toInstant();
        }
        if (value instanceof Map<?, ?> table) {
            return Collections.unmodifiableMap(table(table));
        }
        if (value instanceof List<?> array) {
            return array.stream().map(each -> each == null ? "" : plain(each)).toList();
        }
        return value;
    }
}
