package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;

/**
 * A table of samples out of Gadgetbridge's database, saved as CSV: times in seconds or milliseconds since 1970, the
 * patient by {@code USER_ID}, the source by {@code DEVICE_ID}. Bands measure in a byte; 255, 0 and -1 are no value.
 */
final class Gadgetbridge implements CsvKind {

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        return columns.has("timestamp", "heart_rate")
                && (columns.has("raw_intensity") || columns.has("raw_kind") || columns.has("device_id", "user_id"));
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Columns columns = Columns.of(rows.next());
        int time = columns.index("timestamp");
        int bpm = columns.index("heart_rate");
        int user = columns.index("user_id");
        int device = columns.index("device_id");
        boolean isByUser = user != Columns.NONE && pass.settings().patient().isEmpty();
        pass.readAs(patients -> "Gadgetbridge's samples of " + patients + (patients == 1 ? " patient" : " patients")
                + (isByUser ? " by USER_ID" : ""));
        Samples samples = new Samples(pass, "column TIMESTAMP", "column HEART_RATE", ZoneOffset.UTC, 0.0, 255.0, -1.0);
        String only = isByUser ? "" : pass.patient();
        columns.forEach(rows, pass, row -> {
            String patient = isByUser ? row.cell(user) : only;
            if (patient.isEmpty()) {
                pass.skip(row.line(), SkipReason.NO_PATIENT, "column USER_ID, blank");
                return;
            }
            String source = device == Columns.NONE || row.cell(device).isEmpty() ? null : row.cell(device);
            samples.add(new Sample(row.line(), patient, source, row.cell(time), row.cell(bpm)));
        });
    }
}
