package io.github.heartrate.toolkit.analysis;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policies that all combinations of some values make, without duplicates and without those that contradict
 * themselves.
 *
 * @param policies in the order of the values, the last axis turning fastest
 * @param duplicates how many combinations made a policy that was there already
 * @param contradictions why combinations were left out, one text each
 */
public record PolicyGrid(List<AlarmPolicy> policies, int duplicates, List<String> contradictions) {

    /** More combinations than this are refused: each costs memory for every patient. */
    public static final int MAX_COMBINATIONS = 10_000;

    /** Copies the lists. */
    public PolicyGrid {
        policies = List.copyOf(policies);
        contradictions = List.copyOf(contradictions);
    }

    /**
     * Combines values.
     *
     * @param base gives what has no values here
     * @param axes values of fields, each of its field's type; no list may be empty
     * @return the policies
     * @throws IllegalArgumentException if there are too many combinations, or every one contradicts itself
     */
    public static PolicyGrid of(AlarmPolicy base, Map<PolicyField, ? extends List<?>> axes) {
        requireNonNull(base, "base");
        long combinations = 1;
        for (List<?> values : axes.values()) {
            combinations = Math.min(Integer.MAX_VALUE, combinations * values.size());
        }
        if (combinations > MAX_COMBINATIONS) {
            throw new IllegalArgumentException(
                    "policies must be at most " + MAX_COMBINATIONS + " combinations: " + combinations);
        }
        Builder builder = new Builder(base, axes);
        builder.combine(0);
        if (builder.policies.isEmpty()) {
            throw new IllegalArgumentException(builder.contradictions.get(0));
        }
        return new PolicyGrid(new ArrayList<>(builder.policies), builder.duplicates, builder.contradictions);
    }

    private static final class Builder {
        private final AlarmPolicy base;
        private final Map<PolicyField, List<?>> axes = new EnumMap<>(PolicyField.class);
        private final List<PolicyField> order;
        private final Map<PolicyField, Object> chosen = new EnumMap<>(PolicyField.class);
        private final Set<AlarmPolicy> policies = new LinkedHashSet<>();
        private final List<String> contradictions = new ArrayList<>();
        private int duplicates;

        Builder(AlarmPolicy base, Map<PolicyField, ? extends List<?>> axes) {
            this.base = base;
            this.axes.putAll(axes);
            this.order = List.copyOf(this.axes.keySet());
        }

        void combine(int axis) {
            if (axis == order.size()) {
                add();
                return;
            }
            PolicyField turning = order.get(axis);
            for (Object value : axes.getOrDefault(turning, List.of())) {
                chosen.put(turning, value);
                combine(axis + 1);
            }
        }

        private void add() {
            try {
                AlarmPolicy policy = PolicyField.changed(base, chosen);
                chosen.keySet().forEach(field -> field.requireUseIn(policy));
                duplicates += policies.add(policy) ? 0 : 1;
            } catch (IllegalArgumentException e) {
                contradictions.add(e.getMessage());
            }
        }
    }
}
