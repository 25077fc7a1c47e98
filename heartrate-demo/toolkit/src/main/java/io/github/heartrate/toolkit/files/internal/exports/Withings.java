package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Withings' raw files of heart rates, {@code raw_hr_hr.csv} and {@code raw_bed_hr.csv}: {@code start,duration,value} with
 * lists in the cells. A value begins at the start plus the durations before it (in a real file the next row begins within
 * 3 s of the last one's end). They are not in order of time.
 *
 * <p>Raw files of steps, of oxygen and others have the same columns, and nothing in them says what they hold: the file's
 * name does. If it does not, the file is refused, unless you say {@code --bpm-column value}.
 */
final class Withings implements CsvKind {

    private static final Set<String> OTHERS = Set.of(
            "rr",
            "spo2",
            "oxygen",
            "steps",
            "calories",
            "distance",
            "elevation",
            "respiratory",
            "respiration",
            "snoring",
            "sleep",
            "state",
            "temperature",
            "hrv",
            "rmssd",
            "sdnn",
            "sdnn_1",
            "lap",
            "stroke",
            "vo2max",
            "altitude",
            "latitude",
            "longitude",
            "speed",
            "earned",
            "variability",
            "ecg");

    @Override
    public boolean matches(List<Row> first) {
        return Columns.of(first.get(0)).are("start", "duration", "value")
                && first.stream().skip(1).limit(1).allMatch(row -> row.cell(2).startsWith("["));
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        FileName name = new FileName(pass.file());
        boolean isSaid =
                pass.settings().bpmColumn().filter("value"::equalsIgnoreCase).isPresent();
        if (!isSaid && (!name.isHeartRate() || name.has(OTHERS))) {
            throw new NoTelemetryException(
                    pass.file() + ": is a raw file of Withings, and its name does not say that it "
                            + "holds heart rates as raw_hr_hr.csv does; if it does, say --bpm-column value");
        }
        Columns columns = Columns.of(rows.next());
        pass.readAs("Withings' raw file", pass.owner());
        pass.isUnordered();
        new Lists(pass).read(columns, rows);
    }

    private static final class Lists {

        private final Pass pass;
        private final String patient;
        private final Samples samples;

        Lists(Pass pass) {
            this.pass = pass;
            this.patient = pass.owner();
            this.samples = new Samples(
                    pass, "column start", "column value", pass.settings().zone(), 0.0);
        }

        void read(Columns columns, Iterator<Row> rows) {
            columns.forEach(rows, pass, this::row);
        }

        private void row(Row row) {
            List<String> durations = list(row.cell(1));
            List<String> values = list(row.cell(2));
            Instant start = samples.time(new Sample(row.line(), patient, null, row.cell(0), ""));
            if (start == null) {
                return;
            }
            if (durations.size() != values.size()) {
                pass.skip(
                        row.line(),
                        SkipReason.WRONG_COLUMNS,
                        "column duration has " + durations.size() + " and column value has " + values.size());
                return;
            }
            Duration before = Duration.ZERO;
            for (int i = 0; i < values.size(); i++) {
                samples.addAt(new Sample(row.line(), patient, null, "", values.get(i)), start.plus(before));
                String duration = durations.get(i);
                if (i + 1 < values.size() && !duration.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                    pass.skip(
                            row.line(),
                            SkipReason.BAD_TIME,
                            "column duration, not a number of seconds, so that the values after it have no time: "
                                    + Cells.shown(duration));
                    return;
                }
                before = i + 1 < values.size() ? before.plus(Duration.parse("PT" + duration + "S")) : before;
            }
        }

        /** {@code [60,60]}, or a number alone. */
        private static List<String> list(String cell) {
            String inside = cell.startsWith("[") && cell.endsWith("]") ? cell.substring(1, cell.length() - 1) : cell;
            return List.of(inside.split("\\s*,\\s*", -1));
        }
    }
}
