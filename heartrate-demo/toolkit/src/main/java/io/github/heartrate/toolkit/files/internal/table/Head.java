package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The first rows of a table, looked at before it is read: the evidence for what its columns mean.
 *
 * @param header the columns' names without white space around them
 * @param line where the header is
 * @param rows the rows below it
 * @param isWhole whether there are no others
 */
record Head(List<String> header, long line, List<Row> rows, boolean isWhole) {

    /** In how many rows a column must count on before it is taken for row numbers; chosen here. */
    private static final int LEAST_COUNTING_ROWS = 3;

    private static final int SHOWN_VALUES = 3;

    Head {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * A row as text.
     *
     * @param line where it begins
     * @param cells as they are
     */
    record Row(long line, List<String> cells) {

        /** Without white space around it; blank if the row is too short. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column).strip() : "";
        }
    }

    /** The values of a column that are not missing. */
    Stream<String> values(int column) {
        return rows.stream().map(row -> row.cell(column)).filter(value -> !Cells.isMissing(value));
    }

    Set<String> distinct(int column) {
        Set<String> distinct = new LinkedHashSet<>();
        values(column).forEach(distinct::add);
        return distinct;
    }

    /** Whether there are values, and all are such. */
    boolean all(int column, Predicate<String> such) {
        return !distinct(column).isEmpty() && values(column).allMatch(such);
    }

    /** Whether a column holds row numbers: whole numbers, each one more than the one before. */
    boolean isCounting(int column) {
        List<String> values = values(column).toList();
        if (values.size() < LEAST_COUNTING_ROWS || values.stream().anyMatch(value -> !value.matches("\\d{1,15}"))) {
            return false;
        }
        for (int i = 1; i < values.size(); i++) {
            if (Long.parseLong(values.get(i)) != Long.parseLong(values.get(i - 1)) + 1) {
                return false;
            }
        }
        return true;
    }

    /** A column with what is in it, such as {@code bed (2 values: 7, 8)}. */
    String shown(int column) {
        Set<String> distinct = distinct(column);
        String some = String.join(", ", distinct.stream().limit(SHOWN_VALUES).toList());
        String count = distinct.size() + (distinct.size() == 1 ? " value: " : " values: ");
        return header.get(column) + " ("
                + (distinct.isEmpty() ? "blank" : count + some + (distinct.size() > SHOWN_VALUES ? ", ..." : "")) + ")";
    }

    /** A column's name as it is compared: lower case, without blanks, brackets and the like. */
    String simplified(int column) {
        return simplified(header.get(column));
    }

    static String simplified(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_().\\[\\]/-]", "");
    }
}
