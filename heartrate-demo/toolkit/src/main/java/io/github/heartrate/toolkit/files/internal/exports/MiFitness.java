package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archive of a Xiaomi account from Mi Fitness: {@code Uid,Sid,Key,Time,Value,UpdateTime}. Rows of the key {@code
 * heart_rate} hold JSON with the {@code bpm}; the times are seconds since 1970. The patient is the {@code Uid}. Several
 * {@code Sid} measure at the same time and differ: they are sources, which are followed one at a time.
 */
final class MiFitness implements CsvKind {

    private static final String KEY = "heart_rate";
    private static final Pattern BPM = Pattern.compile("\"bpm\"\\s*:\\s*\"?(-?[0-9.]+|null)\"?\\s*[,}]");

    @Override
    public boolean matches(List<Row> first) {
        return Columns.of(first.get(0)).are("uid", "sid", "key", "time", "value", "updatetime");
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int uid = columns.index("uid");
        int sid = columns.index("sid");
        int key = columns.index("key");
        int time = columns.index("time");
        int value = columns.index("value");
        pass.readAs(patients -> "Mi Fitness's export, rows of " + KEY + " of " + patients
                + (patients == 1 ? " patient" : " patients")
                + (pass.settings().patient().isPresent() ? "" : " by Uid"));
        pass.isUnordered();
        Samples samples = new Samples(pass, "column Time", "bpm in column Value", ZoneOffset.UTC, 0.0, 255.0);
        boolean[] any = {false};
        columns.forEach(rows, pass, row -> {
            if (!row.cell(key).equals(KEY)) {
                return;
            }
            any[0] = true;
            String patient = pass.settings().patient().orElse(row.cell(uid));
            Matcher bpm = BPM.matcher(row.cell(value));
            if (patient.isEmpty()) {
                pass.skip(row.line(), SkipReason.NO_PATIENT, "column Uid, blank");
            } else if (!bpm.find()) {
                pass.skip(
                        row.line(),
                        SkipReason.BAD_NUMBER,
                        "column Value, without a bpm: " + Cells.shown(row.cell(value)));
            } else {
                samples.add(new Sample(row.line(), patient, row.cell(sid), row.cell(time), bpm.group(1)));
            }
        });
        if (!any[0]) {
            throw new NoTelemetryException(pass.file() + ": is an export of Mi Fitness without rows of " + KEY);
        }
    }
}
