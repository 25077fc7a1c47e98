package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * The separators of an HL7 v2 message, as its MSH-1 and MSH-2 name them, and what follows from them: parts of a field, and
 * escapes. Immutable.
 *
 * @param field MSH-1
 * @param component first of MSH-2
 * @param repetition second of MSH-2
 * @param escape third of MSH-2
 * @param subcomponent fourth of MSH-2
 * @param charset of the message, in which hexadecimal escapes are bytes
 */
record Hl7Text(char field, char component, char repetition, char escape, char subcomponent, Charset charset) {

    private static final int SEPARATORS = 4;
    private static final int HEX = 16;

    /** Reads the separators from a message that begins with {@code MSH}. */
    static Hl7Text of(String message, Charset charset) {
        if (message.length() < "MSH|^~\\&".length()) {
            throw new UndecodableMessageException("MSH-2 must have " + SEPARATORS + " separators");
        }
        char field = message.charAt("MSH".length());
        int begin = "MSH|".length();
        int end = begin;
        while (end < message.length() && message.charAt(end) != field && message.charAt(end) >= ' ') {
            end++;
        }
        String others = message.substring(begin, end);
        // HL7 v2.7 adds a fifth, which marks a text that was cut off.
        if (others.length() != SEPARATORS && others.length() != SEPARATORS + 1) {
            throw new UndecodableMessageException("MSH-2 must have " + SEPARATORS + " separators: " + others.length());
        }
        String all = field + others;
        if (all.chars().distinct().count() != all.length()
                || all.chars().anyMatch(c -> Character.isLetterOrDigit(c) || c <= ' ' || c == '"')) {
            throw new UndecodableMessageException(
                    "MSH-1 and MSH-2 must be different characters that are no letters, digits, blanks or quotes");
        }
        return new Hl7Text(field, others.charAt(0), others.charAt(1), others.charAt(2), others.charAt(3), charset);
    }

    /** A field of a segment, from 1; empty if the segment ends before it. MSH-1 is the separator, so MSH begins at 2. */
    String field(String segment, int number) {
        return part(segment, field, segment.startsWith("MSH") ? number - 1 : number);
    }

    /** A component of a field or of one of its repetitions, from 1, with its escapes; empty if there is none. */
    String component(String text, int number) {
        return part(text, component, number - 1);
    }

    /** A subcomponent, from 1, with its escapes; empty if there is none. */
    String subcomponent(String text, int number) {
        return part(text, subcomponent, number - 1);
    }

    private static String part(String text, char separator, int skip) {
        int begin = 0;
        for (int i = 0; i < skip; i++) {
            begin = text.indexOf(separator, begin) + 1;
            if (begin == 0) {
                return "";
            }
        }
        int end = text.indexOf(separator, begin);
        return end < 0 ? text.substring(begin) : text.substring(begin, end);
    }

    /**
     * What a text stands for. Highlighting is left out. An escape character without another one is taken as it is, since
     * many senders do not know that it has to be escaped.
     *
     * @throws UndecodableMessageException if an escape is not known: two ids must not become one
     */
    String unescape(String text, String name) {
        int next = text.indexOf(escape);
        if (next < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        while (next >= 0) {
            int end = text.indexOf(escape, next + 1);
            if (end < 0) {
                break;
            }
            plain.append(text, from, next).append(meaning(text.substring(next + 1, end), name));
            from = end + 1;
            next = text.indexOf(escape, from);
        }
        return plain.append(text, from, text.length()).toString();
    }

    private String meaning(String sequence, String name) {
        return switch (sequence) {
            case "F" -> String.valueOf(field);
            case "S" -> String.valueOf(component);
            case "T" -> String.valueOf(subcomponent);
            case "R" -> String.valueOf(repetition);
            case "E" -> String.valueOf(escape);
            case "H", "N" -> "";
            default -> {
                if (sequence.startsWith("X")) {
                    yield bytes(sequence.substring(1), name);
                }
                throw new UndecodableMessageException(
                        name + " must not have an escape of this kind: " + shown(sequence));
            }
        };
    }

    private String bytes(String hex, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(hex.length() / 2);
        for (int i = 0; i + 1 < hex.length(); i += 2) {
            int high = Character.digit(hex.charAt(i), HEX);
            int low = Character.digit(hex.charAt(i + 1), HEX);
            if (high < 0 || low < 0) {
                throw new UndecodableMessageException(name + " must have pairs of hexadecimal digits in its escape");
            }
            bytes.write(high * HEX + low);
        }
        if (hex.length() % 2 != 0 || hex.isEmpty()) {
            throw new UndecodableMessageException(name + " must have pairs of hexadecimal digits in its escape");
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableMessageException(name + " has an escape whose bytes are not " + charset, e);
        }
    }

    /** For an error message: short, and on one line. */
    static String shown(String text) {
        int longest = 40;
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }
}
