package io.github.heartrate;

/** The two sides of the alarm limits. */
enum Side {
    LOW(Condition.BRADYCARDIA) {
        @Override
        boolean isViolated(AlarmPolicy policy, double bpm) {
            return bpm < policy.limits().lowBpm();
        }

        @Override
        boolean isCalm(AlarmPolicy policy, double bpm) {
            return bpm >= policy.limits().lowBpm() + policy.clearMarginBpm();
        }

        @Override
        double limitBpm(AlarmPolicy policy) {
            return policy.limits().lowBpm();
        }

        @Override
        double worse(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        Side other() {
            return HIGH;
        }
    },
    HIGH(Condition.TACHYCARDIA) {
        @Override
        boolean isViolated(AlarmPolicy policy, double bpm) {
            return bpm > policy.limits().highBpm();
        }

        @Override
        boolean isCalm(AlarmPolicy policy, double bpm) {
            return bpm <= policy.limits().highBpm() - policy.clearMarginBpm();
        }

        @Override
        double limitBpm(AlarmPolicy policy) {
            return policy.limits().highBpm();
        }

        @Override
        double worse(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        Side other() {
            return LOW;
        }
    };

    private final Condition condition;

    Side(Condition condition) {
        this.condition = condition;
    }

    Condition condition() {
        return condition;
    }

    abstract boolean isViolated(AlarmPolicy policy, double bpm);

    abstract boolean isCalm(AlarmPolicy policy, double bpm);

    abstract double limitBpm(AlarmPolicy policy);

    abstract double worse(double a, double b);

    abstract Side other();
}
