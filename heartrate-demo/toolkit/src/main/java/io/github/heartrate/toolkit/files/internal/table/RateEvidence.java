package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether the values of columns that were guessed to hold heart rates look so, over all rows. The bounds are chosen here:
 * nothing that lives has 400 beats per minute in a row, and what is below 6 is likelier to be in Hz.
 */
final class RateEvidence {

    private static final double MOST = 400;
    private static final double LEAST = 6;

    /** So many odd values more than others in a row are no artefacts. */
    private static final int MOST_IN_A_ROW = 8;

    private static final int SHOWN_VALUES = 3;

    /** What a byte holds at most; devices write it for no value. */
    private static final double FULL_BYTE = 255;

    /** A rate that people do reach. */
    private static final double MOST_OF_PEOPLE = 220;

    private final Pass pass;
    private final Layout layout;
    private final Column[] columns;

    RateEvidence(Pass pass, Layout layout) {
        this.pass = pass;
        this.layout = layout;
        columns = new Column[layout.isGuessed() ? layout.rateColumns().size() : 0];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Column();
        }
    }

    private static final class Column {
        private long all;
        private long odd;
        private long fullBytes;
        private int inARow;
        private boolean isOfBytes = true;
        private final List<Double> shown = new ArrayList<>();
    }

    void accept(int rate, double bpm) {
        if (columns.length == 0) {
            return;
        }
        Column column = columns[rate];
        column.all++;
        if (bpm > MOST_OF_PEOPLE || bpm != (int) bpm) {
            if (bpm == FULL_BYTE) {
                column.fullBytes++;
            } else {
                column.isOfBytes = false;
            }
        }
        if (bpm > MOST || (bpm < LEAST && bpm > 0)) {
            odd(rate, column, bpm);
        } else if (column.inARow > 0) {
            column.inARow--;
        }
    }

    private void odd(int rate, Column column, double bpm) {
        column.odd++;
        if (column.shown.size() < SHOWN_VALUES) {
            column.shown.add(bpm);
        }
        if (++column.inARow >= MOST_IN_A_ROW) {
            throw refusal(rate, column);
        }
    }

    /** After the last row: refuses what is odd as a whole, and says what may stand for no value. */
    void end() {
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            if (column.odd * 2 > column.all) {
                throw refusal(i, column);
            }
            if (column.isOfBytes && column.fullBytes > 1) {
                pass.doubt("column " + name(i) + " has 255 bpm " + column.fullBytes + " times and nothing else above "
                        + (int) MOST_OF_PEOPLE
                        + ": if the device writes 255 where it measured nothing, say --missing 255");
            }
        }
    }

    private TelemetryException refusal(int rate, Column column) {
        String values = column.shown.stream().map(RateEvidence::text).collect(Collectors.joining(", "));
        boolean isLow = column.shown.get(0) < LEAST;
        return new TelemetryException(
                pass.file() + ": column " + name(rate) + " holds values that are no heart rates per "
                        + "minute (" + values + ", ...): "
                        + (isLow
                                ? "are they in Hz, or another quantity?"
                                : "are they intervals in ms, " + "or another quantity?")
                        + " If they are rates, say --bpm-column "
                        + (layout.isWide() ? "COLUMN" : name(rate)));
    }

    private String name(int rate) {
        return layout.name(layout.rateColumns().get(rate));
    }

    private static String text(double value) {
        return value == Math.rint(value) && value < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
