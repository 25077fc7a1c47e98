package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the rows of a table whose cell in one column has one of some values. White space around a cell does not count;
 * case does.
 *
 * @param column the column's name, in any case
 * @param values those that are kept
 */
public record RowFilter(String column, Set<String> values) {

    /** Copies the values. */
    public RowFilter {
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /**
     * Reads filters such as {@code itemid=211,220045}. What is said of one column twice is taken together.
     *
     * @param texts {@code COLUMN=VALUE}, several values with commas
     * @return a filter per column
     * @throws IllegalArgumentException if one has no column or no value
     */
    public static List<RowFilter> parse(Collection<String> texts) {
        Map<String, RowFilter> filters = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String column = equals < 0 ? "" : text.substring(0, equals).strip();
            Set<String> values = new LinkedHashSet<>();
            for (String value : text.substring(equals + 1).split(",", -1)) {
                values.add(value.strip());
            }
            values.remove("");
            if (column.isEmpty() || values.isEmpty()) {
                throw new IllegalArgumentException(
                        "--where must be COLUMN=VALUE such as itemid=220045: " + Cells.shown(text));
            }
            RowFilter filter = new RowFilter(column, values);
            filters.merge(column.toLowerCase(Locale.ROOT), filter, RowFilter::or);
        }
        return new ArrayList<>(filters.values());
    }

    private RowFilter or(RowFilter other) {
        Set<String> all = new LinkedHashSet<>(values);
        all.addAll(other.values);
        return new RowFilter(column, all);
    }

    /**
     * As it is given.
     *
     * @return such as {@code itemid=211,220045}
     */
    public String text() {
        return column + "=" + String.join(",", values);
    }
}
