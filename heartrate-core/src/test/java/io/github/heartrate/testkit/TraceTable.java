package io.github.heartrate.testkit;

import java.util.ArrayList;
import java.util.List;

/** Inputs, verdicts and alerts side by side; inputs in a row that are alike and change nothing share a line. */
final class TraceTable {

    private TraceTable() {}

    static List<String> lines(Scenario scenario, List<Scenario.Step> steps) {
        List<String> lines = new ArrayList<>();
        lines.add(row("at", "input", "verdict", "alerts"));
        for (int first = 0; first < steps.size(); ) {
            int last = first;
            while (last + 1 < steps.size() && isAlike(steps.get(first), steps.get(last + 1))) {
                last++;
            }
            Scenario.Step step = steps.get(first);
            String at = step.word().position().toPlainString();
            String until = steps.get(last).word().position().toPlainString();
            lines.add(row(
                    first == last ? at : at + ".." + until,
                    step.word().text(),
                    step.outcome().verdict().name(),
                    scenario.story(step.outcome().alerts())));
            first = last + 1;
        }
        return lines;
    }

    private static boolean isAlike(Scenario.Step one, Scenario.Step other) {
        return one.word().text().equals(other.word().text()) && one.outcome().equals(other.outcome());
    }

    private static String row(String at, String input, String verdict, String alerts) {
        return String.format("%11s  %-9s  %-11s  %s", at, input, verdict, alerts)
                .stripTrailing();
    }
}
