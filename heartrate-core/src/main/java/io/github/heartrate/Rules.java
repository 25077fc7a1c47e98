package io.github.heartrate;

/**
 * A policy in force, with what follows from it alone: worked out once for all patients that it is the policy of.
 *
 * @param policy the policy
 * @param routineInNormal the readings that change nothing while nothing is wrong
 */
record Rules(AlarmPolicy policy, RoutineReadings routineInNormal) {

    static Rules of(AlarmPolicy policy) {
        AlarmLimits limits = policy.limits();
        return new Rules(policy, RoutineReadings.under(policy, limits.lowBpm(), limits.highBpm(), Long.MAX_VALUE));
    }
}
