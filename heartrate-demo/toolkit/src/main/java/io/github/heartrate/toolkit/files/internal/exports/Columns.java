package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The columns of an export by their names in lower case; blank ones at the end of a header are none. */
final class Columns {

    static final int NONE = -1;

    private final List<String> names;

    private Columns(List<String> names) {
        this.names = names;
    }

    static Columns of(Row header) {
        return of(header, name -> name);
    }

    /** By what remains of each name. */
    static Columns of(Row header, UnaryOperator<String> remains) {
        int width = header.cells().size();
        while (width > 0 && header.cell(width - 1).isEmpty()) {
            width--;
        }
        return new Columns(header.cells().stream()
                .limit(width)
                .map(name -> remains.apply(name.strip().toLowerCase(Locale.ROOT)))
                .toList());
    }

    boolean are(String... expected) {
        return names.equals(List.of(expected));
    }

    boolean has(String... expected) {
        return names.containsAll(Set.of(expected));
    }

    boolean areOnly(Set<String> known) {
        return known.containsAll(names);
    }

    List<String> names() {
        return names;
    }

    /** The first one with one of the names, the likeliest name first. */
    int index(String... alternatives) {
        for (String name : alternatives) {
            int index = names.indexOf(name);
            if (index >= 0) {
                return index;
            }
        }
        return NONE;
    }

    /** The rows below the header; one that has not its columns is skipped. */
    void forEach(Iterator<Row> rows, Pass pass, Consumer<Row> reader) {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.cells().stream().anyMatch(cell -> cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0)) {
                pass.skip(
                        row.line(),
                        SkipReason.BROKEN_QUOTE,
                        "a quoted value runs over several lines (is a quote missing?)");
            } else if (row.cells().size() < names.size()) {
                pass.skip(
                        row.line(),
                        SkipReason.WRONG_COLUMNS,
                        "expected " + names.size() + " columns: " + row.cells().size());
            } else if (row.cells().stream().skip(names.size()).anyMatch(cell -> !cell.isBlank())) {
                pass.skip(row.line(), SkipReason.WRONG_COLUMNS, "more than the header's " + names.size() + " columns");
            } else {
                reader.accept(row);
            }
        }
    }
}
