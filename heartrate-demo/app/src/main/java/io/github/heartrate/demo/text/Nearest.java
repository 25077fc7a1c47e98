package io.github.heartrate.demo.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant: the known word with the fewest slips of the hand between it and what they wrote. */
public final class Nearest {

    private static final int SHORT = 4;

    private Nearest() {}

    /**
     * The nearest known word, if it is near: one slip in a word of up to three letters, else two; or the only one that
     * begins so. Upper and lower case are the same. The first one wins a tie.
     */
    public static Optional<String> to(String written, Collection<String> known) {
        int allowed = written.length() < SHORT ? 1 : 2;
        String nearest = null;
        int least = allowed + 1;
        for (String word : known) {
            int distance = slips(lower(written), lower(word));
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest == null ? onlyOneThatBegins(written, known) : Optional.of(nearest);
    }

    /** {@code , did you mean 'x'?} if something is near, else nothing. */
    public static String suggestion(String written, Collection<String> known) {
        return to(written, known).map(word -> ", did you mean '" + word + "'?").orElse("");
    }

    private static Optional<String> onlyOneThatBegins(String written, Collection<String> known) {
        if (written.replace("-", "").length() < 2) {
            return Optional.empty();
        }
        var begun = known.stream()
                .filter(word -> lower(word).startsWith(lower(written)))
                .limit(2)
                .toList();
        return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
    }

    /** Letters left out, put in, mistaken, or two neighbours swapped (optimal string alignment). */
    private static int slips(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] oneBack = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(oneBack, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], oneBack[j]) + 1, oneBack[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoBack[j - 2] + 1);
                }
            }
            int[] free = twoBack;
            twoBack = oneBack;
            oneBack = row;
            row = free;
        }
        return oneBack[b.length()];
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
