package io.github.heartrate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a stream means under the plain rule (one calm reading clears), written as a regular expression over its symbols. */
final class RegexOracle {

    private RegexOracle() {}

    static String story(String symbols, int onsetCount) {
        Matcher run =
                Pattern.compile("L{" + onsetCount + ",}|H{" + onsetCount + ",}").matcher(symbols);
        List<String> words = new ArrayList<>();
        while (run.find()) {
            String condition = symbols.charAt(run.start()) == 'L' ? "B" : "T";
            words.add(condition + "+" + (run.start() + onsetCount - 1));
            if (run.end() < symbols.length()) {
                // With one reading to raise, the first one of the other side both clears and raises.
                boolean superseded = onsetCount == 1 && symbols.charAt(run.end()) != 'N';
                words.add(condition + (superseded ? "!" : "-") + run.end());
            }
        }
        return String.join(" ", words);
    }

    static String symbols(List<Reading> readings, AlarmLimits limits) {
        return readings.stream().map(reading -> symbol(reading.bpm(), limits)).collect(Collectors.joining());
    }

    private static String symbol(double bpm, AlarmLimits limits) {
        if (bpm < limits.lowBpm()) {
            return "L";
        }
        return bpm > limits.highBpm() ? "H" : "N";
    }
}
