package io.github.heartrate.demo.policy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a policy that somebody gave; the others stay as they are.
 *
 * @param preset what they start from, if not from what is there
 * @param values each of its field's type
 */
public record PolicyFields(Optional<Preset> preset, Map<PolicyField, Object> values) {

    /** Nobody gave anything. */
    public static final PolicyFields NONE = new PolicyFields(Optional.empty(), Map.of());

    public PolicyFields {
        values = Map.copyOf(values);
    }

    /** A policy that differs from the preset, else from another, in these values. */
    public AlarmPolicy applyTo(AlarmPolicy base) {
        return PolicyField.changed(preset.map(Preset::policy).orElse(base), values);
    }

    /** The same values without a preset. */
    PolicyFields withoutPreset() {
        return new PolicyFields(Optional.empty(), values);
    }

    /** Checks that no value was given in vain. */
    public void requireUseIn(AlarmPolicy policy) {
        values.keySet().stream().sorted().forEach(field -> field.requireUseIn(policy));
    }
}
