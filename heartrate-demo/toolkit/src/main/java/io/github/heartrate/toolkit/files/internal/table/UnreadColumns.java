package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.table.MergedPatients.Grouped;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table without a patient column that are not read, over all its rows: whether one that is called like
 * an id changes after all, or comes again; and if the readings have to be sorted, whether one sets in order what is not.
 */
final class UnreadColumns {

    /** So many ids that come again are no accident; chosen here. */
    private static final int MOST_REPEATS = 3;

    private final String file;
    private final Layout layout;
    private final int[] slots;
    private final List<Column> columns = new ArrayList<>();
    private final boolean isSorting;
    private final Grouped all = new Grouped();

    private UnreadColumns(String file, Layout layout, boolean isSorting) {
        this.file = file;
        this.layout = layout;
        this.isSorting = isSorting;
        slots = new int[layout.header().size()];
        Arrays.fill(slots, Layout.NONE);
    }

    /** Watches nothing. */
    static UnreadColumns none(Layout layout) {
        return new UnreadColumns("", layout, false);
    }

    /** Watches the columns that may name patients; all of them if the readings are not in order of time. */
    static UnreadColumns of(String file, Head head, Layout layout, boolean isSorting) {
        UnreadColumns unread = new UnreadColumns(file, layout, isSorting);
        for (int column : layout.unread()) {
            boolean isLikeAnId = MergedPatients.isCalledLikeAnId(head, column);
            Set<String> values = head.distinct(column);
            boolean isConstant = isLikeAnId && values.size() <= 1;
            boolean isDistinct = isLikeAnId
                    && values.size() > 1
                    && values.size() == head.values(column).count();
            if (isConstant || isDistinct || isSorting) {
                unread.slots[column] = unread.columns.size();
                unread.columns.add(new Column(column, isConstant, isDistinct, values));
            }
        }
        return unread;
    }

    private static final class Column {
        private final int index;
        private final boolean isConstant;
        private @Nullable String only;
        private final Set<String> earlier;
        private final Grouped groups = new Grouped();
        private String cell = "";
        private int repeats;

        Column(int index, boolean isConstant, boolean isDistinct, Set<String> values) {
            this.index = index;
            this.isConstant = isConstant;
            this.only = isConstant && !values.isEmpty() ? values.iterator().next() : null;
            this.earlier = isDistinct ? new HashSet<>(values) : Set.of();
        }
    }

    boolean watches(int column) {
        return slots[column] != Layout.NONE;
    }

    void cell(int index, char[] buffer, int offset, int end) {
        Column column = columns.get(slots[index]);
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (!Cells.equal(column.cell, buffer, from, to)) {
            column.cell = Cells.isMissing(CharBuffer.wrap(buffer, from, to - from))
                    ? ""
                    : new String(buffer, from, to - from);
        }
    }

    /** A row that is read. */
    void row(Instant time, double bpm, boolean isOfHead) {
        if (!columns.isEmpty()) {
            watch(time, bpm, isOfHead);
        }
    }

    private void watch(Instant time, double bpm, boolean isOfHead) {
        for (Column column : columns) {
            if (!column.cell.isEmpty()) {
                if (column.isConstant && column.only == null) {
                    column.only = column.cell;
                }
                if (column.only != null && !column.only.equals(column.cell)) {
                    throw MergedPatients.refusal(
                            file, layout.name(column.index) + " (" + column.only + ", then " + column.cell + ")");
                }
                if (!isOfHead && column.earlier.contains(column.cell) && ++column.repeats >= MOST_REPEATS) {
                    throw MergedPatients.refusal(
                            file, layout.name(column.index) + " (" + column.cell + " and others come again)");
                }
            }
            if (isSorting) {
                column.groups.accept(column.cell, time, bpm);
            }
        }
        if (isSorting) {
            all.accept("", time, bpm);
        }
    }

    /** After the last row. */
    void end() {
        List<String> suspects = new ArrayList<>();
        for (Column column : columns) {
            if (isSorting && column.groups.setInOrder(all)) {
                suspects.add(layout.name(column.index) + " (" + column.groups.count() + " values)");
            }
        }
        if (!suspects.isEmpty()) {
            throw refusal(suspects);
        }
    }

    private TelemetryException refusal(List<String> suspects) {
        return MergedPatients.refusal(file, String.join(", ", suspects));
    }
}
