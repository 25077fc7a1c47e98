package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The heart rates of a Fitbit or Pixel Watch in Google's archive of an account, one file per day: {@code timestamp,beats
 * per minute}, since 2025 with the {@code data source}, which is a device.
 *
 * <p>The application writes a rate of 70 when it has none yet. Older exports mark it by a confidence of 0; this one does
 * not. Seen in 130 real files: after a gap 70.0 comes first in 106 of 108 cases. So a rate of exactly 70 that comes more
 * than {@linkplain #GAP a minute} after the value before it, of the same source, is taken for that filler and counted.
 * The minute is chosen here: four times the slowest rhythm of the devices. The first value of a recording follows no gap
 * and is kept.
 *
 * <p>The same folder has files of the same columns with one value per day, such as the resting rate. They are no series.
 */
final class GoogleHeartRate implements CsvKind {

    private static final Duration GAP = Duration.ofMinutes(1);

    /** Values that are at least so far apart are a summary each; chosen here. */
    private static final Duration DAILY = Duration.ofHours(12);

    private static final int TIME = 0;
    private static final int BPM = 1;
    private static final int SOURCE = 2;

    @Override
    public boolean matches(List<Row> first) {
        Columns columns = Columns.of(first.get(0));
        return columns.are("timestamp", "beats per minute")
                || columns.are("timestamp", "beats per minute", "data source");
    }

    @Override
    public void read(List<Row> first, Iterator<Row> rows, Pass pass) {
        if (pass.file().toLowerCase(Locale.ROOT).contains("resting") || isDaily(first)) {
            throw new NoTelemetryException(pass.file() + ": has one rate per day, a summary and no series");
        }
        Columns columns = Columns.of(rows.next());
        pass.readAs("Google's export of Fitbit", pass.owner());
        new Days(pass, columns).read(rows);
    }

    private static boolean isDaily(List<Row> first) {
        List<Instant> times = first.stream()
                .skip(1)
                .map(row -> time(row.cell(TIME)))
                .filter(Objects::nonNull)
                .toList();
        for (int i = 1; i < times.size(); i++) {
            if (Duration.between(times.get(i - 1), times.get(i)).abs().compareTo(DAILY) < 0) {
                return false;
            }
        }
        return times.size() > 1;
    }

    private static @Nullable Instant time(String text) {
        TimeParser parser = new GuessingTimeParser(new LocalClock(ZoneOffset.UTC), false);
        return parser.parse(text.toCharArray(), 0, text.length());
    }

    private static final class Days {

        private final Pass pass;
        private final Columns columns;
        private final Samples samples;
        private final String patient;
        private final Map<String, Instant> last = new HashMap<>();

        Days(Pass pass, Columns columns) {
            this.pass = pass;
            this.columns = columns;
            this.patient = pass.owner();
            this.samples = new Samples(
                    pass,
                    "column timestamp",
                    "column beats per minute",
                    pass.settings().zone(),
                    0.0);
        }

        void read(Iterator<Row> rows) {
            columns.forEach(rows, pass, row -> {
                String source = row.cell(SOURCE).isEmpty() ? null : row.cell(SOURCE);
                Sample sample = new Sample(row.line(), patient, source, row.cell(TIME), row.cell(BPM));
                if (isFiller(sample)) {
                    pass.omit(Omission.FILLER);
                } else {
                    samples.add(sample);
                }
            });
        }

        private boolean isFiller(Sample sample) {
            Instant time = time(sample.time());
            if (time == null) {
                return false;
            }
            String key = String.valueOf(sample.source());
            Instant before = last.put(key, time);
            if (before == null) {
                before = samples.last(patient, sample.source());
            }
            return before != null && sample.bpm().matches("70(\\.0*)?") && time.isAfter(before.plus(GAP));
        }
    }
}
