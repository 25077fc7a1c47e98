package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * FHIR's {@code dateTime} and {@code instant}. A time is read only if it says its minute and its zone: a reader that fills in
 * what is missing makes another time of it on every machine.
 */
final class FhirTime {

    private static final int LENGTH_TO_MINUTE = 16;
    private static final int LENGTH_TO_SECOND = 19;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int MAX_OFFSET = 14 * SECONDS_PER_HOUR;
    private static final int MAX_YEAR = 9_999;
    private static final int LENGTH_OF_OFFSET = 6;

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private FhirTime() {}

    /**
     * Reads a time. The fraction may have any number of digits; those after the ninth are dropped.
     *
     * @param field for the message
     * @throws UndecodableMessageException if it is coarser than a minute, has no zone, or is no time
     */
    static Instant parse(String text, String field) {
        try {
            if (text.length() <= LENGTH_TO_MINUTE || text.charAt(10) != 'T') {
                throw refused(field, "must have at least minutes and a zone", text);
            }
            long day = LocalDate.of(digits(text, 0, 4), separated(text, '-', 4), separated(text, '-', 7))
                    .toEpochDay();
            int hour = digits(text, 11, 13);
            int minute = separated(text, ':', 13);
            int zone = LENGTH_TO_MINUTE;
            int second = 0;
            int nanos = 0;
            if (text.charAt(zone) == ':') {
                second = separated(text, ':', zone);
                zone = LENGTH_TO_SECOND;
                if (text.length() > zone && text.charAt(zone) == '.') {
                    int end = zone + 1;
                    while (end < text.length() && isDigit(text.charAt(end))) {
                        end++;
                    }
                    nanos = nanos(text, zone + 1, end);
                    zone = end;
                }
            }
            long secondOfDay = LocalTime.of(hour, minute, second).toSecondOfDay();
            return Instant.ofEpochSecond(day * 86_400 + secondOfDay - offset(text, zone, field), nanos);
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new UndecodableMessageException(field + " is no time of FHIR: " + Shown.of(text), e);
        }
    }

    /** Writes three digits of the second and {@code Z}, so that texts of it compare as the times do, also in FHIRPath. */
    static String write(Instant time) {
        if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
            throw new IllegalArgumentException("timestamp must have whole milliseconds for FHIR: " + time);
        }
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > MAX_YEAR) {
            throw new IllegalArgumentException("timestamp must be of the years 1 to " + MAX_YEAR + ": " + time);
        }
        return WRITTEN.format(time);
    }

    /** Writes a time that need not come back the same: a part of a millisecond is dropped. */
    static String writeTruncated(Instant time) {
        return write(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static int offset(String text, int at, String field) {
        if (at >= text.length()) {
            throw refused(field, "must have a zone", text);
        }
        char sign = text.charAt(at);
        if (sign == 'Z' && at + 1 == text.length()) {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw refused(field, "must have a zone", text);
        }
        int seconds =
                digits(text, at + 1, at + 3) * SECONDS_PER_HOUR + separated(text, ':', at + 3) * SECONDS_PER_MINUTE;
        if (at + LENGTH_OF_OFFSET != text.length() || seconds > MAX_OFFSET) {
            throw refused(field, "has a zone that there is not", text);
        }
        return sign == '-' ? -seconds : seconds;
    }

    private static UndecodableMessageException refused(String field, String rule, String text) {
        return new UndecodableMessageException(field + " " + rule + ": " + Shown.of(text));
    }

    private static int nanos(String text, int from, int end) {
        if (from == end) {
            throw new DateTimeException("no digit after the point");
        }
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (from + i < end ? text.charAt(from + i) - '0' : 0);
        }
        return nanos;
    }

    /** Two digits after a separator. */
    private static int separated(String text, char separator, int at) {
        if (text.charAt(at) != separator) {
            throw new DateTimeException("no separator at " + at);
        }
        return digits(text, at + 1, at + 3);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                throw new DateTimeException("no digit at " + i);
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
