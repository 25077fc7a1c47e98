package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the times of one pass over a table are read.
 *
 * @param parser reads them
 * @param clock of the local ones among them
 * @param maker makes a parser with a clock
 * @param orderSeen the row that decided the order of day and month; null if none did
 * @param text how they are read, in words
 */
record TimeReading(
        TimeParser parser,
        LocalClock clock,
        Function<LocalClock, TimeParser> maker,
        @Nullable OrderSeen orderSeen,
        String text) {

    /** With a clock of its own. */
    static TimeReading of(
            ZoneId zone, Function<LocalClock, TimeParser> maker, @Nullable OrderSeen orderSeen, String text) {
        LocalClock clock = new LocalClock(zone);
        return new TimeReading(maker.apply(clock), clock, maker, orderSeen, text);
    }

    /** The same with a parser and a clock of its own, for another thread. */
    TimeReading again() {
        return of(clock.zone(), maker, orderSeen, text);
    }

    /**
     * A date that has only one order.
     *
     * @param order the one
     * @param line where it is
     * @param cell the date
     */
    record OrderSeen(DateOrder order, long line, String cell) {

        /** The refusal of a file in which another row has the other order. */
        TelemetryException contradiction(String file, String column, OrderSeen other) {
            return new TelemetryException(file + ": column " + column + " has dates in two orders: line " + line + ", "
                    + text() + ", and line " + other.line + ", " + other.text()
                    + "; say which with --date-order dmy or mdy");
        }

        private String text() {
            return Cells.shown(cell) + " (" + order.text() + ")";
        }
    }
}
