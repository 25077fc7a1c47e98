package io.github.heartrate.toolkit.files.internal.table;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The commonest shape of times out of bytes: {@code 2026-01-01T08:00:00.5Z}, with a blank for the {@code T}, with an offset
 * or without. All others are left to the parser of the table, which understands these in the same way. Holds the time
 * that it found last. Not safe for use by several threads.
 */
final class IsoTimes {

    /** In place of the seconds of an offset: local times are left to the parser too. */
    static final int LOCAL = Integer.MIN_VALUE;

    private static final int DATE = 10;
    private static final int TO_SECONDS = 19;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;

    /** Every month has so many days; the others are left to the parser. */
    private static final int SURE_DAYS = 28;

    private final int offsetOfLocal;
    private final byte[] date = "1970-01-01".getBytes(StandardCharsets.US_ASCII);
    private long dateSecond;
    private long second;
    private int nano;

    // Where the last one stands.
    private int lastFrom;
    private int lastLength;

    /**
     * Knows the first day of 1970 alone.
     *
     * @param offsetOfLocal of times that have none, in seconds; {@link #LOCAL} if it varies
     */
    IsoTimes(int offsetOfLocal) {
        this.offsetOfLocal = offsetOfLocal;
    }

    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /** The text is another one. */
    void begin() {
        lastLength = 0;
    }

    /** Gives the position behind the last time if it stands there again, as in rows of several patients; else -1. */
    int again(byte[] text, int from, int to) {
        int behind = from + lastLength;
        return lastLength > 0
                        && behind <= to
                        && text[from + TO_SECONDS - 1] == text[lastFrom + TO_SECONDS - 1]
                        && Arrays.equals(text, from, behind, text, lastFrom, lastFrom + lastLength)
                ? behind
                : -1;
    }

    /** Reads the time at a position; gives the position behind it, or -1 if it is of another shape. */
    int read(byte[] text, int from, int to) {
        int behind = time(text, from, to);
        lastFrom = from;
        lastLength = behind < 0 ? 0 : behind - from;
        return behind;
    }

    private int time(byte[] text, int from, int to) {
        if (to - from < TO_SECONDS
                || (text[from + DATE] != 'T' && text[from + DATE] != ' ')
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || !(isKnownDate(text, from) || readDate(text, from))) {
            return -1;
        }
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        int seconds = twoDigits(text, from + 17);
        if ((hour | minute | seconds) < 0 || hour > 23 || minute > 59 || seconds > 59) {
            return -1;
        }
        second = dateSecond + hour * 3_600L + minute * 60L + seconds;
        return ended(text, fraction(text, from + TO_SECONDS, to), to);
    }

    /** Many rows in a row are of one day. */
    private boolean isKnownDate(byte[] text, int from) {
        for (int i = DATE - 1; i >= 0; i--) {
            if (text[from + i] != date[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean readDate(byte[] text, int from) {
        if (text[from + 4] != '-' || text[from + 7] != '-') {
            return false;
        }
        int century = twoDigits(text, from);
        int yearOfCentury = twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        if ((century | yearOfCentury | month | day) < 0 || month < 1 || month > 12 || day < 1 || day > SURE_DAYS) {
            return false;
        }
        dateSecond = LocalDate.of(century * 100 + yearOfCentury, month, day).toEpochDay() * SECONDS_PER_DAY;
        System.arraycopy(text, from, date, 0, DATE);
        return true;
    }

    /** Behind the decimals of the second. */
    private int fraction(byte[] text, int from, int to) {
        nano = 0;
        if (from == to || text[from] != '.') {
            return from;
        }
        int i = from + 1;
        int digits = 0;
        while (i < to && digits < NANO_DIGITS && isDigit(text[i])) {
            nano = nano * 10 + (text[i] - '0');
            i++;
            digits++;
        }
        for (int zeros = digits; zeros < NANO_DIGITS; zeros++) {
            nano *= 10;
        }
        return digits == 0 ? -1 : i;
    }

    private int ended(byte[] text, int from, int to) {
        if (from < 0) {
            return -1;
        }
        byte mark = from == to ? 0 : text[from];
        if (mark == 'Z') {
            return from + 1;
        }
        if (mark == '+' || mark == '-') {
            return offset(text, from, to, mark == '-');
        }
        if (offsetOfLocal == LOCAL) {
            return -1;
        }
        second -= offsetOfLocal;
        return from;
    }

    private int offset(byte[] text, int from, int to, boolean isNegative) {
        if (to - from < 6 || text[from + 3] != ':') {
            return -1;
        }
        int hours = twoDigits(text, from + 1);
        int minutes = twoDigits(text, from + 4);
        if ((hours | minutes) < 0 || hours > 18 || minutes > 59) {
            return -1;
        }
        int seconds = hours * 3600 + minutes * 60;
        second += isNegative ? seconds : -seconds;
        return from + 6;
    }

    /** Negative if they are none. */
    private static int twoDigits(byte[] text, int from) {
        int tens = text[from] - '0';
        int ones = text[from + 1] - '0';
        return (tens | (9 - tens) | ones | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
