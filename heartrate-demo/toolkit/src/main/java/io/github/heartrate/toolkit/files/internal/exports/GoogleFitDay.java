package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A day of Google Fit, {@code 2024-05-01.csv}: averages over 15 minutes, whose times of day have their offset and no date.
 * Averages are no readings, so that it is refused; if you name the column of averages and the date is in the file's name,
 * each average is read at the start of its interval. All of it is chosen here.
 */
final class GoogleFitDay implements CsvKind {

    @Override
    public boolean matches(List<Row> first) {
        List<String> names = Columns.of(first.get(0)).names();
        return names.size() > 2
                && names.get(0).equals("start time")
                && names.get(1).equals("end time")
                && (names.contains("move minutes count") || names.contains("average heart rate (bpm)"));
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        Optional<String> named = pass.settings().bpmColumn();
        Optional<String> date = new FileName(pass.file()).date();
        int bpm =
                named.map(name -> columns.index(name.toLowerCase(Locale.ROOT))).orElse(Columns.NONE);
        if (bpm == Columns.NONE) {
            throw new NoTelemetryException(
                    pass.file() + ": is a day of Google Fit, with averages over 15 minutes and no "
                            + "readings; to read the averages, name them with --bpm-column 'Average heart rate (bpm)'");
        }
        if (date.isEmpty()) {
            throw new NoTelemetryException(
                    pass.file() + ": is a day of Google Fit, whose times have no date; the file's "
                            + "name should have it, such as 2024-05-01.csv");
        }
        pass.readAs("averages of Google Fit", pass.owner());
        String patient = pass.owner();
        Samples samples = new Samples(
                pass,
                "column Start time",
                "column " + named.get(),
                pass.settings().zone(),
                0.0);
        columns.forEach(
                rows,
                pass,
                row -> samples.add(
                        new Sample(row.line(), patient, null, date.get() + "T" + row.cell(0), row.cell(bpm))));
    }
}
