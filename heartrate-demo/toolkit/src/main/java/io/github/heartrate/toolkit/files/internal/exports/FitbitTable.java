package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.FitbitTimes;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.Omission;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Fitbit's JSON as pandas flattens it: {@code dateTime,value.bpm,value.confidence}, with or without row numbers. A rate of
 * 70 with the confidence 0 is a filler.
 */
final class FitbitTable implements CsvKind {

    private static final Set<String> KNOWN =
            Set.of("", "index", "unnamed: 0", "datetime", "value.bpm", "value.confidence");

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        return columns.has("datetime", "value.bpm") && columns.areOnly(KNOWN);
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int time = columns.index("datetime");
        int bpm = columns.index("value.bpm");
        int confidence = columns.index("value.confidence");
        pass.readAs("Fitbit's JSON as a table, times in " + pass.settings().zone(), pass.owner());
        String patient = pass.owner();
        Samples samples = new Samples(
                pass, "column dateTime", "column value.bpm", pass.settings().zone(), 0.0);
        columns.forEach(rows, pass, row -> {
            if (confidence != Columns.NONE && FitbitTimes.isFiller(row.cell(bpm), row.cell(confidence))) {
                pass.omit(Omission.FILLER);
            } else {
                samples.add(new Sample(
                        row.line(), patient, null, FitbitTimes.local(row.cell(time), pass.settings()), row.cell(bpm)));
            }
        });
    }
}
