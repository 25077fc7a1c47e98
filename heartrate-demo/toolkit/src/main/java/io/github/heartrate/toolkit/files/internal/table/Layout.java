package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.RowFilter;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns of a table mean. Long tables have a patient column and one rate column; wide ones, and those of one
 * patient, have none and a patient for each rate column.
 *
 * @param header the columns' names
 * @param timeColumn the index of the times
 * @param dateColumn the index of the dates, if the times are only those of the day; else {@link #NONE}
 * @param patientColumn the index of the patients' ids; {@link #NONE} if the rate columns have them
 * @param itemColumn the index of a column that must have the same value in all rows that are read; else {@link #NONE}
 * @param unitColumn the index of the units of the rates; else {@link #NONE}
 * @param sourceColumn the index of the devices or applications that the readings are from; else {@link #NONE}
 * @param rateColumns the indices of the rates
 * @param patients whose they are, in the same order; empty if there is a patient column
 * @param filters the column of each row filter
 * @param isGuessed whether the columns of rates were guessed, so that they have to look like heart rates
 * @param takesDates whether a date without a time of day is its midnight
 */
record Layout(
        List<String> header,
        int timeColumn,
        int dateColumn,
        int patientColumn,
        int itemColumn,
        int unitColumn,
        int sourceColumn,
        List<Integer> rateColumns,
        List<String> patients,
        List<Filter> filters,
        boolean isGuessed,
        boolean takesDates) {

    static final int NONE = -1;

    private static final int SHOWN_UNREAD = 6;

    Layout {
        header = List.copyOf(header);
        rateColumns = List.copyOf(rateColumns);
        patients = List.copyOf(patients);
        filters = List.copyOf(filters);
    }

    /**
     * A filter and where it looks.
     *
     * @param column the index of its column
     * @param filter which cells it keeps
     */
    record Filter(int column, RowFilter filter) {

        boolean keeps(String cell) {
            return keeps(cell.toCharArray(), 0, cell.length());
        }

        boolean keeps(char[] text, int from, int to) {
            int start = Cells.skipSpaces(text, from, to);
            int end = Cells.dropSpaces(text, start, to);
            for (String value : filter.values()) {
                if (Cells.equal(value, text, start, end)) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean hasPatientColumn() {
        return patientColumn != NONE;
    }

    boolean isWide() {
        return rateColumns.size() > 1;
    }

    String name(int column) {
        return header.get(column);
    }

    /** How many times a rate is beats per minute, by the name of its column. */
    int factor(int rate) {
        return ColumnNames.factor(name(rateColumns.get(rate)));
    }

    /** How it is read, in words. */
    String text(int patientCount, String times) {
        List<String> parts = new ArrayList<>();
        String count = patientCount + (patientCount == 1 ? " patient" : " patients");
        if (hasPatientColumn()) {
            parts.add(count + " by " + name(patientColumn));
        } else {
            parts.add(isWide() ? "a ward of " + count + " by column" : "1 patient, " + patients.get(0));
        }
        String date = dateColumn == NONE ? "" : name(dateColumn) + " and ";
        parts.add("times from " + date + name(timeColumn) + " " + times);
        if (!isWide()) {
            parts.add("rates from " + name(rateColumns.get(0)) + (unitColumn == NONE ? "" : " in " + name(unitColumn)));
        }
        if (takesDates) {
            parts.add("dates alone as their midnight");
        }
        filters.forEach(each -> parts.add("rows where " + each.filter().text()));
        List<String> unread = unread().stream()
                .map(header::get)
                .filter(name -> !name.isBlank())
                .toList();
        return String.join(", ", parts) + (unread.isEmpty() ? "" : "; not read: " + shown(unread));
    }

    private static String shown(List<String> names) {
        String some = String.join(", ", names.stream().limit(SHOWN_UNREAD).toList());
        return names.size() > SHOWN_UNREAD ? some + " and " + (names.size() - SHOWN_UNREAD) + " more" : some;
    }

    /** The columns that mean nothing here. */
    List<Integer> unread() {
        return IntStream.range(0, header.size())
                .filter(i -> i != timeColumn && i != dateColumn && i != patientColumn && i != itemColumn)
                .filter(i -> i != unitColumn && i != sourceColumn)
                .filter(i -> !rateColumns.contains(i))
                .filter(i -> filters.stream().noneMatch(each -> each.column() == i))
                .boxed()
                .toList();
    }

    /** Whether a filter does not keep a row. */
    boolean leavesOut(Head.Row row) {
        return !filters.stream().allMatch(each -> each.keeps(row.cell(each.column())));
    }
}
