package io.github.heartrate.toolkit.analysis;

import java.util.List;

/** Cells as text, with two blanks between columns. */
final class TextTable {

    private static final int BETWEEN = 2;
    private static final String INDENT = "    ";

    private TextTable() {}

    /** How much room a column takes. */
    static int width(List<String> column) {
        return BETWEEN + column.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Columns of the same length: the first to the left, the others to the right. */
    static void append(StringBuilder text, List<List<String>> columns) {
        append(text, 1, columns);
    }

    /** Columns of the same length: so many to the left, the others to the right. */
    static void append(StringBuilder text, int toTheLeft, List<List<String>> columns) {
        int[] widths = columns.stream().mapToInt(TextTable::width).toArray();
        for (int row = 0; row < columns.get(0).size(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = columns.get(column).get(row);
                String blanks = " ".repeat(widths[column] - (column == 0 ? BETWEEN : 0) - cell.length());
                line.append(column < toTheLeft ? cell + blanks : blanks + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** A line that is broken behind commas where it is too long; what follows is indented. */
    static void appendWrapped(StringBuilder text, String line, int maxWidth) {
        int length = 0;
        for (String part : line.split("(?<=,) ", -1)) {
            if (length > 0 && length + 1 + part.length() > maxWidth) {
                text.append('\n').append(INDENT);
                length = INDENT.length();
            } else if (length > 0) {
                text.append(' ');
                length++;
            }
            text.append(part);
            length += part.length();
        }
        text.append('\n');
    }
}
