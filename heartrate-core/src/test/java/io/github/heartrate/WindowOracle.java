package io.github.heartrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * The whole rule, levels included, without any counter: at every reading, the runs are looked up anew in the stream so
 * far. For readings with strictly increasing times, all plausible, without signal loss and reminders.
 */
final class WindowOracle {

    private static final int NONE = 0;
    private static final int ORDINARY = 1;
    private static final int EXTREME = 2;

    private final AlarmPolicy policy;
    private final List<Reading> readings;
    private final List<String> words = new ArrayList<>();
    private char active = ' ';
    private int level = NONE;

    private WindowOracle(AlarmPolicy policy, List<Reading> readings) {
        this.policy = policy;
        this.readings = readings;
    }

    static String story(AlarmPolicy policy, List<Reading> readings) {
        WindowOracle oracle = new WindowOracle(policy, readings);
        for (int i = 0; i < readings.size(); i++) {
            oracle.judge(i);
        }
        return String.join(" ", oracle.words);
    }

    private void judge(int i) {
        char violated = reached('T', i) > NONE ? 'T' : 'B';
        int reached = reached(violated, i);
        if (reached > NONE && violated != active) {
            if (active != ' ') {
                tell(active, "!", i);
            }
            tell(violated, reached == EXTREME ? "++" : "+", i);
            active = violated;
            level = reached;
        } else if (reached > level) {
            tell(active, "^", i);
            level = reached;
        } else if (active != ' ') {
            int kept = kept(i);
            if (kept < level) {
                tell(active, kept == NONE ? "-" : "v", i);
            }
            level = kept;
            active = kept == NONE ? ' ' : active;
        }
    }

    private void tell(char condition, String sign, int i) {
        long second = Duration.between(Feed.START, readings.get(i).timestamp()).toSeconds();
        words.add(condition + sign + second);
    }

    /** The most severe level that the readings up to here reach. */
    private int reached(char condition, int end) {
        return isRunComplete(condition, EXTREME, end)
                ? EXTREME
                : isRunComplete(condition, ORDINARY, end) ? ORDINARY : NONE;
    }

    /** The level that is left after the calm readings up to here. */
    private int kept(int end) {
        for (int calmFor = ORDINARY; calmFor <= level; calmFor++) {
            int start = runStart(calm(active, calmFor), end);
            if (isLongEnough(start, end, policy.clearCount(), policy.clearDelay())) {
                return calmFor - 1;
            }
        }
        return level;
    }

    private boolean isRunComplete(char condition, int severity, int end) {
        int start = runStart(violated(condition, severity), end);
        int count = severity == EXTREME ? policy.extremeOnsetCount() : policy.onsetCount();
        boolean atOnce = severity == EXTREME && count == 1 && policy.onsetCount() > 1;
        return isLongEnough(start, end, count, atOnce ? Duration.ZERO : policy.conditionDelay());
    }

    private boolean isLongEnough(int start, int end, int count, Duration delay) {
        if (end - start + 1 < count) {
            return false;
        }
        Duration lasted = Duration.between(
                readings.get(start).timestamp(), readings.get(end).timestamp());
        return lasted.compareTo(delay) >= 0;
    }

    /** Where the unbroken run that ends here begins; one further than here if there is none. */
    private int runStart(DoublePredicate belongs, int end) {
        int start = end + 1;
        while (start > 0 && belongs.test(readings.get(start - 1).bpm()) && (start > end || !isGapBefore(start))) {
            start--;
        }
        return start;
    }

    private boolean isGapBefore(int index) {
        Duration silence = Duration.between(
                readings.get(index - 1).timestamp(), readings.get(index).timestamp());
        return silence.compareTo(policy.maxGap()) > 0;
    }

    private double limit(char condition, int severity) {
        AlarmLimits limits = policy.limits();
        return switch (severity) {
            case ORDINARY -> condition == 'T' ? limits.highBpm() : limits.lowBpm();
            default -> condition == 'T' ? limits.extremeHighBpm() : limits.extremeLowBpm();
        };
    }

    private DoublePredicate violated(char condition, int severity) {
        double limit = limit(condition, severity);
        return condition == 'T' ? bpm -> bpm > limit : bpm -> bpm < limit;
    }

    private DoublePredicate calm(char condition, int severity) {
        double limit = limit(condition, severity);
        double margin = policy.clearMarginBpm();
        return condition == 'T' ? bpm -> bpm <= limit - margin : bpm -> bpm >= limit + margin;
    }
}
