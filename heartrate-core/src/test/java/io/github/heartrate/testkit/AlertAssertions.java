package io.github.heartrate.testkit;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Asserts which alerts come of which inputs, in one line:
 *
 * <pre>{@code
 * assertAlerts(AlarmPolicy.DEFAULT, "72 104x3 80", "T+3 T-4");
 * }</pre>
 *
 * <p>The inputs are those of a {@link Scenario}. An alert is a word: the condition, {@code T} for TACHYCARDIA, {@code B}
 * for BRADYCARDIA, {@code S} for SIGNAL_LOSS; then what happened; then when, in intervals after the start.
 *
 * <table>
 * <caption>What happened</caption>
 * <tr><td>{@code T+3}</td><td>RAISED</td><td>{@code T++3}</td><td>RAISED at HIGH priority</td></tr>
 * <tr><td>{@code T^3}</td><td>ESCALATED</td><td>{@code Tv3}</td><td>DEESCALATED</td></tr>
 * <tr><td>{@code T?3}</td><td>REMINDER</td><td>{@code T*3}</td><td>ACKNOWLEDGED</td></tr>
 * <tr><td>{@code T-3}</td><td>CLEARED, NORMALISED</td><td>{@code T!3}</td><td>CLEARED, SUPERSEDED</td></tr>
 * <tr><td>{@code Tx3}</td><td>CLEARED, DISCHARGED</td><td>{@code T~3}</td><td>CLEARED, EXPIRED</td></tr>
 * </table>
 *
 * <p>An assertion that fails throws an {@link AssertionError} whose message holds both lines, the first difference, and
 * every input with its verdict and alerts.
 */
public final class AlertAssertions {

    private AlertAssertions() {}

    /**
     * Asserts that these alerts, in this order and no others, come of these readings.
     *
     * @param policy when to raise and when to clear
     * @param inputs as {@link Scenario#of} reads them
     * @param expected the alerts, a word each; blank for none
     * @throws AssertionError if other alerts come
     * @throws IllegalArgumentException if {@code inputs} or {@code expected} has a word that is none
     */
    public static void assertAlerts(AlarmPolicy policy, String inputs, String expected) {
        assertAlerts(policy, Scenario.of(inputs), expected);
    }

    /**
     * Asserts the same about a scenario with a pace, a start or a patient of its own.
     *
     * @param policy when to raise and when to clear
     * @param scenario the inputs
     * @param expected the alerts, a word each; blank for none
     * @throws AssertionError if other alerts come
     * @throws IllegalArgumentException if {@code expected} has a word that is none
     */
    public static void assertAlerts(AlarmPolicy policy, Scenario scenario, String expected) {
        String patientId = scenario.patientId();
        check(scenario, new ConsecutiveThresholdDetector(patientId, policy)::apply, expected, "under " + policy);
    }

    /**
     * Asserts the same about anything that takes inputs, in the state that it is in.
     *
     * @param target such as {@code detector::apply} or {@code monitor::apply}
     * @param scenario the inputs
     * @param expected the alerts, a word each; blank for none
     * @throws AssertionError if other alerts come
     * @throws IllegalArgumentException if {@code expected} has a word that is none
     */
    public static void assertAlerts(Function<Input, Outcome> target, Scenario scenario, String expected) {
        check(scenario, target, expected, "");
    }

    private static void check(
            Scenario scenario, Function<Input, Outcome> target, String expected, String circumstances) {
        List<String> expectedWords = AlertWord.parse(expected);
        List<Scenario.Step> steps = scenario.trace(target);
        List<Alert> alerts =
                steps.stream().flatMap(step -> step.outcome().alerts().stream()).toList();
        List<String> words = Word.tokens(scenario.story(alerts));
        if (!words.equals(expectedWords)) {
            throw new AssertionError(message(scenario, steps, expectedWords, words, circumstances));
        }
    }

    private static String message(
            Scenario scenario,
            List<Scenario.Step> steps,
            List<String> expected,
            List<String> words,
            String circumstances) {
        List<String> lines = new ArrayList<>();
        lines.add(difference(expected, words));
        lines.add("expected: " + line(expected));
        lines.add("but was:  " + line(words));
        lines.add("of:       " + scenario.notation());
        lines.add("          " + scenario.describePace());
        if (!circumstances.isEmpty()) {
            lines.add(circumstances);
        }
        lines.addAll(TraceTable.lines(scenario, steps));
        return String.join("\n", lines);
    }

    private static String line(List<String> words) {
        return words.isEmpty() ? "(no alerts)" : String.join(" ", words);
    }

    private static String difference(List<String> expected, List<String> words) {
        int same = 0;
        while (same < expected.size()
                && same < words.size()
                && expected.get(same).equals(words.get(same))) {
            same++;
        }
        if (same == expected.size()) {
            return "alert " + (same + 1) + " was not expected: " + words.get(same);
        }
        if (same == words.size()) {
            return "alert " + (same + 1) + " did not come: " + expected.get(same);
        }
        return "alert " + (same + 1) + " should be " + expected.get(same) + ": " + words.get(same);
    }
}
