package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.util.Iterator;
import java.util.List;

/**
 * Records of Apple's HealthKit as CSV, as many programs write them: {@code startDate,type,value,unit,sourceName} and
 * others. Only records of heart rates are read, in the unit that they have; ResearchKit's are in {@code count/s}. They are
 * not in order of time, and several sources measure at once.
 */
final class HealthKitCsv implements CsvKind {

    private static final String PREFIX = "HKQuantityTypeIdentifier";
    private static final String HEART_RATE = "HeartRate";
    private static final String[] STARTS = {"startdate", "starttime", "start_date", "start_time", "start"};

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        int type = columns.index("type");
        return type != Columns.NONE
                && columns.has("value", "unit")
                && columns.index(STARTS) != Columns.NONE
                && first.stream()
                        .skip(1)
                        .map(row -> row.cell(type))
                        .anyMatch(each -> each.startsWith("HK") || each.equals(HEART_RATE));
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int type = columns.index("type");
        int time = columns.index(STARTS);
        int value = columns.index("value");
        int unit = columns.index("unit");
        int source = columns.index("sourcename", "source", "source_name");
        pass.readAs("HealthKit's records of heart rates", pass.patient());
        pass.isUnordered();
        String patient = pass.patient();
        Samples samples =
                new Samples(pass, "the start", "column value", pass.settings().zone());
        boolean[] any = {false};
        columns.forEach(rows, pass, row -> {
            if (!row.cell(type).replace(PREFIX, "").equals(HEART_RATE)) {
                return;
            }
            any[0] = true;
            int factor = RateUnit.factor(row.cell(unit));
            if (Cells.isMissing(row.cell(value))) {
                pass.omit(Omission.BLANK);
            } else if (factor == RateUnit.NONE) {
                pass.skip(
                        row.line(),
                        SkipReason.BAD_UNIT,
                        "column unit, not a unit of heart rates: " + Cells.shown(row.cell(unit)));
            } else {
                String name = source == Columns.NONE || row.cell(source).isEmpty() ? null : row.cell(source);
                samples.add(new Sample(row.line(), 0, patient, name, row.cell(time), row.cell(value), factor));
            }
        });
        if (!any[0]) {
            throw new NoTelemetryException(pass.file() + ": has records of HealthKit, but none of heart rates");
        }
    }
}
