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
 * does not have is left out: the rates of a lost signal, the reason of what is not cleared. {@code kind} and {@code
 * paused} are written for readers that do not know the condition or have no clock, and ignored in reading.
 *
 * <p>Fields that came later, each left out where there is nothing to say, so that earlier readers and messages stay good:
 * {@code last_reading}, an object of {@code timestamp} and {@code bpm}; {@code latched}, if it is true; {@code paused},
 * true, with {@code paused_until}; and for SIGNAL_LOSS {@code lost_signal}, an object of {@code run_towards} and {@code
 * run_length}, if a run was under way, and of {@code late_readings} and {@code newest_late}, if readings came late.
 * A SIGNAL_LOSS without it knows of neither.
 */
public final class AlertCodec {

    /** What {@code content_type} says of an alert. */
    static final String CONTENT_TYPE = "application/json";

    private static final LostSignal NOTHING_KNOWN = new LostSignal(Optional.empty(), 0, 0, Optional.empty());

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
        json.put("evidence", alert.evidence().stream().map(AlertCodec::write).toList());
        alert.lastReading().ifPresent(reading -> json.put("last_reading", write(reading)));
        if (alert.latched()) {
            json.put("latched", true);
        }
        alert.pausedUntil().ifPresent(until -> json.put("paused", true).put("paused_until", until.toString()));
        alert.lostSignal()
                .filter(lost -> !lost.equals(NOTHING_KNOWN))
                .ifPresent(lost -> json.put("lost_signal", write(lost)));
        return Json.write(json);
    }

    private static JsonObject write(Reading reading) {
        return new JsonObject().put("timestamp", reading.timestamp().toString()).put("bpm", reading.bpm());
    }

    private static JsonObject write(LostSignal lost) {
        JsonObject json = new JsonObject();
        lost.runTowards()
                .ifPresent(
                        condition -> json.put("run_towards", condition.name()).put("run_length", lost.runLength()));
        lost.newestLate()
                .ifPresent(
                        newest -> json.put("late_readings", lost.lateReadings()).put("newest_late", write(newest)));
        return json;
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
                    reading(json, "last_reading", patientId),
                    json.flag("latched"),
                    json.optional("paused_until", json::instant),
                    lostSignal(json, patientId));
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not an alert: " + e.getMessage(), e);
        }
    }

    private static double optionalNumber(JsonObject json, String field) {
        return json.has(field) ? json.number(field) : Double.NaN;
    }

    private static List<Reading> evidence(JsonObject json, String patientId) {
        return json.objects("evidence").stream()
                .map(reading -> reading(reading, patientId))
                .toList();
    }

    private static Optional<Reading> reading(JsonObject json, String field, String patientId) {
        return json.optional(field, name -> reading(json.object(name), patientId));
    }

    private static Reading reading(JsonObject json, String patientId) {
        return new Reading(patientId, json.instant("timestamp"), json.number("bpm"));
    }

    private static Optional<LostSignal> lostSignal(JsonObject alert, String patientId) {
        if (!alert.has("lost_signal")) {
            boolean isLost = alert.constant("condition", Condition.class) == Condition.SIGNAL_LOSS;
            return isLost ? Optional.of(NOTHING_KNOWN) : Optional.empty();
        }
        JsonObject json = alert.object("lost_signal");
        return Optional.of(new LostSignal(
                json.optional("run_towards", field -> json.constant(field, Condition.class)),
                json.has("run_length") ? json.integer("run_length") : 0,
                json.has("late_readings") ? json.integer("late_readings", 0, Long.MAX_VALUE) : 0,
                reading(json, "newest_late", patientId)));
    }
}
