package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlarmPolicyBuilder;

/** What a policy is made of while its fields are set: limits contradict each other only when all are known. */
final class PolicyDraft {

    final AlarmPolicyBuilder builder;
    double low;
    double high;
    double extremeLow;
    double extremeHigh;

    PolicyDraft(AlarmPolicy base) {
        builder = base.toBuilder();
        low = base.limits().lowBpm();
        high = base.limits().highBpm();
        extremeLow = base.limits().extremeLowBpm();
        extremeHigh = base.limits().extremeHighBpm();
    }

    AlarmPolicy build() {
        return builder.limits(new AlarmLimits(low, high, extremeLow, extremeHigh))
                .build();
    }
}
