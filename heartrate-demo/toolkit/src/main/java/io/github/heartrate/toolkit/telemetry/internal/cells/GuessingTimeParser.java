package io.github.heartrate.toolkit.telemetry.internal.cells;

import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times told apart by their looks: ISO-8601 with {@code T} or a blank ({@code 2026-01-01 08:00:00.5+01:00}), dates with
 * slashes ({@code 4/12/2016 7:21:00 AM}) in one order, with dots ({@code 12.4.2016 7:21}, always the day first), compact
 * ones ({@code 20160412072100}, {@code 20160412T072100Z}), and numbers since 1970 whose size tells their unit. A date
 * alone is none, and neither is a number that would lie before 1973: it may be an elapsed time. The common shapes are
 * read by hand, the rest of ISO-8601 (a named zone, say) by java.time. One instance per file: it keeps the position within
 * a cell.
 */
public final class GuessingTimeParser implements TimeParser {

    /** What is below it is no time since 1970 in any unit: 3 March 1973 in seconds; chosen here. */
    private static final long LEAST_NUMBER = 100_000_000L;

    /** From these on a number means milliseconds (1973), microseconds and nanoseconds; chosen here. */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private static final long FIRST_MICROS = 100_000_000_000_000L;
    private static final long FIRST_NANOS = 100_000_000_000_000_000L;

    /** Of years with two digits. */
    private static final int CENTURY = 2000;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;
    private static final int BAD = Integer.MIN_VALUE;

