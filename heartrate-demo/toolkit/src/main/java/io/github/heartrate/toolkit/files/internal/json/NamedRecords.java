package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.table.ColumnNames;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records whose names are those that columns of tables have: {@code patient_id}, {@code timestamp} and {@code bpm} as this
 * library writes readings, one document per line or in a list. What the names do not decide is refused.
 */
final class NamedRecords implements JsonKind {

    private static final int SHOWN = 8;

    /** Rates of whatever patient; most of the first values must be such (chosen here). */
    private static final double LEAST = 15;

    private static final double MOST = 400;

    @Override
    public boolean matches(Shape shape) {
        return true;
    }

    @Override
    public void read(Document document, Shape shape, Pass pass) throws IOException {
        if (shape.has("episode_id") || shape.has("[].episode_id")) {
            throw new NoTelemetryException(pass.file() + ": holds alerts, and no readings");
        }
        List<RecordNames> all = RecordNames.all(shape, pass.settings());
        if (all.isEmpty()) {
            document.read((path, text, line) -> {});
            throw new NoTelemetryException(pass.file()
                    + ": is JSON without records that have a time and a heart rate by names that are known"
                    + (shape.paths().isEmpty() ? "" : "; there are " + shown(List.copyOf(shape.paths()))));
        }
        if (all.size() > 1) {
            throw new TelemetryException(pass.file() + ": is JSON with heart rates at several places: "
                    + shown(all.stream().map(each -> each.pathOf(each.rate())).toList()));
        }
        RecordNames names = all.get(0);
        requireRates(names, shape, pass);
        refusePatientsAround(names, shape, pass);
        pass.readAs(patients -> "JSON of " + patients + (patients == 1 ? " patient" : " patients") + ", times from "
                + names.time() + ", rates from " + names.rate());
        new RecordReading(pass, names, shape).read(document);
    }

    private static void requireRates(RecordNames names, Shape shape, Pass pass) {
        List<String> values = shape.values(names.pathOf(names.rate())).stream()
                .filter(value -> !Double.isNaN(number(value)))
                .toList();
        boolean isOther = ColumnNames.factor(names.rate()) > 1
                || (names.unit() != null
                        && shape.values(names.pathOf(names.unit())).stream()
                                .anyMatch(unit -> RateUnit.factor(unit) > 1));
        long rates = values.stream()
                .mapToDouble(NamedRecords::number)
                .filter(value -> value == 0 || (value >= LEAST && value <= MOST))
                .count();
        if (!isOther && pass.settings().bpmColumn().isEmpty() && rates * 2 < values.size()) {
            throw new TelemetryException(pass.file() + ": " + names.pathOf(names.rate()) + " holds no heart rates: "
                    + values.stream().limit(3).collect(Collectors.joining(", ")) + "; if it does, say --bpm-column "
                    + names.rate());
        }
    }

    private static double number(String value) {
        return new NumberParser('.').parse(value.toCharArray(), 0, value.length());
    }

    /** Lists in lists may be of one patient each. */
    private static void refusePatientsAround(RecordNames names, Shape shape, Pass pass) {
        if (names.patient() != null || pass.settings().patient().isPresent()) {
            return;
        }
        List<String> around = shape.paths().stream()
                .filter(path -> isAround(path, names.path()))
                .filter(path -> ColumnNames.patient(List.of(path)).isPresent())
                .toList();
        boolean isNested = names.path().indexOf("[]") != names.path().lastIndexOf("[]");
        if (!around.isEmpty() || isNested) {
            throw new TelemetryException(pass.file() + ": the records at " + names.path() + " do not name their patient"
                    + (around.isEmpty() ? ", and there are several lists of them" : ", which may be " + shown(around))
                    + "; say --patient if all are of one");
        }
    }

    private static boolean isAround(String path, String records) {
        int end = path.lastIndexOf('.');
        return !path.startsWith(records) && records.startsWith(end < 0 ? "" : path.substring(0, end));
    }

    private static String shown(List<String> paths) {
        return paths.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (paths.size() > SHOWN ? ", ..." : "");
    }
}
