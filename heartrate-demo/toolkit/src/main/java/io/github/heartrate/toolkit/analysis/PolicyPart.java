package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import java.util.Locale;

/** The parts in which the policies of an analysis can differ, in the order in which they are shown. */
enum PolicyPart {
    LIMITS(PolicyField.LOW),
    ONSET(PolicyField.ONSET),
    EXTREME_ONSET(PolicyField.EXTREME_ONSET),
    CLEAR(PolicyField.CLEAR),
    MARGIN(PolicyField.CLEAR_MARGIN),
    DELAY(PolicyField.DELAY),
    CLEAR_DELAY(PolicyField.CLEAR_DELAY);

    private final PolicyField field;

    PolicyPart(PolicyField field) {
        this.field = field;
    }

    String header() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it is to be named where a policy is described; one that came later is not, where it changes nothing. */
    boolean isWorthSaying(AlarmPolicy policy) {
        return PolicyUse.isWorthSaying(field, policy);
    }

    String of(AlarmPolicy policy) {
        return this == LIMITS ? PolicyText.limits(policy.limits()) : field.text(policy);
    }
}
