package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import java.util.Iterator;
import java.util.List;

/**
 * The archive of a Zepp or Mi Fit account: {@code HEARTRATE_AUTO_*.csv} with {@code date,time,heartRate} in local time,
 * and {@code HEARTRATE_*.csv} with {@code time,heartRate} and an offset. Where a watch was synchronised twice, minutes
 * stand twice, with other rates: these are conflicts, which are counted and said. The bands measure in a byte: 255 is no
 * value, nor is 0.
 */
final class Zepp implements CsvKind {

    @Override
    public boolean matches(List<Row> first) {
        List<String> names = first.get(0).cells();
        boolean isAuto = names.equals(List.of("date", "time", "heartRate"));
        boolean isTaken = names.equals(List.of("time", "heartRate"))
                && first.size() > 1
                && first.get(1).cell(0).matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\+0000");
        return isAuto || isTaken;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int date = columns.index("date");
        int time = columns.index("time");
        int bpm = columns.index("heartrate");
        pass.readAs(
                "Zepp's export"
                        + (date == Columns.NONE
                                ? ""
                                : ", times in " + pass.settings().zone()),
                pass.owner());
        String patient = pass.owner();
        Samples samples = new Samples(
                pass, "column time", "column heartRate", pass.settings().zone(), 0.0, 255.0);
        columns.forEach(rows, pass, row -> {
            String day = date == Columns.NONE ? "" : row.cell(date) + " ";
            samples.add(new Sample(row.line(), patient, null, day + row.cell(time), row.cell(bpm)));
        });
    }
}
