package io.github.heartrate.amqp;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An alarm policy as a JSON object. What is unlimited or infinite is left out; nothing else may be missing. */
final class PolicyJson {

    private PolicyJson() {}

    static ObjectNode write(AlarmPolicy policy) {
        ObjectNode json = Json.object()
                .put("low_bpm", policy.limits().lowBpm())
                .put("high_bpm", policy.limits().highBpm());
        putFinite(json, "extreme_low_bpm", policy.limits().extremeLowBpm());
        putFinite(json, "extreme_high_bpm", policy.limits().extremeHighBpm());
        json.put("onset_count", policy.onsetCount())
                .put("clear_count", policy.clearCount())
                .put("clear_margin_bpm", policy.clearMarginBpm())
                .put("condition_delay", policy.conditionDelay().toString());
        putLimited(json, "max_gap", policy.maxGap());
        putLimited(json, "stale_after", policy.staleAfter());
        putLimited(json, "reminder_interval", policy.reminderInterval());
        json.put("plausible_min_bpm", policy.plausibleMinBpm());
        putFinite(json, "plausible_max_bpm", policy.plausibleMaxBpm());
        return json;
    }

    static AlarmPolicy read(JsonNode json) {
        return new AlarmPolicy(
                new AlarmLimits(
                        Json.number(json, "low_bpm"),
                        Json.number(json, "high_bpm"),
                        finite(json, "extreme_low_bpm", Double.NEGATIVE_INFINITY),
                        finite(json, "extreme_high_bpm", Double.POSITIVE_INFINITY)),
                Json.integer(json, "onset_count"),
                Json.integer(json, "clear_count"),
                Json.number(json, "clear_margin_bpm"),
                Json.duration(json, "condition_delay"),
                limited(json, "max_gap"),
                limited(json, "stale_after"),
                limited(json, "reminder_interval"),
                Json.number(json, "plausible_min_bpm"),
                finite(json, "plausible_max_bpm", Double.POSITIVE_INFINITY));
    }

    private static void putFinite(ObjectNode json, String field, double value) {
        if (Double.isFinite(value)) {
            json.put(field, value);
        }
    }

    private static double finite(JsonNode json, String field, double none) {
        return Json.has(json, field) ? Json.number(json, field) : none;
    }

    private static void putLimited(ObjectNode json, String field, Duration value) {
        if (!value.equals(AlarmPolicy.UNLIMITED)) {
            json.put(field, value.toString());
        }
    }

    private static Duration limited(JsonNode json, String field) {
        return Json.has(json, field) ? Json.duration(json, field) : AlarmPolicy.UNLIMITED;
    }
}
