package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.DeviceRates;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The points of a training that is written as XML. A point without a rate gives no reading, and no rate is carried
 * forward: a gap stays a gap. A time without an offset is a local one.
 */
final class TrainingPoints {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2300-01-01T00:00:00Z");

    private final Pass pass;
    private final String kind;
    private final DeviceRates rates;
    private final LocalClock clock;
    private final TimeParser times;
    private final NumberParser numbers = new NumberParser('.');
    private boolean hasRates;

    /**
     * Of one file.
     *
     * @param kind what it is
     */
    TrainingPoints(Pass pass, String kind) {
        this.pass = pass;
        this.kind = kind;
        this.rates = new DeviceRates(pass);
        this.clock = new LocalClock(pass.settings().zone());
        this.times = pass.settings()
                .timeFormat()
                .map(format -> TimeParser.of(format, pass.settings().start(), clock))
                .orElseGet(() -> new GuessingTimeParser(clock, false));
    }

    /**
     * A point.
     *
     * @param line where it is
     * @param time null if it has none
     * @param rate null or blank if it has none
     */
    void add(long line, @Nullable String time, @Nullable String rate) {
        if (rate == null) {
            return;
        }
        if (!hasRates) {
            hasRates = true;
            pass.readAs(kind, pass.patient());
        }
        if (Cells.isMissing(rate)) {
            pass.omit(Omission.BLANK);
            return;
        }
        double bpm = numbers.parse(rate.toCharArray(), 0, rate.length());
        if (Double.isNaN(bpm)) {
            pass.skip(line, SkipReason.BAD_NUMBER, "heart rate, not a number: " + Cells.shown(rate));
        } else if (!(bpm >= 0 && bpm < Double.POSITIVE_INFINITY)) {
            pass.skip(
                    line,
                    SkipReason.BAD_RATE,
                    "heart rate, a rate must be a finite number of at least 0: " + Cells.shown(rate));
        } else if (rates.isNone(bpm)) {
            pass.omit(Omission.NO_VALUE);
        } else if (time == null) {
            pass.skip(line, SkipReason.BAD_TIME, "a heart rate without a time");
        } else {
            accept(line, time, bpm);
        }
    }

    /** The file has ended. */
    void end() {
        if (!hasRates) {
            throw new NoTelemetryException(pass.file() + ": is " + kind + " without heart rates");
        }
    }

    private void accept(long line, String text, double bpm) {
        clock.begin();
        Instant time = times.parse(text.toCharArray(), 0, text.length());
        if (time == null || time.isBefore(FIRST) || !time.isBefore(END)) {
            String why = clock.neverWas()
                    ? "no such time in " + clock.zone() + ", where clocks were put forward: "
                    : "not a time: ";
            pass.skip(line, SkipReason.BAD_TIME, "time, " + why + Cells.shown(text));
        } else {
            rates.accept(settled(time), bpm);
        }
    }

    /** A time that comes twice is the first one, but the second one if the first would be before the latest point. */
    private Instant settled(Instant first) {
        Duration overlap = clock.overlap();
        if (overlap == null) {
            return first;
        }
        pass.ambiguous();
        Instant last = rates.last();
        Instant second = first.plus(overlap);
        return last != null && first.isBefore(last) && !second.isBefore(last) ? second : first;
    }
}
