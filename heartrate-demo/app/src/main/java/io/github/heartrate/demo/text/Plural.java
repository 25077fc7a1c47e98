package io.github.heartrate.demo.text;

import java.util.Locale;

/** A number and what it counts, in the grammatical number that it asks for. */
public final class Plural {

    private Plural() {}

    /** {@code 1 reading}, {@code 0 readings}; the noun takes an s. */
    public static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%d %s", count, count == 1 ? noun : noun + "s");
    }
}
