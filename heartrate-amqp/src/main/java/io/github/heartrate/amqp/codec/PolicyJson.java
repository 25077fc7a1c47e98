package io.github.heartrate.amqp.codec;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.time.Duration;

/**
 * An alarm policy as a JSON object. What is unlimited or infinite is left out. So is each field that came later, where it
 * has the value of {@link AlarmPolicy#DEFAULT}: {@code extreme_onset_count} (as {@code onset_count}), {@code clear_delay},
 * {@code signal_loss_priority}, {@code acknowledgement_limit}, {@code worsening_bpm}, {@code latch}. Nothing else may be
 * missing.
 */
final class PolicyJson {

    private PolicyJson() {}

    static JsonObject write(AlarmPolicy policy) {
        JsonObject json = new JsonObject()
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
        if (policy.extremeOnsetCount() != policy.onsetCount()) {
            json.put("extreme_onset_count", policy.extremeOnsetCount());
        }
        if (!policy.clearDelay().equals(AlarmPolicy.DEFAULT.clearDelay())) {
            json.put("clear_delay", policy.clearDelay().toString());
        }
        if (policy.signalLossPriority() != AlarmPolicy.DEFAULT.signalLossPriority()) {
            json.put("signal_loss_priority", policy.signalLossPriority().name());
        }
        putLimited(json, "acknowledgement_limit", policy.acknowledgementLimit());
        putFinite(json, "worsening_bpm", policy.worseningBpm());
        if (policy.latch() != AlarmPolicy.DEFAULT.latch()) {
            json.put("latch", policy.latch().name());
        }
        return json;
    }

    static AlarmPolicy read(JsonObject json) {
        int onsetCount = json.integer("onset_count");
        return AlarmPolicy.builder()
                .limits(new AlarmLimits(
                        json.number("low_bpm"),
                        json.number("high_bpm"),
                        finite(json, "extreme_low_bpm", Double.NEGATIVE_INFINITY),
                        finite(json, "extreme_high_bpm", Double.POSITIVE_INFINITY)))
                .onsetCount(onsetCount)
                .extremeOnsetCount(
                        json.optional("extreme_onset_count", json::integer).orElse(onsetCount))
                .clearCount(json.integer("clear_count"))
                .clearMarginBpm(json.number("clear_margin_bpm"))
                .conditionDelay(json.duration("condition_delay"))
                .clearDelay(json.optional("clear_delay", json::duration).orElse(AlarmPolicy.DEFAULT.clearDelay()))
                .maxGap(limited(json, "max_gap"))
                .staleAfter(limited(json, "stale_after"))
                .signalLossPriority(constant(json, "signal_loss_priority", AlarmPolicy.DEFAULT.signalLossPriority()))
                .reminderInterval(limited(json, "reminder_interval"))
                .acknowledgementLimit(limited(json, "acknowledgement_limit"))
                .worseningBpm(finite(json, "worsening_bpm", Double.POSITIVE_INFINITY))
                .latch(constant(json, "latch", AlarmPolicy.DEFAULT.latch()))
                .plausibleBpm(
                        json.number("plausible_min_bpm"), finite(json, "plausible_max_bpm", Double.POSITIVE_INFINITY))
                .build();
    }

    private static <E extends Enum<E>> E constant(JsonObject json, String field, E standard) {
        return json.has(field) ? json.constant(field, standard.getDeclaringClass()) : standard;
    }

    private static void putFinite(JsonObject json, String field, double value) {
        if (Double.isFinite(value)) {
            json.put(field, value);
        }
    }

    private static double finite(JsonObject json, String field, double none) {
        return json.has(field) ? json.number(field) : none;
    }

    private static void putLimited(JsonObject json, String field, Duration value) {
        if (!value.equals(AlarmPolicy.UNLIMITED)) {
            json.put(field, value.toString());
        }
    }

    private static Duration limited(JsonObject json, String field) {
        return json.has(field) ? json.duration(field) : AlarmPolicy.UNLIMITED;
    }
}
