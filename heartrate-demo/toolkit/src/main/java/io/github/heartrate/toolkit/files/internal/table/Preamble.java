package io.github.heartrate.toolkit.files.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may stand before the header of a table: Excel's {@code sep=;}, and comments that begin with {@code #}. */
final class Preamble {

    private static final Pattern EXCEL = Pattern.compile("(?i)\"?sep=(.)\"?\\s*");
    private static final String SEPARATORS = ",;\t|";

    private Preamble() {}

    /** Whether a row is no header yet. */
    static boolean isBefore(List<String> row) {
        String first = row.get(0).strip();
        if (first.toLowerCase(Locale.ROOT).startsWith("sep=") || first.startsWith("\"sep=")) {
            return true;
        }
        return isComment(first) && row.stream().map(Preamble::bare).noneMatch(ColumnNames.TIMES::contains);
    }

    private static boolean isComment(String text) {
        return text.startsWith("#") && text.length() > 1;
    }

    private static String bare(String cell) {
        return Head.simplified(cell.replaceFirst("^[\\s#]+", ""));
    }

    /** A header's names, without the mark of a comment before the first one. */
    static List<String> names(List<String> header) {
        List<String> names = header.stream().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
        if (isComment(names.get(0))) {
            names.set(0, names.get(0).replaceFirst("^[\\s#]+", ""));
        }
        return names;
    }

    /** What separates the columns: what Excel's line says, else the one that the first line of the table has most of. */
    static char separator(String beginning) {
        char separator = ',';
        for (String line : beginning.split("[\r\n]+", -1)) {
            Matcher excel = EXCEL.matcher(line);
            if (excel.matches()) {
                return excel.group(1).charAt(0);
            }
            separator = mostIn(line);
            boolean isComment = !line.isBlank() && isBefore(List.of(line.split(Pattern.quote("" + separator), -1)));
            if (!line.isBlank() && !isComment) {
                return separator;
            }
        }
        return separator;
    }

    private static char mostIn(String line) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            int separator = quoted ? -1 : SEPARATORS.indexOf(c);
            if (separator >= 0) {
                counts[separator]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }
}
