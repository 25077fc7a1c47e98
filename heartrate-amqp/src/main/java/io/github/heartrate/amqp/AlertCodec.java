package io.github.heartrate.amqp;

import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.JsonReadingCodec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts as JSON: one object an alert, fields in snake case, instants in ISO-8601, evidence as an array. */
public final class AlertCodec {

    private static final ObjectMapper MAPPER = JsonMapper.shared();

    /** The codec has no state and is safe for use by several threads. */
    public AlertCodec() {}

    /**
     * Writes an alert.
     *
     * @param alert what to send
     * @return UTF-8 JSON on one line
     */
    public byte[] encode(Alert alert) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", alert.id())
                .put("episode_id", alert.episodeId())
                .put("patient", alert.patientId())
                .put("condition", alert.condition().name())
                .put("phase", alert.phase().name())
                .put("number", alert.number())
                .put("priority", alert.priority().name())
                .put("onset", alert.onset().toString())
                .put("raised_at", alert.raisedAt().toString())
                .put("time", alert.time().toString())
                .put("limit_bpm", alert.limitBpm())
                .put("peak_bpm", alert.peakBpm());
        alert.clearReason().ifPresent(reason -> json.put("clear_reason", reason.name()));
        ArrayNode evidence = json.putArray("evidence");
        for (Reading reading : alert.evidence()) {
            evidence.addObject()
                    .put("timestamp", reading.timestamp().toString())
                    .put("bpm", reading.bpm());
        }
        return MAPPER.writeValueAsBytes(json);
    }

    /**
     * Reads an alert.
     *
     * @param body what arrived
     * @return the alert
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    public Alert decode(byte[] body) {
        JsonNode json = Json.parse(body);
        String patientId = Json.text(json, "patient");
        try {
            List<Reading> evidence = new ArrayList<>();
            for (JsonNode reading : Json.required(json, "evidence")) {
                evidence.add(new Reading(patientId, Json.instant(reading, "timestamp"), Json.number(reading, "bpm")));
            }
            return new Alert(
                    Json.text(json, "id"),
                    Json.text(json, "episode_id"),
                    patientId,
                    Json.constant(json, "condition", Condition.class),
                    Json.constant(json, "phase", Phase.class),
                    (int) Json.number(json, "number"),
                    Json.constant(json, "priority", Priority.class),
                    Json.instant(json, "onset"),
                    Json.instant(json, "raised_at"),
                    Json.instant(json, "time"),
                    Json.number(json, "limit_bpm"),
                    evidence,
                    Json.number(json, "peak_bpm"),
                    json.has("clear_reason")
                            ? Optional.of(Json.constant(json, "clear_reason", ClearReason.class))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not an alert: " + e.getMessage(), e);
        }
    }
}
