package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samsung Health's CSV of heart rates: a line before the header, names with a long prefix, and a comma too many in each
 * row.
 *
 * <p>Public sources contradict each other on {@code start_time}: by the reference of Samsung's SDK it is UTC, while two
 * programs that read exports take it for the local time and subtract the {@code time_offset} beside it. Here it is UTC. If
 * you name a zone other than UTC it is local: each by the offset of its row, or in that zone if the row has none. How it
 * was read is said.
 */
final class SamsungCsv implements CsvKind {

    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT)?([+-]\\d{2}):?(\\d{2})");
    private static final String TYPES = "com.samsung.";

    @Override
    public boolean matches(List<Row> first) {
        return (first.get(0).cell(0).startsWith(TYPES) && first.get(0).cells().size() <= 4)
                || Columns.of(first.get(0)).has("com.samsung.health.heart_rate.start_time");
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        Row header = rows.next();
        if (header.cells().size() <= 4) {
            if (!rows.hasNext()) {
                throw new TelemetryException(
                        pass.file() + ": is cut off: Samsung Health's export ends before its header");
            }
            header = rows.next();
        }
        Columns columns = Columns.of(header, name -> name.substring(name.lastIndexOf('.') + 1));
        int time = columns.index("start_time");
        int bpm = columns.index("heart_rate");
        int offset = columns.index("time_offset");
        int device = columns.index("deviceuuid");
        if (time == Columns.NONE || bpm == Columns.NONE) {
            throw new NoTelemetryException(pass.file() + ": is an export of Samsung Health without heart rates: "
                    + Cells.shown(first.get(0).cell(0)));
        }
        boolean isLocal = !pass.settings().zone().equals(ZoneOffset.UTC);
        pass.readAs(
                "Samsung Health's CSV, times taken as "
                        + (isLocal
                                ? "local ones (for UTC leave --zone out)"
                                : "UTC (if they are local ones, name the --zone)"),
                pass.owner());
        pass.isUnordered();
        String patient = pass.owner();
        Samples samples = new Samples(
                pass, "column start_time", "column heart_rate", pass.settings().zone(), 0.0);
        columns.forEach(rows, pass, row -> {
            String source = device == Columns.NONE || row.cell(device).isEmpty() ? null : row.cell(device);
            String zone = isLocal && offset != Columns.NONE ? row.cell(offset) : "";
            samples.add(new Sample(row.line(), patient, source, row.cell(time) + iso(zone), row.cell(bpm)));
        });
    }

    /** {@code UTC+0200} as {@code +02:00}; what is none is kept, so that the time is bad. */
    private static String iso(String offset) {
        Matcher parts = OFFSET.matcher(offset);
        return parts.matches() ? parts.group(1) + ":" + parts.group(2) : offset;
    }
}
