package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.util.Iterator;
import java.util.List;

/**
 * The table of Health Auto Export: {@code Date/Time} and the least, the highest and the average rate of each interval, of
 * which the average is read; an interval of one record has that record's rate.
 */
final class HealthAutoExportCsv implements CsvKind {

    private static final String[] RATES = {
        "heart rate [avg] (count/min)", "heart rate [avg] (bpm)", "heart rate (count/min)", "heart rate (bpm)"
    };

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        return columns.index("date/time") != Columns.NONE && columns.index(RATES) != Columns.NONE;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int time = columns.index("date/time");
        int bpm = columns.index(RATES);
        String name = columns.names().get(bpm);
        pass.readAs("Health Auto Export, rates from " + name, pass.owner());
        String patient = pass.owner();
        Samples samples = new Samples(
                pass, "column Date/Time", "column " + name, pass.settings().zone());
        columns.forEach(
                rows, pass, row -> samples.add(new Sample(row.line(), patient, null, row.cell(time), row.cell(bpm))));
    }
}
