package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.table.TimeReading.OrderSeen;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeUnits;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out how the times of a table are written: by what the user says, else by what is in the column. */
final class TimeGuesser {

    /** One number in so many may be too small for its column; chosen here. */
    private static final long ONE_IN = 10;

    private static final Predicate<String> NUMBER =
            Pattern.compile("-?\\d+(\\.\\d*)?").asMatchPredicate();

    /** A number that the parser leaves to elapsed times. */
    private static final Predicate<String> SMALL_NUMBER =
            Pattern.compile("-?\\d{1,8}(\\.\\d*)?").asMatchPredicate();

    private final String file;
    private final ReadSettings settings;

    TimeGuesser(String file, ReadSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * Decides.
     *
     * @param allRows all rows of the table, for what the head leaves open
     */
    TimeReading guess(Head head, Layout layout, Supplier<Stream<Head.Row>> allRows) {
        int column = layout.timeColumn();
        String zone = "in " + (settings.zone().equals(ZoneOffset.UTC) ? "UTC" : settings.zone());
        Optional<String> format = settings.timeFormat();
        if (format.isPresent()) {
            Optional<TimeUnits> units = TimeUnits.of(format.get());
            return reading(
                    clock -> TimeParser.of(format.get(), settings.start(), clock),
                    null,
                    units.map(known -> "in " + known.text(settings.start()))
                            .orElse("by the pattern " + format.get() + " " + zone));
        }
        if (layout.dateColumn() == Layout.NONE && ElapsedTimes.areClocks(head, column, settings)) {
            return reading(
                    clock -> TimeParser.of(TimeParser.ELAPSED_CLOCK, settings.start(), clock),
                    null,
                    "elapsed since " + settings.start());
        }
        Optional<TimeUnits> elapsed = head.all(column, NUMBER) ? ElapsedTimes.unit(head, column) : Optional.empty();
        if (elapsed.isPresent()) {
            TimeUnits units = elapsed.get();
            return reading(
                    clock -> TimeParser.of(units.format(), settings.start(), clock),
                    null,
                    "in " + units.text(settings.start()));
        }
        if (layout.dateColumn() == Layout.NONE && head.all(column, NUMBER)) {
            refuseWhatIsNoEpoch(head, column);
            return reading(clock -> new GuessingTimeParser(clock, false), null, "since 1970");
        }
        int dates = layout.dateColumn() == Layout.NONE ? column : layout.dateColumn();
        if (settings.dateOrder().isPresent()) {
            DateOrder order = settings.dateOrder().get();
            boolean matters = head.values(dates).anyMatch(SlashDate::concerns);
            return reading(
                    clock -> new GuessingTimeParser(clock, order == DateOrder.DMY, layout.takesDates()),
                    null,
                    matters ? order.text() + " " + zone : zone);
        }
        return byTheirOrder(head, layout, zone, allRows);
    }

    private TimeReading reading(Function<LocalClock, TimeParser> maker, @Nullable OrderSeen seen, String text) {
        return TimeReading.of(settings.zone(), maker, seen, text);
    }

    private TimeReading byTheirOrder(Head head, Layout layout, String zone, Supplier<Stream<Head.Row>> allRows) {
        int dates = layout.dateColumn() == Layout.NONE ? layout.timeColumn() : layout.dateColumn();
        OrderEvidence evidence = new OrderEvidence(dates);
        head.rows().forEach(evidence::accept);
        if (evidence.isOpen() && !head.isWhole()) {
            try (Stream<Head.Row> rows = allRows.get()) {
                for (Iterator<Head.Row> each = rows.iterator(); each.hasNext() && !evidence.isSettled(); ) {
                    evidence.accept(each.next());
                }
            }
        }
        DateOrder order = evidence.decide(file, head.header().get(dates));
        return reading(
                clock -> new GuessingTimeParser(clock, order == DateOrder.DMY, layout.takesDates()),
                evidence.seen(),
                order == null ? zone : order.text() + " " + zone);
    }

    private void refuseWhatIsNoEpoch(Head head, int column) {
        long small = head.values(column).filter(SMALL_NUMBER).count();
        if (small * ONE_IN > head.values(column).count()) {
            throw new TelemetryException(file + ": column " + head.shown(column)
                    + " as times since 1970 would be before 1973; if they are elapsed times, say their unit, "
                    + "such as --time-format offset-min or offset-s (and --start); if they are not, say epoch-s");
        }
    }

    /** What the dates of a column say about the order of day and month. */
    private static final class OrderEvidence {

        private final int column;
        private @Nullable OrderSeen dayFirst;
        private @Nullable OrderSeen monthFirst;
        private @Nullable OrderSeen open;
        private boolean hasHalfDays;

        OrderEvidence(int column) {
            this.column = column;
        }

        void accept(Head.Row row) {
            String cell = row.cell(column);
            DateOrder order = SlashDate.shownBy(cell);
            if (order == DateOrder.DMY && dayFirst == null) {
                dayFirst = new OrderSeen(order, row.line(), cell);
            } else if (order == DateOrder.MDY && monthFirst == null) {
                monthFirst = new OrderSeen(order, row.line(), cell);
            } else if (open == null && SlashDate.leavesOpen(cell)) {
                open = new OrderSeen(DateOrder.MDY, row.line(), cell);
                hasHalfDays = cell.matches("(?i).*[ap]m");
            }
        }

        boolean isOpen() {
            return open != null && !isSettled();
        }

        boolean isSettled() {
            return dayFirst != null || monthFirst != null;
        }

        @Nullable
        OrderSeen seen() {
            return dayFirst != null ? dayFirst : monthFirst;
        }

        /** Null if there are no such dates. */
        @Nullable
        DateOrder decide(String file, String name) {
            if (dayFirst != null && monthFirst != null) {
                boolean inOrder = dayFirst.line() < monthFirst.line();
                OrderSeen first = inOrder ? dayFirst : monthFirst;
                throw first.contradiction(file, name, inOrder ? monthFirst : dayFirst);
            }
            OrderSeen seen = seen();
            if (seen != null) {
                return seen.order();
            }
            if (open == null || hasHalfDays) {
                return open == null ? null : DateOrder.MDY;
            }
            throw new TelemetryException(file + ": line " + open.line() + ", column " + name + ", "
                    + Cells.shown(open.cell()) + " is a day in two orders, and no row of the file tells which; say it "
                    + "with --date-order dmy or mdy");
        }
    }
}
