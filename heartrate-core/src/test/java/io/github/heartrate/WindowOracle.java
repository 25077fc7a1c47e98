package io.github.heartrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/** The whole rule without any counter: at every reading, the runs are looked up anew in the stream so far. */
final class WindowOracle {

    private final AlarmPolicy policy;
    private final List<Reading> readings;

    private WindowOracle(AlarmPolicy policy, List<Reading> readings) {
        this.policy = policy;
        this.readings = readings;
    }

    static String story(AlarmPolicy policy, List<Reading> readings) {
        return new WindowOracle(policy, readings).story();
    }

    private String story() {
        List<String> words = new ArrayList<>();
        char active = ' ';
        for (int i = 0; i < readings.size(); i++) {
            long second =
                    Duration.between(Streams.START, readings.get(i).timestamp()).toSeconds();
            char complete = isRunComplete('T', i) ? 'T' : isRunComplete('B', i) ? 'B' : ' ';
            if (active == ' ' && complete != ' ') {
                words.add(complete + "+" + second);
                active = complete;
            } else if (active != ' ' && complete != ' ' && complete != active) {
                words.add(active + "!" + second);
                words.add(complete + "+" + second);
                active = complete;
            } else if (active != ' ' && i - runStart(calm(active), i) + 1 >= policy.clearCount()) {
                words.add(active + "-" + second);
                active = ' ';
            }
        }
        return String.join(" ", words);
    }

    private boolean isRunComplete(char condition, int end) {
        int start = runStart(violated(condition), end);
        return end - start + 1 >= policy.onsetCount()
                && Duration.between(
                                        readings.get(Math.min(start, end)).timestamp(),
                                        readings.get(end).timestamp())
                                .compareTo(policy.conditionDelay())
                        >= 0;
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

    private DoublePredicate violated(char condition) {
        AlarmLimits limits = policy.limits();
        return condition == 'T' ? bpm -> bpm > limits.highBpm() : bpm -> bpm < limits.lowBpm();
    }

    private DoublePredicate calm(char condition) {
        AlarmLimits limits = policy.limits();
        double margin = policy.clearMarginBpm();
        return condition == 'T' ? bpm -> bpm <= limits.highBpm() - margin : bpm -> bpm >= limits.lowBpm() + margin;
    }
}
