package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.table.ColumnNames;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the names in the records at one path mean.
 *
 * @param path of the records
 * @param time the field of the times
 * @param rate the field of the rates
 * @param patient the field of the patients; null if there is none
 * @param item the field that says what a record measures; null if there is none
 * @param unit the field of the unit; null if there is none
 * @param source the field of the source; null if there is none
 * @param names all fields
 */
record RecordNames(
        String path,
        String time,
        String rate,
        @Nullable String patient,
        @Nullable String item,
        @Nullable String unit,
        @Nullable String source,
        List<String> names) {

    private static final Set<String> UNITS = Set.of("unit", "units", "uom", "valueuom");
    private static final Set<String> SOURCES = Set.of("source", "sourcename");

    /** All records of a document that have a time and a rate. */
    static List<RecordNames> all(Shape shape, ReadSettings settings) {
        Map<String, List<String>> fields = shape.paths().stream()
                .filter(path -> !path.endsWith("[]"))
                .collect(Collectors.groupingBy(
                        RecordNames::recordPath,
                        TreeMap::new,
                        Collectors.mapping(RecordNames::fieldPath, Collectors.toList())));
        return fields.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue(), shape, settings))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<RecordNames> of(String path, List<String> names, Shape shape, ReadSettings settings) {
        Optional<String> item = names.stream().filter(ColumnNames::isItem).findFirst();
        Optional<String> time = named(settings.timeColumn(), names).or(() -> ColumnNames.time(names));
        Optional<String> rate = named(settings.bpmColumn(), names).or(() -> ColumnNames.rate(names, item.isPresent()));
        if (time.isEmpty() || rate.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> patient = named(settings.patientColumn(), names)
                .or(() -> ColumnNames.patient(names.stream()
                        .filter(name -> !isNumberOfRecords(name, shape.values(joined(path, name))))
                        .toList()));
        return Optional.of(new RecordNames(
                path,
                time.get(),
                rate.get(),
                patient.orElse(null),
                item.orElse(null),
                first(names, UNITS),
                first(names, SOURCES),
                names));
    }

    /** An id of the record itself: each has its own. */
    private static boolean isNumberOfRecords(String name, List<String> values) {
        return ColumnNames.isBareId(name) && values.stream().distinct().count() == values.size();
    }

    private static Optional<String> named(Optional<String> given, List<String> names) {
        return given.flatMap(
                name -> names.stream().filter(name::equalsIgnoreCase).findFirst());
    }

    private static @Nullable String first(List<String> names, Set<String> known) {
        return names.stream()
                .filter(name -> known.contains(ColumnNames.simplified(name)))
                .findFirst()
                .orElse(null);
    }

    String pathOf(String name) {
        return joined(path, name);
    }

    static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String recordPath(String path) {
        return path.substring(0, path.lastIndexOf("[]") + 1 > 0 ? path.lastIndexOf("[]") + 2 : 0);
    }

    private static String fieldPath(String path) {
        String record = recordPath(path);
        return record.isEmpty() ? path : path.substring(record.length() + 1);
    }
}
