package io.github.heartrate.amqp.codec;

import io.github.heartrate.Input;
import io.github.heartrate.Input.Acknowledge;
import io.github.heartrate.Input.Admit;
import io.github.heartrate.Input.ChangePolicy;
import io.github.heartrate.Input.Discharge;
import io.github.heartrate.Input.Pause;
import io.github.heartrate.Input.Tick;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Control messages as one JSON object each, with a {@code type} of {@code tick}, {@code acknowledge}, {@code admit},
 * {@code discharge}, {@code change_policy} or {@code pause}. Unknown fields are ignored; a missing or wrong one is named in the error.
 * Safe for use by several threads.
 */
public final class ControlCodec {

    /** The content type of a control message. */
    public static final String CONTENT_TYPE = "application/vnd.heartrate.control+json";

    /** Makes a codec. */
    public ControlCodec() {}

    /**
     * Writes a message.
     *
     * @param message what to send
     * @return JSON in UTF-8
     */
    public byte[] encode(ControlMessage message) {
        JsonObject json = message.input().visit(new Fields(message.sender()));
        return Json.write(json.put("timestamp", message.input().timestamp().toString()));
    }

    /** What each kind of input has beside its time. */
    private record Fields(Optional<ControlMessage.Sender> sender) implements Input.Visitor<JsonObject> {

        @Override
        public JsonObject reading(Reading reading) {
            throw new IllegalArgumentException("a reading is no control message");
        }

        @Override
        public JsonObject tick(Tick tick) {
            JsonObject json = new JsonObject().put("type", "tick");
            sender.ifPresent(from -> json.put("instance", from.instance()).put("epoch", from.epoch()));
            return json;
        }

        @Override
        public JsonObject acknowledge(Acknowledge acknowledgement) {
            return ofPatient("acknowledge", acknowledgement)
                    .put("episode_id", acknowledgement.episodeId())
                    .put("event_id", acknowledgement.eventId())
                    .put("by", acknowledgement.by());
        }

        @Override
        public JsonObject admit(Admit admission) {
            return ofPatient("admit", admission);
        }

        @Override
        public JsonObject discharge(Discharge discharge) {
            return ofPatient("discharge", discharge);
        }

        @Override
        public JsonObject changePolicy(ChangePolicy change) {
            return ofPatient("change_policy", change).put("policy", PolicyJson.write(change.policy()));
        }

        @Override
        public JsonObject pause(Pause pause) {
            return ofPatient("pause", pause).put("until", pause.until().toString());
        }

        private static JsonObject ofPatient(String type, Input.OfPatient input) {
            return new JsonObject().put("type", type).put("patient_id", input.patientId());
        }
    }

    /**
     * Reads a control message.
     *
     * @param body JSON in UTF-8
     * @return the message
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    public ControlMessage decode(byte[] body) {
        JsonObject json = Json.parse(body);
        String type = json.text("type");
        Instant timestamp = json.instant("timestamp");
        try {
            return switch (type) {
                case "tick" ->
                    ControlMessage.tick(
                            new Tick(timestamp), json.text("instance"), json.integer("epoch", 0, Long.MAX_VALUE));
                case "acknowledge" ->
                    ControlMessage.of(new Acknowledge(
                            json.patientId("patient_id"),
                            json.text("episode_id"),
                            json.text("event_id"),
                            json.text("by"),
                            timestamp));
                case "admit" -> ControlMessage.of(new Admit(json.patientId("patient_id"), timestamp));
                case "discharge" -> ControlMessage.of(new Discharge(json.patientId("patient_id"), timestamp));
                case "change_policy" ->
                    ControlMessage.of(new ChangePolicy(
                            json.patientId("patient_id"), PolicyJson.read(json.object("policy")), timestamp));
                case "pause" ->
                    ControlMessage.of(new Pause(json.patientId("patient_id"), json.instant("until"), timestamp));
                default -> throw new UndecodableMessageException("type is unknown: " + json.shown("type"));
            };
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a control message: " + e.getMessage(), e);
        }
    }
}
