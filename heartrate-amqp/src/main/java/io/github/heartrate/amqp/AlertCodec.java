package io.github.heartrate.amqp;

import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts as JSON: one object an alert, fields in snake case, instants in ISO-8601, evidence as an array. What an alert
 * does not have is left out: the rates of a lost signal, the reason of what is not cleared. {@code kind} is written for
 * readers that do not know the condition, and ignored in reading.
 */
public final class AlertCodec {

    /** What {@code content_type} says of an alert. */
    static final String CONTENT_TYPE = "application/json";

    /** The codec has no state and is safe for use by several threads. */
    public AlertCodec() {}

    /**
     * Writes an alert.
     *
     * @param alert what to send
     * @return UTF-8 JSON on one line
     */
    public byte[] encode(Alert alert) {
        ObjectNode json = Json.object()
                .put("id", alert.id())
                .put("episode_id", alert.episodeId())
                .put("patient", alert.patientId())
                .put("condition", alert.condition().name())
                .put("kind", alert.kind().name())
                .put("phase", alert.phase().name())
                .put("number", alert.number())
                .put("priority", alert.priority().name())
                .put("onset", alert.onset().toString())
                .put("raised_at", alert.raisedAt().toString())
                .put("time", alert.time().toString());
        putNumber(json, "limit_bpm", alert.limitBpm());
        putNumber(json, "peak_bpm", alert.peakBpm());
        alert.clearReason().ifPresent(reason -> json.put("clear_reason", reason.name()));
        alert.acknowledgedBy().ifPresent(by -> json.put("acknowledged_by", by));
        ArrayNode evidence = json.putArray("evidence");
        for (Reading reading : alert.evidence()) {
            evidence.addObject()
                    .put("timestamp", reading.timestamp().toString())
                    .put("bpm", reading.bpm());
        }
        return Json.write(json);
    }

    private static void putNumber(ObjectNode json, String field, double value) {
        if (!Double.isNaN(value)) {
            json.put(field, value);
        }
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
        String patientId = Json.patientId(json, "patient");
        try {
            return new Alert(
                    Json.text(json, "id"),
                    Json.text(json, "episode_id"),
                    patientId,
                    Json.constant(json, "condition", Condition.class),
                    Json.constant(json, "phase", Phase.class),
                    Json.integer(json, "number"),
                    Json.constant(json, "priority", Priority.class),
                    Json.instant(json, "onset"),
                    Json.instant(json, "raised_at"),
                    Json.instant(json, "time"),
                    optionalNumber(json, "limit_bpm"),
                    evidence(json, patientId),
                    optionalNumber(json, "peak_bpm"),
                    Json.optional(json, "clear_reason", field -> Json.constant(json, field, ClearReason.class)),
                    Json.optional(json, "acknowledged_by", field -> Json.text(json, field)));
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not an alert: " + e.getMessage(), e);
        }
    }

    private static double optionalNumber(JsonNode json, String field) {
        return Json.has(json, field) ? Json.number(json, field) : Double.NaN;
    }

    private static List<Reading> evidence(JsonNode json, String patientId) {
        JsonNode array = Json.required(json, "evidence");
        if (!array.isArray()) {
            throw new UndecodableMessageException("evidence must be an array: " + Json.shown(array));
        }
        List<Reading> evidence = new ArrayList<>(array.size());
        for (JsonNode reading : array) {
            evidence.add(new Reading(patientId, Json.instant(reading, "timestamp"), Json.number(reading, "bpm")));
        }
        return evidence;
    }
}
