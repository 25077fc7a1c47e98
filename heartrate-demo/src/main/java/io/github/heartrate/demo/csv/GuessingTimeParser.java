package io.github.heartrate.demo.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times told apart by their looks: ISO-8601 with {@code T} or a blank ({@code 2026-01-01 08:00:00.5+01:00}), US dates
 * ({@code 4/12/2016 7:21:00 AM}), seconds or milliseconds since 1970. The common shapes are read by hand, the rest of
 * ISO-8601 (a named zone, say) by java.time. One instance a file: it keeps the position within a cell.
 */
final class GuessingTimeParser implements TimeParser {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;
    private static final int BAD = Integer.MIN_VALUE;

    private final ZoneId zone;
    private final int zoneSeconds;
    private final PatternTimeParser slow;

    private char[] text = {};
    private int position;
    private int end;

    GuessingTimeParser(ZoneId zone) {
        this.zone = zone;
        this.zoneSeconds = zone.normalized() instanceof ZoneOffset offset ? offset.getTotalSeconds() : BAD;
        this.slow = new PatternTimeParser(DateTimeFormatter.ISO_DATE_TIME, zone);
    }

    @Override
    public @Nullable Instant parse(char[] cell, int from, int to) {
        text = cell;
        position = from;
        end = to;
        if (to - from >= 10 && cell[from + 4] == '-') {
            Instant time = iso();
            return time != null ? time : slow.parse(cell, from, to);
        }
        if (to - from >= 8 && (cell[from + 1] == '/' || cell[from + 2] == '/')) {
            return american();
        }
        return EpochTime.parse(cell, from, to, EpochTime.Unit.BY_SIZE);
    }

    private @Nullable Instant iso() {
        int year = digits(4, 4);
        boolean dashes = accept('-');
        int month = digits(2, 2);
        dashes &= accept('-');
        int day = digits(2, 2);
        if (!dashes || !isDate(year, month, day)) {
            return null;
        }
        if (position == end) {
            return instant(epochDay(year, month, day), 0, 0, BAD);
        }
        return accept('T') || accept(' ') || accept('t') ? timeOfDay(epochDay(year, month, day), 2) : null;
    }

    private @Nullable Instant american() {
        int month = digits(1, 2);
        boolean slashes = accept('/');
        int day = digits(1, 2);
        slashes &= accept('/');
        int year = digits(4, 4);
        if (!slashes || !isDate(year, month, day)) {
            return null;
        }
        if (position == end) {
            return instant(epochDay(year, month, day), 0, 0, BAD);
        }
        accept(',');
        return accept(' ') ? timeOfDay(epochDay(year, month, day), 1) : null;
    }

    private @Nullable Instant timeOfDay(long day, int leastHourDigits) {
        int hour = digits(leastHourDigits, 2);
        if (hour < 0 || !accept(':')) {
            return null;
        }
        int minute = digits(2, 2);
        int second = 0;
        int nano = 0;
        if (accept(':')) {
            second = digits(2, 2);
            if (accept('.') || accept(',')) {
                nano = fraction();
            }
        }
        hour = leastHourDigits == 1 ? halfDay(hour) : hour;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nano < 0) {
            return null;
        }
        int offset = BAD;
        if (position < end) {
            offset = offset();
            if (offset == BAD || position < end) {
                return null;
            }
        }
        return instant(day, hour * 3600 + minute * 60 + second, nano, offset);
    }

    /** The hour of the day, if AM or PM follows. */
    private int halfDay(int hour) {
        if (end - position < 2 || (text[end - 1] | 0x20) != 'm') {
            return hour;
        }
        int half = text[end - 2] | 0x20;
        if ((half != 'a' && half != 'p') || hour < 1 || hour > 12) {
            return BAD;
        }
        while (position < end - 2 && Character.isSpaceChar(text[position])) {
            position++;
        }
        if (position == end - 2) {
            position = end;
        }
        return hour % 12 + (half == 'p' ? 12 : 0);
    }

    /** Z, UTC, GMT, +01, +0100, +01:00, also after a blank. */
    private int offset() {
        accept(' ');
        if (accept('Z') || accept('z')) {
            return 0;
        }
        if (end - position == 3 && isUtc()) {
            position = end;
            return 0;
        }
        boolean minus = accept('-');
        if (!minus && !accept('+')) {
            return BAD;
        }
        int hours = digits(2, 2);
        accept(':');
        int minutes = position < end ? digits(2, 2) : 0;
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return BAD;
        }
        int seconds = hours * 3600 + minutes * 60;
        return minus ? -seconds : seconds;
    }

    private boolean isUtc() {
        String name = new String(text, position, 3);
        return name.equals("UTC") || name.equals("GMT");
    }

    private @Nullable Instant instant(long day, int secondOfDay, int nano, int offset) {
        long local = day * SECONDS_PER_DAY + secondOfDay;
        int known = offset != BAD ? offset : zoneSeconds;
        if (known != BAD) {
            return Instant.ofEpochSecond(local - known, nano);
        }
        return LocalDateTime.ofEpochSecond(local, nano, ZoneOffset.UTC)
                .atZone(zone)
                .toInstant();
    }

    private boolean accept(char expected) {
        if (position < end && text[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    private int digits(int least, int most) {
        int value = 0;
        int start = position;
        while (position < end && position - start < most && text[position] >= '0' && text[position] <= '9') {
            value = value * 10 + (text[position] - '0');
            position++;
        }
        return position - start < least ? BAD : value;
    }

    private int fraction() {
        int start = position;
        int nano = digits(1, NANO_DIGITS);
        for (int i = position - start; i < NANO_DIGITS && nano > 0; i++) {
            nano *= 10;
        }
        return nano;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && (day <= 28 || day <= java.time.YearMonth.of(year, month).lengthOfMonth());
    }

    /** Days since 1970 in the Gregorian calendar, counted in years that begin with March. */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
