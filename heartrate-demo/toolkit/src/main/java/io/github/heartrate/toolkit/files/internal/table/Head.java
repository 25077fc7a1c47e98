package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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

    private static final int SHOWN_VALUES = 3;
    private static final Pattern BLANKS_AND_BRACKETS = Pattern.compile("[\\s_().\\[\\]/-]");

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

        /** Its date and time as they are written. */
        String time(Layout layout) {
            String date = layout.dateColumn() == Layout.NONE ? "" : cell(layout.dateColumn()) + " ";
            return date + cell(layout.timeColumn());
        }

        /** Whose it is, and from what source. */
        String group(Layout layout) {
            String patient = layout.hasPatientColumn() ? cell(layout.patientColumn()) : "";
            String source = layout.sourceColumn() == Layout.NONE ? "" : cell(layout.sourceColumn());
            return patient + '\0' + source;
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
        return values(column).findFirst().isPresent() && values(column).allMatch(such);
    }

    /** A column with what is in it, such as {@code bed (2 values: 7, 8)}. */
    String shown(int column) {
        Set<String> distinct = distinct(column);
        String some = String.join(", ", distinct.stream().limit(SHOWN_VALUES).toList());
        String count = distinct.size() + (distinct.size() == 1 ? " value: " : " values: ");
        return header.get(column) + " ("
                + (distinct.isEmpty() ? "blank" : count + some + (distinct.size() > SHOWN_VALUES ? ", ..." : "")) + ")";
    }

    boolean hasColumn(String simplified) {
        return header.stream().anyMatch(name -> simplified(name).equals(simplified));
    }

    /** A column's name as it is compared: lower case, without blanks, brackets and the like. */
    String simplified(int column) {
        return simplified(header.get(column));
    }

    static String simplified(String name) {
        return BLANKS_AND_BRACKETS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
