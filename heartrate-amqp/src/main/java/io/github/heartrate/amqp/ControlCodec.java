package io.github.heartrate.amqp;

import io.github.heartrate.Input;
import io.github.heartrate.Input.Acknowledge;
import io.github.heartrate.Input.Admit;
import io.github.heartrate.Input.ChangePolicy;
import io.github.heartrate.Input.Discharge;
import io.github.heartrate.Input.Pause;
import io.github.heartrate.Input.Tick;
import java.time.Instant;

/**
 * Control messages as one JSON object each, with a {@code type} of {@code tick}, {@code acknowledge}, {@code admit},
 * {@code discharge}, {@code change_policy} or {@code pause}. Unknown fields are ignored; a missing or wrong one is named in the error.
 * Safe for use by several threads.
 */
final class ControlCodec {

    static final String CONTENT_TYPE = "application/vnd.heartrate.control+json";

    byte[] encode(ControlMessage message) {
        Input input = message.input();
        JsonObject json = new JsonObject();
        if (input instanceof Tick) {
            json.put("type", "tick");
            message.sender()
                    .ifPresent(sender -> json.put("instance", sender.instance()).put("epoch", sender.epoch()));
        } else if (input instanceof Acknowledge acknowledge) {
            json.put("type", "acknowledge")
                    .put("patient_id", acknowledge.patientId())
                    .put("episode_id", acknowledge.episodeId())
                    .put("event_id", acknowledge.eventId())
                    .put("by", acknowledge.by());
        } else if (input instanceof Admit admit) {
            json.put("type", "admit").put("patient_id", admit.patientId());
        } else if (input instanceof Discharge discharge) {
            json.put("type", "discharge").put("patient_id", discharge.patientId());
        } else if (input instanceof ChangePolicy change) {
            json.put("type", "change_policy")
                    .put("patient_id", change.patientId())
                    .put("policy", PolicyJson.write(change.policy()));
        } else if (input instanceof Pause pause) {
            json.put("type", "pause")
                    .put("patient_id", pause.patientId())
                    .put("until", pause.until().toString());
        }
        return Json.write(json.put("timestamp", input.timestamp().toString()));
    }

    /**
     * Reads a control message.
     *
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    ControlMessage decode(byte[] body) {
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
