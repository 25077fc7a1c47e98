package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code HR.csv} of an Empatica E4, also in the data sets WESAD and PPG-DaLiA: no header; the start in seconds since 1970,
 * the number of values per second, then a value per line. Some copies have each number twice in a line.
 *
 * <p>The band's other signals have files of the same shape. Its heart rates come once per second, while its skin
 * conductance and temperature come 4 times, acceleration 32 times and blood volume 64 times: a file of another rhythm is
 * refused, and so is one whose name says another signal, and one in which most values are no heart rates (20 to 250,
 * chosen here).
 */
final class EmpaticaE4 implements CsvKind {

    private static final Set<String> OTHERS = Set.of("eda", "temp", "bvp", "acc", "ibi", "tags", "gsr");
    private static final double LEAST = 20;
    private static final double MOST = 250;
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    @Override
    public boolean matches(List<Row> first) {
        return first.size() > 1
                && first.get(0).line() == 1
                && first.get(0).cells().size() <= 3
                && first.get(0).cells().stream().allMatch(cell -> cell.strip().matches("\\d{9,10}\\.\\d+"))
                && first.get(1).cells().size() <= 3
                && first.get(1).cell(0).matches("\\d{1,3}\\.0+");
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        FileName name = new FileName(pass.file());
        refuseOthers(first, name, pass.file());
        Row start = rows.next();
        Row rate = rows.next();
        pass.readAs("Empatica E4's HR.csv", pass.patient());
        String patient = pass.patient();
        Instant begin = new Samples(pass, "the start", "", ZoneOffset.UTC)
                .time(new Sample(start.line(), patient, null, start.cell(0), ""));
        if (begin == null) {
            throw new TelemetryException(pass.file() + ": line 1, not a start: " + Cells.shown(start.cell(0)));
        }
        Samples samples = new Samples(pass, "time", "the value", ZoneOffset.UTC, 0.0);
        while (rows.hasNext()) {
            Row row = rows.next();
            Optional<String> value = value(row);
            if (value.isEmpty()) {
                pass.skip(
                        row.line(),
                        SkipReason.WRONG_COLUMNS,
                        "expected one value: " + Cells.shown(String.join(",", row.cells())));
            } else {
                Instant time = begin.plus(Duration.ofSeconds(row.line() - rate.line() - 1));
                samples.addAt(new Sample(row.line(), patient, null, "", value.get()), time);
            }
        }
    }

    private static void refuseOthers(List<Row> first, FileName name, String file) {
        String rhythm = first.get(1).cell(0);
        List<String> values = first.stream()
                .skip(2)
                .map(EmpaticaE4::value)
                .flatMap(Optional::stream)
                .filter(value -> value.matches(NUMBER))
                .toList();
        long rates = values.stream()
                .mapToDouble(Double::parseDouble)
                .filter(value -> value >= LEAST && value <= MOST)
                .count();
        boolean isSaid = name.isHeartRate() && !name.has(OTHERS);
        boolean isOther = name.has(OTHERS)
                || Double.parseDouble(rhythm) != 1
                || rates * 2 < values.size()
                || (!isSaid && rates < values.size());
        if (isOther) {
            throw new NoTelemetryException(
                    file + ": has the shape of Empatica E4's files, but is not its HR.csv, which "
                            + "has one rate per second: " + rhythm + " values per second, the first ones "
                            + String.join(", ", values.stream().limit(3).toList()));
        }
    }

    /** The one value of a row, which may stand there twice. */
    private static Optional<String> value(Row row) {
        List<String> distinct =
                row.cells().stream().map(String::strip).distinct().toList();
        return distinct.size() == 1 && row.cells().size() <= 2 ? Optional.of(distinct.get(0)) : Optional.empty();
    }
}
