package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of an OBX-5. Its type says how they are separated: NM and ST have one number per repetition, NA any number per
 * repetition, SN a comparator before its number.
 */
final class Hl7Value {

    /** A place in the value that holds no number. */
    static final String NONE = "";

    private static final String NULL = "\"\"";

    /** What monitors write where they measure nothing. */
    private static final double[] FILLERS = {-100, -999};

    private static final int LONGEST = 400;

    private Hl7Value() {}

    /**
     * The numbers, as texts that are numbers, each in its place; {@link #NONE} where there is none.
     *
     * @throws UndecodableMessageException if the type is another, or something is no number
     */
    static List<String> numbers(String obx5, String type, Hl7Text text) {
        if (obx5.isEmpty() || obx5.equals(NULL)) {
            return List.of(NONE);
        }
        List<String> numbers = new ArrayList<>(1);
        for (String repetition : split(obx5, text.repetition())) {
            switch (type) {
                case "NM", "ST" -> numbers.add(number(repetition));
                case "NA" -> split(repetition, text.component()).forEach(value -> numbers.add(number(value)));
                case "SN" -> numbers.add(structured(repetition, text));
                case "" -> throw new UndecodableMessageException("OBX-2 is missing");
                default ->
                    throw new UndecodableMessageException("OBX-2 must be NM, NA, SN or ST: " + Hl7Text.shown(type));
            }
        }
        return numbers;
    }

    private static List<String> split(String text, char separator) {
        if (text.indexOf(separator) < 0) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, begin)) {
            parts.add(text.substring(begin, end));
            begin = end + 1;
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String structured(String value, Hl7Text text) {
        String comparator = text.component(value, 1).strip();
        if (!comparator.isEmpty() && !comparator.equals("=")) {
            throw new UndecodableMessageException(
                    "OBX-5 must not have a comparator: its number is a limit: " + Hl7Text.shown(value));
        }
        if (!text.component(value, 3).isBlank() || !text.component(value, 4).isBlank()) {
            throw new UndecodableMessageException("OBX-5 must be one number: it is a range or a ratio");
        }
        return number(text.component(value, 2));
    }

    /** HL7 allows a sign, digits and a point. There is no exponent. */
    private static String number(String value) {
        String number = value.strip();
        if (number.isEmpty() || number.equals(NULL)) {
            return NONE;
        }
        if (number.length() > LONGEST || !isNumber(number)) {
            throw new UndecodableMessageException("OBX-5 must be a number: " + Hl7Text.shown(number));
        }
        if (number.charAt(0) == '-') {
            double filler = Double.parseDouble(number);
            for (double known : FILLERS) {
                if (filler == known) {
                    return NONE;
                }
            }
        }
        return number;
    }

    private static boolean isNumber(String text) {
        int begin = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
        int digits = 0;
        int points = 0;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return false;
            }
        }
        return digits > 0 && points <= 1;
    }
}
