package io.github.heartrate.demo.text;

import java.util.ArrayList;
import java.util.List;

/** What there is to choose from, in words. */
public final class Choices {

    private Choices() {}

    /** Such as {@code a, b or c}. */
    public static String oneOf(Iterable<String> choices) {
        List<String> words = new ArrayList<>();
        choices.forEach(words::add);
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
