package io.github.heartrate.amqp.codec;

import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.Violation;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Alerts as JSON: one object per alert, fields in snake case, instants in ISO-8601, evidence as an array. What an alert
 * does not have is left out, such as the rates of a lost signal. {@code kind} and {@code paused} are written for readers
 * that do not know the condition or have no clock. They are ignored in reading, as unknown fields are.
 *
 * <p>These fields are left out where there is nothing to say: {@code last_reading}, an object of {@code timestamp} and
 * {@code bpm}; {@code latched}, if it is true; {@code paused}, true, with {@code paused_until}; and for SIGNAL_LOSS {@code
 * lost_signal}, an object of {@code run_towards} and {@code run_length}, if a run was under way, and of {@code
 * late_readings} and {@code newest_late}, if readings came late. A SIGNAL_LOSS without it knows of neither.
 *
 * <p>Alerts that an earlier version wrote are read too, since one that waits on a queue and cannot be read is an alarm
 * that nobody hears: {@code patient} is read as {@code patient_id}, and without {@code highest_priority} the highest
 * priority is the {@code priority}.
 */
public final class AlertCodec implements AlertEncoder {

    /** What {@code content_type} says of an alert. */
    public static final String CONTENT_TYPE = "application/json";

    private static final LostSignal NOTHING_KNOWN = new LostSignal(Optional.empty(), 0, 0, Optional.empty());

    /** The codec has no state and is safe for use by several threads. */
    public AlertCodec() {}

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    /**
     * Writes an alert.
     *
     * @param alert what to send
     * @return UTF-8 JSON on one line
     */
    @Override
    public byte[] encode(Alert alert) {
        return Json.write(json(alert));
    }

    JsonObject json(Alert alert) {
        JsonObject json = new JsonObject()
                .put("id", alert.id())
                .put("episode_id", alert.episodeId())
                .put("patient_id", alert.patientId())
                .put("condition", alert.condition().name())
                .put("kind", alert.kind().name())
                .put("phase", alert.phase().name())
                .put("number", alert.number())
                .put("priority", alert.priority().name())
                .put("highest_priority", alert.highestPriority().name())
                .put("onset", alert.onset().toString())
                .put("raised_at", alert.raisedAt().toString())
                .put("time", alert.time().toString());
        alert.violation()
                .ifPresent(
                        violation -> json.put("limit_bpm", violation.limitBpm()).put("peak_bpm", violation.peakBpm()));
        alert.clearReason().ifPresent(reason -> json.put("clear_reason", reason.name()));
        alert.acknowledgedBy().ifPresent(by -> json.put("acknowledged_by", by));
        List<Reading> evidence = alert.violation().map(Violation::evidence).orElse(List.of());
        json.put("evidence", evidence.stream().map(AlertCodec::write).toList());
        alert.lastReading().ifPresent(reading -> json.put("last_reading", write(reading)));
        if (alert.latched()) {
            json.put("latched", true);
        }
        alert.pausedUntil().ifPresent(until -> json.put("paused", true).put("paused_until", until.toString()));
        alert.lostSignal()
                .filter(lost -> !lost.equals(NOTHING_KNOWN))
                .ifPresent(lost -> json.put("lost_signal", write(lost)));
        return json;
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

    /**
     * Reads an alert.
     *
     * @param body what arrived
     * @return the alert
     * @throws UndecodableMessageException if the body is malformed; the message names the field
     */
    public Alert decode(byte[] body) {
        JsonObject json = Json.parse(body);
        boolean isEarlier = !json.has("patient_id") && json.has("patient");
        String patientId = json.patientId(isEarlier ? "patient" : "patient_id");
        Condition condition = json.constant("condition", Condition.class);
        Priority priority = json.constant("priority", Priority.class);
        try {
            return Alert.builder()
                    .id(json.text("id"))
                    .episodeId(json.text("episode_id"))
                    .patientId(patientId)
                    .condition(condition)
                    .phase(json.constant("phase", Phase.class))
                    .number(json.integer("number"))
                    .priority(priority)
                    .highestPriority(json.optional("highest_priority", field -> json.constant(field, Priority.class))
                            .orElse(priority))
                    .onset(json.instant("onset"))
                    .raisedAt(json.instant("raised_at"))
                    .time(json.instant("time"))
                    .violation(condition == Condition.SIGNAL_LOSS ? null : violation(json, patientId))
                    .lostSignal(condition == Condition.SIGNAL_LOSS ? lostSignal(json, patientId) : null)
                    .clearReason(json.optional("clear_reason", field -> json.constant(field, ClearReason.class))
                            .orElse(null))
                    .acknowledgedBy(json.optional("acknowledged_by", json::text).orElse(null))
                    .lastReading(reading(json, "last_reading", patientId).orElse(null))
                    .latched(json.flag("latched"))
                    .pausedUntil(json.optional("paused_until", json::instant).orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not an alert: " + e.getMessage(), e);
        }
    }

    private static Violation violation(JsonObject json, String patientId) {
        return new Violation(json.number("limit_bpm"), json.number("peak_bpm"), evidence(json, patientId));
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

    private static LostSignal lostSignal(JsonObject alert, String patientId) {
        if (!alert.has("lost_signal")) {
            return NOTHING_KNOWN;
        }
        JsonObject json = alert.object("lost_signal");
        return new LostSignal(
                json.optional("run_towards", field -> json.constant(field, Condition.class)),
                json.has("run_length") ? json.integer("run_length") : 0,
                json.has("late_readings") ? json.integer("late_readings", 0, Long.MAX_VALUE) : 0,
                reading(json, "newest_late", patientId));
    }
}
