package io.github.heartrate.amqp;

import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import java.util.List;
import java.util.Optional;

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
        JsonObject json = new JsonObject()
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
        json.put(
                "evidence",
                alert.evidence().stream()
                        .map(reading -> new JsonObject()
                                .put("timestamp", reading.timestamp().toString())
                                .put("bpm", reading.bpm()))
                        .toList());
        return Json.write(json);
    }

    private static void putNumber(JsonObject json, String field, double value) {
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
        JsonObject json = Json.parse(body);
        String patientId = json.patientId("patient");
        try {
            return new Alert(
                    json.text("id"),
                    json.text("episode_id"),
                    patientId,
                    json.constant("condition", Condition.class),
                    json.constant("phase", Phase.class),
                    json.integer("number"),
                    json.constant("priority", Priority.class),
                    json.instant("onset"),
                    json.instant("raised_at"),
                    json.instant("time"),
                    optionalNumber(json, "limit_bpm"),
                    evidence(json, patientId),
                    optionalNumber(json, "peak_bpm"),
                    json.optional("clear_reason", field -> json.constant(field, ClearReason.class)),
                    json.optional("acknowledged_by", field -> json.text(field)),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    json.text("condition").equals("SIGNAL_LOSS")
                            ? Optional.of(new LostSignal(Optional.empty(), 0, 0, Optional.empty()))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not an alert: " + e.getMessage(), e);
        }
    }

    private static double optionalNumber(JsonObject json, String field) {
        return json.has(field) ? json.number(field) : Double.NaN;
    }

    private static List<Reading> evidence(JsonObject json, String patientId) {
        return json.objects("evidence").stream()
                .map(reading -> new Reading(patientId, reading.instant("timestamp"), reading.number("bpm")))
                .toList();
    }
}
