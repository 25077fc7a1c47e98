package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The header of W3C Trace Context that says which trace a message belongs to, carried from a reading to its alerts. One
 * that is not as the recommendation (section 3.2, 2021) writes it is dropped.
 */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int LENGTH = 55;

    private TraceParent() {}

    /** The header alone, or none. */
    static Map<String, Object> of(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        Object value = headers == null ? null : headers.get(HEADER);
        if (value == null) {
            return Map.of();
        }
        String text = value.toString();
        return text.length() == LENGTH && FORM.matcher(text).matches() ? Map.of(HEADER, text) : Map.of();
    }
}
