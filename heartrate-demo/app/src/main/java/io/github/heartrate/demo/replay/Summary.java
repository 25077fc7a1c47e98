package io.github.heartrate.demo.replay;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import io.github.heartrate.demo.text.Plural;
import java.io.PrintWriter;

/** What a run says at its end. */
public final class Summary {

    private Summary() {}

    /** Such as {@code 240 readings of 2 patients}. */
    public static String readings(Tally tally) {
        return Plural.of(tally.readings(), "reading") + " of " + Plural.of(tally.patients(), "patient");
    }

    /** The alerts by condition, and the readings without effect by their reason. */
    public static void print(Tally tally, PrintWriter out) {
        for (Condition condition : Condition.values()) {
            long raised = tally.alerts(condition, Phase.RAISED);
            if (condition.kind() == AlarmKind.PHYSIOLOGICAL || raised > 0) {
                out.printf("%-11s  %d raised, %d cleared%n", condition, raised, tally.alerts(condition, Phase.CLEARED));
            }
        }
        printWithoutEffect(tally, Verdict.LATE, "late", "", out);
        printWithoutEffect(tally, Verdict.DUPLICATE, "repeated", "", out);
        printWithoutEffect(
                tally, Verdict.CONFLICT, "conflicting", " (an earlier one of the same time has another rate)", out);
        printWithoutEffect(tally, Verdict.IMPLAUSIBLE, "implausible", "", out);
        printAhead(tally, out);
    }

    /** HELD is no last word: each was confirmed by what came next, dropped as AHEAD, or is held still. */
    private static void printAhead(Tally tally, PrintWriter out) {
        long held = tally.readings(Verdict.HELD);
        if (held > 0) {
            out.println(Plural.of(held, "held reading") + (held == 1 ? " was" : " were")
                    + " dated far ahead (no effect unless the next input confirmed it)");
        }
        if (tally.ahead() > 0) {
            out.println(Plural.of(tally.ahead(), "held input") + " had no effect (dropped as AHEAD: not confirmed)");
        }
    }

    private static void printWithoutEffect(Tally tally, Verdict verdict, String kind, String why, PrintWriter out) {
        long count = tally.readings(verdict);
        if (count > 0) {
            out.println(Plural.of(count, kind + " reading") + " had no effect" + why);
        }
    }
}
