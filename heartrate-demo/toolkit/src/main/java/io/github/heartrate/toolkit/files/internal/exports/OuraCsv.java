package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.OuraContexts;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.util.Iterator;
import java.util.List;

/** The heart rates of an Oura ring: {@code timestamp;bpm;source}, where the source is what the wearer did. */
final class OuraCsv implements CsvKind {

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        return columns.names().size() == 3
                && columns.has("timestamp", "bpm", "source")
                && first.size() > 1
                && first.stream().skip(1).allMatch(row -> OuraContexts.is(row.cell(columns.index("source"))));
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int time = columns.index("timestamp");
        int bpm = columns.index("bpm");
        pass.readAs("Oura's export", pass.owner());
        String patient = pass.owner();
        Samples samples = new Samples(
                pass, "column timestamp", "column bpm", pass.settings().zone(), 0.0);
        columns.forEach(
                rows, pass, row -> samples.add(new Sample(row.line(), patient, null, row.cell(time), row.cell(bpm))));
    }
}
