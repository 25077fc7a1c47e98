package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Readings of MQTT devices: the JSON of {@link JsonReadingCodec}, in which the patient may be left out if the message was
 * published to the topic {@code vitals/<patient>/hr}. Through RabbitMQ's MQTT plug-in a topic arrives as the routing key,
 * with dots for slashes, so a patient of a topic has no dot and no slash. {@code timestamp} and {@code bpm} must be in the
 * body: the time at which a message arrives is not the time of a reading.
 *
 * <p>If topic and body name different patients the message is refused. The codec has no state and is safe for use by
 * several threads.
 */
public final class MqttReadingCodec implements MessageCodec {

    private static final Pattern TOPIC = Pattern.compile("vitals\\.([^.]+)\\.hr");

    private final JsonReadingCodec json = new JsonReadingCodec();

    /** The codec has no state. */
    public MqttReadingCodec() {}

    @Override
    public String contentType() {
        return json.contentType();
    }

    /** Writes the patient too. */
    @Override
    public byte[] encode(Reading reading) {
        return json.encode(reading);
    }

    @Override
    public ReadingBatch decode(ReceivedMessage message) {
        JsonObject body = Json.parse(message.body());
        Optional<String> ofTopic = patientOf(message.routingKey());
        if (ofTopic.isEmpty() && message.routingKey().startsWith("vitals.")) {
            throw new UndecodableMessageException(
                    "the topic must be vitals/<patient>/hr, with a patient without dots and slashes");
        }
        if (body.has("patient_id") && ofTopic.isPresent() && !ofTopic.get().equals(body.patientId("patient_id"))) {
            throw new UndecodableMessageException("patient_id is not the patient of the topic");
        }
        String patientId = ofTopic.orElseGet(() -> body.patientId("patient_id"));
        try {
            return ReadingBatch.of(new Reading(patientId, body.instant("timestamp"), body.number("bpm")));
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a reading: " + e.getMessage(), e);
        }
    }

    private static Optional<String> patientOf(String routingKey) {
        Matcher topic = TOPIC.matcher(routingKey);
        return topic.matches() ? Optional.of(topic.group(1)) : Optional.empty();
    }
}
