package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.table.ColumnNames;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.PatientIds;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over records whose names are known. What contradicts the first ones ends it. */
final class RecordReading {

    private final Pass pass;
    private final RecordNames names;
    private final int factorOfName;
    private final Samples samples;
    private final boolean isByField;
    private final String only;
    private final Map<String, String> constant = new HashMap<>();
    private @Nullable String item;

    RecordReading(Pass pass, RecordNames names, Shape shape) {
        this.pass = pass;
        this.names = names;
        this.factorOfName = ColumnNames.factor(names.rate());
        this.samples =
                new Samples(pass, names.time(), names.rate(), pass.settings().zone());
        samples.lookAt(shape.values(names.pathOf(names.time())));
        this.isByField = names.patient() != null && pass.settings().patient().isEmpty();
        this.only = isByField ? "" : pass.patient();
        if (!isByField && pass.settings().patient().isEmpty()) {
            names.names().stream()
                    .filter(name -> ColumnNames.simplified(name).endsWith("id"))
                    .forEach(name -> keep(name, shape.values(names.pathOf(name))));
        }
    }

    /** An id that comes again is the same in all records, or tells patients apart. */
    private void keep(String name, List<String> values) {
        long distinct = values.stream().distinct().count();
        if (distinct == 1 && values.size() > 1) {
            constant.put(name, values.get(0));
        } else if (distinct < values.size()) {
            throw otherPatients(name);
        }
    }

    private TelemetryException otherPatients(String name) {
        return new TelemetryException(pass.file() + ": no field is known to name patients, but this may be one: " + name
                + "; say it with --patient-column, or with --patient that all readings are of one");
    }

    void read(JsonKind.Document document) throws IOException {
        document.read(new Records(names.path(), this::record));
    }

    private void record(JsonRecord record) {
        if (record.fields().isEmpty()) {
            return;
        }
        if (!pass.settings().where().stream()
                .allMatch(filter -> filter.values().contains(record.field(filter.column())))) {
            pass.omit(Omission.FILTERED);
            return;
        }
        constant.forEach((name, value) -> {
            if (!record.field(name).equals(value)) {
                throw otherPatients(name);
            }
        });
        requireSameItem(record);
        String patient = isByField && names.patient() != null ? record.field(names.patient()) : only;
        String source = names.source() == null ? "" : record.field(names.source());
        String unit = names.unit() == null ? "" : record.field(names.unit());
        int factor = factor(unit);
        Sample sample = new Sample(
                record.line(),
                record.number(),
                patient,
                source.isEmpty() ? null : source,
                record.field(names.time()),
                record.field(names.rate()),
                factor);
        String fault = PatientIds.fault(patient.toCharArray(), 0, patient.length());
        if (fault != null) {
            samples.skip(
                    sample,
                    SkipReason.NO_PATIENT,
                    names.patient() + ", patientId " + fault + ": " + Cells.shown(patient));
        } else if (factor == RateUnit.NONE) {
            samples.skip(sample, SkipReason.BAD_UNIT, names.unit() + ", not of heart rates: " + Cells.shown(unit));
        } else {
            samples.add(sample);
        }
    }

    /** A blank unit is that of the rate's name, as in tables. */
    private int factor(String unit) {
        int ofRecord = Cells.isMissing(unit) ? factorOfName : RateUnit.factor(unit);
        return ofRecord == RateUnit.NONE ? RateUnit.NONE : Math.max(factorOfName, ofRecord);
    }

    private void requireSameItem(JsonRecord record) {
        if (names.item() == null
                || pass.settings().where().stream()
                        .anyMatch(filter -> filter.column().equals(names.item()))) {
            return;
        }
        String measured = record.field(names.item());
        if (item == null && ColumnNames.isBareValue(names.rate()) && !ColumnNames.isHeartRate(measured)) {
            throw mixed(measured);
        }
        if (item != null && !item.equals(measured)) {
            throw mixed(item + ", " + measured);
        }
        item = measured;
    }

    private TelemetryException mixed(String items) {
        return new TelemetryException(pass.file() + ": field " + names.item() + " says that the records measure: "
                + items + "; say which are heart rates, such as --where " + names.item() + "=VALUE");
    }
}
