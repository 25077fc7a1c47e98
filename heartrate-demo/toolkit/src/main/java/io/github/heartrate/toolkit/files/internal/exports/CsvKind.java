package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import java.util.Iterator;
import java.util.List;

/** A kind of CSV whose columns have one meaning. It has no state. */
interface CsvKind {

    /** Whether the first rows are those of this kind; there is at least one. */
    boolean matches(List<Row> first);

    /** Whether it is an ordinary table, too, which is read by the columns that the user names if the user does. */
    default boolean isTable() {
        return true;
    }

    /**
     * Reads a file that matches.
     *
     * @param first the first rows, as they were looked at
     * @param rows all rows, the header too
     */
    void read(List<Row> first, Iterator<Row> rows, Pass pass);
}
