package io.github.heartrate.testkit;

import io.github.heartrate.Alert;
import io.github.heartrate.Priority;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One alert in one word: its condition, what happened, when, and whether it is latched (L) or paused (P). */
final class AlertWord {

    private static final Pattern SHAPE = Pattern.compile("[TBS](\\+\\+|[-+^v?*!x~])-?\\d+(\\.\\d+)?L?P?");

    private AlertWord() {}

    static String of(Alert alert, BigDecimal position) {
        String marks = (alert.latched() ? "L" : "") + (alert.paused() ? "P" : "");
        return alert.condition().name().charAt(0) + sign(alert) + position.toPlainString() + marks;
    }

    private static String sign(Alert alert) {
        return switch (alert.phase()) {
            case RAISED -> alert.priority() == Priority.HIGH ? "++" : "+";
            case ESCALATED -> "^";
            case DEESCALATED -> "v";
            case REMINDER -> "?";
            case ACKNOWLEDGED -> "*";
            case CLEARED ->
                switch (alert.clearReason().orElseThrow()) {
                    case NORMALISED -> "-";
                    case SUPERSEDED -> "!";
                    case DISCHARGED -> "x";
                    case EXPIRED -> "~";
                };
        };
    }

    /** The words of what a test expects, checked, so that a slip of the pen is told from a wrong alert. */
    static List<String> parse(String expected) {
        List<String> words = Word.tokens(expected);
        for (int i = 0; i < words.size(); i++) {
            if (!SHAPE.matcher(words.get(i)).matches()) {
                throw new IllegalArgumentException("word " + (i + 1) + " of \"" + expected.strip()
                        + "\" must be T, B or S, then + ++ ^ v ? * - ! x or ~, then the position, then L or P if need be: \""
                        + words.get(i)
                        + "\"");
            }
        }
        return words;
    }

    static BigDecimal intervals(Duration time, Duration interval) {
        BigDecimal position = nanos(time).divide(nanos(interval), new MathContext(40, RoundingMode.HALF_EVEN));
        return position.signum() == 0 ? BigDecimal.ZERO : position.stripTrailingZeros();
    }

    static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).movePointRight(9).add(BigDecimal.valueOf(duration.getNano()));
    }
}
