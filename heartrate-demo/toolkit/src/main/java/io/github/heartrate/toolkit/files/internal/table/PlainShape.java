package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table whose rows mean the same each by itself, so that several threads may parse them: the columns are times, ids of
 * patients, rates, and others that are not looked at.
 *
 * @param layout what its columns mean
 * @param times how its times are read
 * @param missing numbers that stand for no value
 * @param separator of its columns, one ASCII character
 * @param charset of its text, in which ASCII is ASCII
 */
record PlainShape(Layout layout, TimeReading times, Set<Double> missing, char separator, Charset charset) {

    static final int IGNORED = -1;
    static final int TIME = -2;
    static final int PATIENT = -3;

    private static final Set<Charset> LIKE_ASCII =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    /** Whether the rows of the table mean the same each by itself. */
    boolean isPlain(UnreadColumns unread) {
        return (LIKE_ASCII.contains(charset) || charset.name().startsWith("windows-125"))
                && separator < 0x80
                && separator != '"'
                && layout.itemColumn() == Layout.NONE
                && layout.dateColumn() == Layout.NONE
                && layout.unitColumn() == Layout.NONE
                && layout.sourceColumn() == Layout.NONE
                && layout.filters().isEmpty()
                && layout.unread().stream().noneMatch(unread::watches);
    }

    /** Of each column: the number of the rate in it, or another meaning. */
    int[] roles() {
        int[] roles = new int[layout.header().size()];
        Arrays.fill(roles, IGNORED);
        roles[layout.timeColumn()] = TIME;
        if (layout.hasPatientColumn()) {
            roles[layout.patientColumn()] = PATIENT;
        }
        for (int i = 0; i < layout.rateColumns().size(); i++) {
            roles[layout.rateColumns().get(i)] = i;
        }
        return roles;
    }

    /** A parser of its rows, for one thread. */
    PlainRows parser() {
        return new PlainRows(this, times.again());
    }

    NumberParser numbers() {
        return new NumberParser(decimalMark());
    }

    char decimalMark() {
        return separator == ';' ? ',' : '.';
    }

    /** Whether a number is a rate per minute as it stands. */
    boolean takesNumbersAsTheyAre() {
        return missing.isEmpty()
                && IntStream.range(0, layout.rateColumns().size()).allMatch(rate -> layout.factor(rate) == 1);
    }

    /** Whether times in the shape of ISO 8601 are what they look like. */
    boolean takesIsoTimes() {
        return times.parser() instanceof GuessingTimeParser;
    }

    /** Of times without an offset; {@link IsoTimes#LOCAL} if it is not always the same. */
    int offsetOfLocal() {
        ZoneRules rules = times.clock().zone().getRules();
        return rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : IsoTimes.LOCAL;
    }
}
