package io.github.heartrate;

/** The two sides of the alarm limits. */
enum Side {
    LOW(Condition.BRADYCARDIA),
    HIGH(Condition.TACHYCARDIA);

    private final Condition condition;

    Side(Condition condition) {
        this.condition = condition;
    }

    static Side of(Condition condition) {
        return switch (condition) {
            case BRADYCARDIA -> LOW;
            case TACHYCARDIA -> HIGH;
            case SIGNAL_LOSS -> throw new IllegalArgumentException("not on a side: " + condition);
        };
    }

    Condition condition() {
        return condition;
    }

    private Side opposite() {
        return this == LOW ? HIGH : LOW;
    }

    /** The limit whose violation has this priority: MEDIUM for the ordinary one, HIGH for the extreme one. */
    double limitBpm(AlarmPolicy policy, Priority priority) {
        AlarmLimits limits = policy.limits();
        boolean extreme = priority == Priority.HIGH;
        if (this == LOW) {
            return extreme ? limits.extremeLowBpm() : limits.lowBpm();
        }
        return extreme ? limits.extremeHighBpm() : limits.highBpm();
    }

    boolean isViolated(AlarmPolicy policy, double bpm, Priority priority) {
        double limit = limitBpm(policy, priority);
        return this == LOW ? bpm < limit : bpm > limit;
    }

    /** Whether a reading counts towards the end of an alarm of this priority. */
    boolean isCalm(AlarmPolicy policy, double bpm, Priority priority) {
        double limit = limitBpm(policy, priority);
        double margin = policy.clearMarginBpm();
        boolean isFarEnoughIn = this == LOW ? bpm >= limit + margin : bpm <= limit - margin;
        // With a margin as wide as the limits, rounding can put the calm range's edge beyond the other limit.
        return isFarEnoughIn || opposite().isViolated(policy, bpm, Priority.MEDIUM);
    }

    /** The mildest rate that violates a limit. */
    double justBeyond(double limitBpm) {
        return this == LOW ? Math.nextDown(limitBpm) : Math.nextUp(limitBpm);
    }

    /** The worst rate that is milder than a rate. */
    double justWithin(double bpm) {
        return this == LOW ? Math.nextUp(bpm) : Math.nextDown(bpm);
    }

    /** A rate so much further out. */
    double beyond(double bpm, double byBpm) {
        return this == LOW ? bpm - byBpm : bpm + byBpm;
    }

    boolean isMilder(double bpm, double than) {
        return this == LOW ? bpm > than : bpm < than;
    }

    double milder(double a, double b) {
        return this == LOW ? Math.max(a, b) : Math.min(a, b);
    }

    double worse(double a, double b) {
        return this == LOW ? Math.min(a, b) : Math.max(a, b);
    }
}