    private final LocalClock clock;
    private final boolean dayFirst;
    private final boolean takesDates;
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
        this(clock, dayFirst, false);
    }

    /**
     * For one file.
     *
     * @param dayFirst whether a date with slashes begins with its day
     * @param takesDates whether a date alone is its midnight
     */
    public GuessingTimeParser(LocalClock clock, boolean dayFirst, boolean takesDates) {
        this.clock = clock;
        this.dayFirst = dayFirst;
        this.takesDates = takesDates;
        this.slow = new PatternTimeParser(DateTimeFormatter.ISO_DATE_TIME, clock);
    }

    @Override
    public @Nullable Instant parse(char[] cell, int from, int to) {
        text = cell;
        position = from;
        end = to;
        if (to - from < 8) {
            return null;
        }
        if (to - from >= 10 && isDateMark(cell[from + 4]) && cell[from + 4] == cell[from + 7]) {
            Instant time = yearFirst(cell[from + 4]);
            return time != null || clock.neverWas() || cell[from + 4] != '-' ? time : slow.parse(cell, from, to);
        }
        char mark = isDateMark(cell[from + 1]) ? cell[from + 1] : cell[from + 2];
        if (mark == '/' || mark == '.') {
            Instant time = yearLast(mark);
            if (time != null || clock.neverWas() || mark == '/') {
                return time;
            }
            position = from;
        }
        return isCompact() ? compact() : number();
    }

    private static boolean isDateMark(char c) {
        return c == '-' || c == '/' || c == '.';
    }

    /** The size is that of the digits before the point. */
    private @Nullable Instant number() {
        int from = position;
        accept('-');
        long whole = 0;
        while (position < end && isDigit(text[position]) && whole < FIRST_NANOS) {
            whole = whole * 10 + (text[position] - '0');
            position++;
        }
        if (whole < LEAST_NUMBER) {
            return null;
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

    /** Whether the first digits are a date and a time from 1900 to 2100, and are no count therefore. */
    private boolean isCompact() {
        int from = position;
        int count = 0;
        while (from + count < end && isDigit(text[from + count])) {
            count++;
        }
        boolean isCut = from + count == end;
        boolean isCompact = switch (count) {
            case 8 -> !isCut && (text[from + 8] == 'T' || text[from + 8] == 't' || isSpace(text[from + 8]));
            case 12, 17 -> isCut;
            case 14 -> true;
            default -> false;
        };
        boolean isDate = isCompact && isDate(digits(4, 4), digits(2, 2), digits(2, 2));
        int year = isDate ? yearAt(from) : 0;
        accept('T');
        accept('t');
        skipSpaces();
        int hour = digits(2, 2);
        accept(':');
        boolean isTime = isTimeOfDay(hour, digits(2, 2), 0);
        position = from;
        return isDate && isTime && year >= 1900 && year <= 2100;
    }

    private int yearAt(int from) {
        return Integer.parseInt(new String(text, from, 4));
    }

    /** {@code 20160412072100}, with decimals, milliseconds or an offset; or without its seconds. */
    private @Nullable Instant compact() {
        long day = epochDay(digits(4, 4), digits(2, 2), digits(2, 2));
        if (!accept('T')) {
            accept('t');
        }
        skipSpaces();
        if (end - position > 2 && text[position + 2] == ':') {
            return timeOfDay(day, 1);
        }
        int hour = digits(2, 2);
        int minute = digits(2, 2);
        int second = position < end && isDigit(text[position]) ? digits(2, 2) : 0;
        boolean hasFraction = position < end && (accept('.') || accept(',') || isDigit(text[position]));
        int nano = hasFraction ? fraction() : 0;
        return isTimeOfDay(hour, minute, second) && nano >= 0
                ? ended(day, hour * 3600 + minute * 60 + second, nano)
                : null;
    }

    private @Nullable Instant yearFirst(char mark) {
        int year = digits(4, 4);
        accept(mark);
        int month = digits(2, 2);
        accept(mark);
        int day = digits(2, 2);
        return isDate(year, month, day) ? onDay(epochDay(year, month, day)) : null;
    }

    private @Nullable Instant yearLast(char mark) {
        int first = digits(1, 2);
        boolean marks = accept(mark);
        int second = digits(1, 2);
        marks &= accept(mark);
        boolean isDayFirst = dayFirst || mark == '.';
        int month = isDayFirst ? second : first;
        int day = isDayFirst ? first : second;
        int from = position;
        int year = digits(2, 4);
        year = position - from == 2 ? CENTURY + year : year;
        if (!marks || position - from == 3 || !isDate(year, month, day)) {
            return null;
        }
        return onDay(epochDay(year, month, day));
    }

    private @Nullable Instant onDay(long day) {
        if (position == end) {
            return takesDates ? instant(day, 0, 0, BAD) : null;
        }
        if (accept('T') || accept('t')) {
            return timeOfDay(day, 2);
        }
        accept(',');
        return skipSpaces() ? timeOfDay(day, 1) : null;
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
        return isTimeOfDay(hour, minute, second) && nano >= 0
                ? ended(day, hour * 3600 + minute * 60 + second, nano)
                : null;
    }

    private @Nullable Instant ended(long day, int secondOfDay, int nano) {
        if (position == end) {
            return instant(day, secondOfDay, nano, BAD);
        }
        int offset = offset();
        return offset == BAD || position < end ? null : instant(day, secondOfDay, nano, offset);
    }

    /** The hour of the day, if AM or PM follows; phones put narrow blanks before it. */
    private int halfDay(int hour) {
        int before = position;
        skipSpaces();
        boolean isAfternoon = accept('p') || accept('P');
        boolean isHalf = isAfternoon || accept('a') || accept('A');
        accept('.');
        skipSpaces();
        if (!isHalf || !(accept('m') || accept('M'))) {
            position = before;
            return hour;
        }
        accept('.');
        return hour < 1 || hour > 12 ? BAD : hour % 12 + (isAfternoon ? 12 : 0);
    }

    /** Z, UTC, GMT, +01, +0100, +01:00, UTC+0100, also after a blank. */
    private int offset() {
        skipSpaces();
        if (accept('Z') || accept('z')) {
            return 0;
        }
        if (end - position >= 3 && isUtc()) {
            position += 3;
            if (position == end) {
                return 0;
            }
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

    /** Any blanks, those that do not break too; whether there was one. */
    private boolean skipSpaces() {
        int before = position;
        while (position < end && isSpace(text[position])) {
            position++;
        }
        return position > before;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || (c > 0x7f && Character.isSpaceChar(c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int digits(int least, int most) {
        int value = 0;
        int start = position;
        while (position < end && position - start < most && isDigit(text[position])) {
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
