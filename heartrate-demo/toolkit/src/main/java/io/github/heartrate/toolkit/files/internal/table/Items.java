package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Columns that say what a row measures, in tables of several quantities: those of MIMIC III and IV, HiRID, SICdb,
 * AmsterdamUMCdb, eICU, OMOP, Everion and the PhysioNet challenge of 2012, and those of others by their names.
 */
final class Items {

    private static final int SHOWN = 8;
    private static final String BY_NAME = "(.*[ _/])?(hr|heart ?rate|heart_rate|pulse|pulse ?rate|bpm)|.*heartrate";
    private static final Pattern NAME = Pattern.compile(BY_NAME);

    /** The columns, the surest first, and which of their items are heart rates besides those that are called so. */
    private static final Map<String, Set<String>> COLUMNS = new LinkedHashMap<>();

    /** The columns of data sets: what is no heart rate there is another quantity. */
    private static final Set<String> OF_DATA_SETS = Set.of("itemid", "variableid", "dataid", "measurementconceptid");

    static {
        COLUMNS.put("itemid", Set.of("211", "220045", "6640"));
        COLUMNS.put("variableid", Set.of("200"));
        COLUMNS.put("dataid", Set.of("708"));
        COLUMNS.put("measurementconceptid", Set.of("3027018", "4239408"));
        COLUMNS.put("loinc", Set.of("8867-4"));
        COLUMNS.put("code", Set.of("8867-4"));
        for (String column : List.of(
                "nursingchartcelltypevallabel",
                "nursingchartcelltypevalname",
                "parameter",
                "parametername",
                "variable",
                "measurement",
                "vitalsign",
                "vital",
                "metric",
                "measure",
                "signal",
                "item")) {
            COLUMNS.put(column, Set.of());
        }
        COLUMNS.put("tag", Set.of("6"));
        COLUMNS.put("type", Set.of());
        COLUMNS.put("key", Set.of());
        COLUMNS.put("streamtype", Set.of());
    }

    private Items() {}

    /** The names of such columns, simplified, the surest first. */
    static List<String> columns() {
        return List.copyOf(COLUMNS.keySet());
    }

    /** Whether its values may be items: a code may be that of a patient unless it looks as LOINC's do. */
    static boolean mayBeItems(String column, Set<String> values) {
        return !column.equals("code") || values.stream().anyMatch(value -> value.matches("\\d{1,6}-\\d"));
    }

    static boolean isOfDataSet(String column) {
        return OF_DATA_SETS.contains(column);
    }

    static boolean isHeartRate(String column, String item) {
        String name = item.toLowerCase(Locale.ROOT);
        return COLUMNS.getOrDefault(column, Set.of()).contains(name)
                || NAME.matcher(name).matches();
    }

    /** The refusal of a table whose rows measure several things. */
    static TelemetryException mixed(String file, String column, Set<String> items) {
        String found = items.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return new TelemetryException(file + ": column " + column + " says that the rows measure several things: "
                + found + (items.size() > SHOWN ? ", ..." : "") + "; say which are heart rates, such as --where "
                + column + "=" + heartRate(column, items));
    }

    /** The refusal of a table whose rows measure something else. */
    static TelemetryException other(String file, String column, String item) {
        return new TelemetryException(file + ": column " + column + " says that the rows measure " + item
                + "; if these are heart rates, say --where " + column + "=" + item);
    }

    private static String heartRate(String column, Set<String> items) {
        return items.stream()
                .filter(item -> isHeartRate(Head.simplified(column), item))
                .findFirst()
                .orElse("VALUE");
    }
}
