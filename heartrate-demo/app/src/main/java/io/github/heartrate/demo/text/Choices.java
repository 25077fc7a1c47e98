package io.github.heartrate.demo.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What there is to choose from, in words. */
public final class Choices {

    private Choices() {}

    /** Such as {@code a, b or c}, in lower case. */
    public static String oneOf(Iterable<String> choices) {
        List<String> words = new ArrayList<>();
        choices.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
