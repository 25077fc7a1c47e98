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
 * @param number the rate of a reading, the length of a pause in intervals; else 0
 * @param position in intervals after the start
 */
record Word(String text, Kind kind, BigDecimal number, BigDecimal position) {

    enum Kind {
        READING,
        TICK,
        ACKNOWLEDGE,
        ADMIT,
        DISCHARGE,
        PAUSE
    }

    private static final String NOTHING = "_";

    private static final Pattern SHAPE =
            Pattern.compile("(?<what>(pause)?(?<number>\\d+(\\.\\d+)?)|tick|ack|admit|discharge|_)"
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
                        + "\" must be a rate, tick, ack, admit, discharge, pause30 or _, with @position and xcount if need be: \""
                        + token + "\"");
            }
            String what = shape.group("what");
            if (shape.group("position") != null) {
                position = new BigDecimal(shape.group("position"));
            }
            int times = shape.group("times") == null ? 1 : Integer.parseInt(shape.group("times"));
            for (int i = 0; i < times; i++, position = position.add(BigDecimal.ONE)) {
                if (!what.equals(NOTHING)) {
                    words.add(of(what, shape.group("number"), position));
                }
            }
        }
        return List.copyOf(words);
    }

    private static Word of(String what, String number, BigDecimal position) {
        Kind kind = switch (what) {
            case "tick" -> Kind.TICK;
            case "ack" -> Kind.ACKNOWLEDGE;
            case "admit" -> Kind.ADMIT;
            case "discharge" -> Kind.DISCHARGE;
            default -> what.startsWith("pause") ? Kind.PAUSE : Kind.READING;
        };
        return new Word(what, kind, number == null ? BigDecimal.ZERO : new BigDecimal(number), position);
    }

    static List<String> tokens(String notation) {
        return notation.isBlank() ? List.of() : List.of(notation.strip().split("\\s+", -1));
    }
}
