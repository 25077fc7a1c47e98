package io.github.heartrate.amqp.codec;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * "This partition is being watched": what each active session publishes to the alerts exchange every 30 s, so that a
 * receiver knows silence from calm. It expires unread after 90 s.
 *
 * @param partition whose session it is
 * @param timestamp when it was sent
 */
public record SystemMessage(int partition, Instant timestamp) {

    /** The content type of such a message. */
    public static final String CONTENT_TYPE = "application/vnd.heartrate.system+json";

    /** Its routing key on the exchange of alerts. */
    public static final String ROUTING_KEY = "system.alive";

    /** A partition not heard of for longer has gone silent: three messages are missing. */
    public static final Duration SILENCE = Duration.ofSeconds(90);

    private static final String ALIVE = "alive";

    /**
     * Writes the message.
     *
     * @return JSON in UTF-8
     */
    public byte[] encode() {
        return Json.write(
                new JsonObject().put("type", ALIVE).put("partition", partition).put("timestamp", timestamp.toString()));
    }

    /**
     * Reads a message.
     *
     * @param body JSON in UTF-8
     * @return the message
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    public static SystemMessage decode(byte[] body) {
        JsonObject json = Json.parse(body);
        if (!json.text("type").equals(ALIVE)) {
            throw new UndecodableMessageException("type is unknown: " + json.shown("type"));
        }
        return new SystemMessage(
                Math.toIntExact(json.integer("partition", 0, Integer.MAX_VALUE)), json.instant("timestamp"));
    }
}
