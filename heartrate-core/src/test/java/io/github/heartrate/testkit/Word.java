package io.github.heartrate.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One input of a scenario.
 *
 * @param text as it is written, without its place and count
 * @param kind what it is
 * @param bpm of a reading
 * @param position in intervals after the start
 */
record Word(String text, Kind kind, double bpm, BigDecimal position) {

    enum Kind {
        READING,
        TICK,
        ACKNOWLEDGE,
        ADMIT,
        DISCHARGE
    }

    private static final String NOTHING = "_";

    private static final Pattern SHAPE = Pattern.compile("(?<what>\\d+(\\.\\d+)?|tick|ack|admit|discharge|_)"
            + "(@(?<position>\\d{1,9}(\\.\\d+)?))?(x(?<times>\\d{1,6}))?");

    static List<Word> parse(String notation) {
        List<Word> words = new ArrayList<>();
        BigDecimal position = BigDecimal.ZERO;
        int place = 0;
        for (String token : tokens(notation)) {
            place++;
            Matcher shape = SHAPE.matcher(token);
            if (!shape.matches()) {
                throw new IllegalArgumentException("word " + place + " of \"" + notation.strip()
                        + "\" must be a rate, tick, ack, admit, discharge or _, with @position and xcount if need be: \""
                        + token + "\"");
            }
            String what = shape.group("what");
            if (shape.group("position") != null) {
                position = new BigDecimal(shape.group("position"));
            }
            int times = shape.group("times") == null ? 1 : Integer.parseInt(shape.group("times"));
            for (int i = 0; i < times; i++, position = position.add(BigDecimal.ONE)) {
                if (!what.equals(NOTHING)) {
                    words.add(of(what, position));
                }
            }
        }
        return List.copyOf(words);
    }

    private static Word of(String what, BigDecimal position) {
        return switch (what) {
            case "tick" -> new Word(what, Kind.TICK, 0, position);
            case "ack" -> new Word(what, Kind.ACKNOWLEDGE, 0, position);
            case "admit" -> new Word(what, Kind.ADMIT, 0, position);
            case "discharge" -> new Word(what, Kind.DISCHARGE, 0, position);
            default -> new Word(what, Kind.READING, Double.parseDouble(what), position);
        };
    }

    static List<String> tokens(String notation) {
        return notation.isBlank() ? List.of() : List.of(notation.strip().split("\\s+", -1));
    }
}
