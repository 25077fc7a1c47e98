package io.github.heartrate.amqp.codec.hl7;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Optional;

/** Writes messages of HL7 v2.6 with the usual separators, in UTF-8. Used for one message, by one thread. */
final class Hl7Writer {

    private static final String SEPARATORS = "|^~\\&";
    private static final String ESCAPES = "FSRET";
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS'+0000'");
    private static final DateTimeFormatter TENTHS_OF_MILLIS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSS'+0000'");
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** HL7's times have at most four digits after the point. */
    private static final int NANOS_PER_TICK = 100_000;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int USUAL_LENGTH = 512;

    private final StringBuilder message = new StringBuilder(USUAL_LENGTH);

    /** Begins with MSH. */
    Hl7Writer(String type, String acknowledgements, String profile, String controlId, Instant time) {
        segment("MSH|^~\\&|heartrate||||" + time(time) + "||" + type + "|" + controlId + "|P|2.6|||" + acknowledgements
                + "||UNICODE UTF-8|||" + profile);
    }

    /** Adds a segment that is separated and escaped already. */
    Hl7Writer segment(String segment) {
        message.append(segment).append('\r');
        return this;
    }

    byte[] toBytes() {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** PID-3 of a patient's id, as {@link Hl7Patient} reads it. */
    static String identifier(String patientId, Optional<String> homeAuthority) {
        int at = patientId.indexOf(Hl7Patient.AUTHORITY);
        if (at < 0) {
            return escape(patientId) + "^^^"
                    + homeAuthority.map(Hl7Writer::escape).orElse("") + "^MR";
        }
        if (!isReadBack(patientId)) {
            throw new IllegalArgumentException(
                    "a patient id with " + Hl7Patient.AUTHORITY + " must be a number, this, and an authority");
        }
        String number = patientId.substring(0, at);
        String[] authority = authority(patientId, at);
        StringBuilder cx = new StringBuilder(escape(number)).append("^^^");
        for (int i = 0; i < authority.length; i++) {
            cx.append(i == 0 ? "" : "&").append(escape(authority[i]));
        }
        return cx.append("^MR").toString();
    }

    /** Whether {@link Hl7Patient} reads what is written of the id as the same id. */
    static boolean isReadBack(String patientId) {
        int at = patientId.indexOf(Hl7Patient.AUTHORITY);
        if (at < 0) {
            return true;
        }
        String[] authority = authority(patientId, at);
        return !patientId.substring(0, at).isBlank()
                && authority.length <= 3
                && !authority[authority.length - 1].isBlank();
    }

    private static String[] authority(String patientId, int at) {
        return patientId.substring(at + Hl7Patient.AUTHORITY.length()).split("&", -1);
    }

    /** Blanks at the ends and control characters are written in hexadecimal digits, else a reader would lose them. */
    static String escape(String text) {
        if (text.equals("\"\"")) {
            return "\\X2222\\";
        }
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int separator = SEPARATORS.indexOf(c);
            if (separator >= 0) {
                escaped.append('\\').append(ESCAPES.charAt(separator)).append('\\');
            } else if (Character.isISOControl(c) || (isAtAnEnd(text, i) && Character.isWhitespace(c))) {
                byte[] bytes = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                escaped.append("\\X")
                        .append(HexFormat.of().withUpperCase().formatHex(bytes))
                        .append('\\');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isAtAnEnd(String text, int index) {
        return text.substring(0, index).isBlank() || text.substring(index).isBlank();
    }

    /** With the offset of UTC. */
    static String time(Instant time) {
        if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
            LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            int nanos = utc.get(ChronoField.NANO_OF_SECOND);
            if (nanos % NANOS_PER_TICK == 0) {
                return (nanos % NANOS_PER_MILLI == 0 ? MILLIS : TENTHS_OF_MILLIS).format(utc);
            }
        }
        throw new IllegalArgumentException(
                "a time must be of the years 0000 to 9999, with at most four digits after the second: " + time);
    }

    /** Digits and a point, without an exponent. */
    static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
