package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times told apart by their looks: ISO-8601 with {@code T} or a blank ({@code 2026-01-01 08:00:00.5+01:00}), dates with
 * slashes ({@code 4/12/2016 7:21:00 AM}) in one order, compact ones ({@code 20160412072100}), and numbers since 1970
 * whose size tells their unit. A number that would lie before 1973 is none: it may be an elapsed time. The common shapes
 * are read by hand, the rest of ISO-8601 (a named zone, say) by java.time. One instance per file: it keeps the position
 * within a cell.
 */
public final class GuessingTimeParser implements TimeParser {

    /** What is below it is no time since 1970 in any unit: 3 March 1973 in seconds; chosen here. */
    private static final long LEAST_NUMBER = 100_000_000L;

    /** From these on a number means milliseconds (1973), microseconds and nanoseconds; chosen here. */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private static final long FIRST_MICROS = 100_000_000_000_000L;
    private static final long FIRST_NANOS = 100_000_000_000_000_000L;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;
    private static final int BAD = Integer.MIN_VALUE;

    private final LocalClock clock;
    private final boolean dayFirst;
    private final PatternTimeParser slow;

    private char[] text = {};
    private int position;
    private int end;

    /**
     * For one file.
     *
     * @param dayFirst whether a date with slashes begins with its day
     */
    public GuessingTimeParser(LocalClock clock, boolean dayFirst) {
        this.clock = clock;
        this.dayFirst = dayFirst;
        this.slow = new PatternTimeParser(DateTimeFormatter.ISO_DATE_TIME, clock);
    }

    @Override
    public @Nullable Instant parse(char[] cell, int from, int to) {
        text = cell;
        position = from;
        end = to;
        if (to - from >= 10 && cell[from + 4] == '-') {
            Instant time = iso();
            return time != null || clock.neverWas() ? time : slow.parse(cell, from, to);
        }
        if (to - from >= 8 && (cell[from + 1] == '/' || cell[from + 2] == '/')) {
            return withSlashes();
        }
        return number();
    }

    /** The size is that of the digits before the point. */
    private @Nullable Instant number() {
        int from = position;
        accept('-');
        int first = position;
        long whole = 0;
        while (position < end && text[position] >= '0' && text[position] <= '9' && whole < FIRST_NANOS) {
            whole = whole * 10 + (text[position] - '0');
            position++;
        }
        if (whole < LEAST_NUMBER) {
            return null;
        }
        if (position == end && first == from && (end - from == 12 || end - from == 14)) {
            Instant time = compact(from);
            if (time != null || clock.neverWas()) {
                return time;
            }
        }
        return unitOf(whole).parse(text, from, end, Instant.EPOCH);
    }

    private static TimeUnits unitOf(long number) {
        if (number < FIRST_MILLIS) {
            return TimeUnits.EPOCH_S;
        }
        if (number < FIRST_MICROS) {
            return TimeUnits.EPOCH_MS;
        }
        return number < FIRST_NANOS ? TimeUnits.EPOCH_US : TimeUnits.EPOCH_NS;
    }

    /** {@code 20160412072100}, or without the seconds: what is a date from 1900 to 2100 is no count. */
    private @Nullable Instant compact(int from) {
        position = from;
        int year = digits(4, 4);
        int month = digits(2, 2);
        int day = digits(2, 2);
        int hour = digits(2, 2);
        int minute = digits(2, 2);
        int second = position < end ? digits(2, 2) : 0;
        if (year < 1900 || year > 2100 || !isDate(year, month, day) || !isTimeOfDay(hour, minute, second)) {
            return null;
        }
        return instant(epochDay(year, month, day), hour * 3600 + minute * 60 + second, 0, BAD);
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
        if (accept(' ')) {
            return timeOfDay(epochDay(year, month, day), 1);
        }
        return accept('T') || accept('t') ? timeOfDay(epochDay(year, month, day), 2) : null;
    }

    private @Nullable Instant withSlashes() {
        int first = digits(1, 2);
        boolean slashes = accept('/');
        int second = digits(1, 2);
        slashes &= accept('/');
        int month = dayFirst ? second : first;
        int day = dayFirst ? first : second;
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
        if (!isTimeOfDay(hour, minute, second) || nano < 0) {
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
        return offset != BAD ? Instant.ofEpochSecond(local - offset, nano) : clock.at(local, nano);
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

    private static boolean isTimeOfDay(int hour, int minute, int second) {
        return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
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
