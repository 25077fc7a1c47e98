package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands the samples of an export on: a missing value is counted, a bad one is skipped with its line. Several sources of
 * one patient are followed one at a time; the file is then sorted first.
 */
public final class Samples {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2300-01-01T00:00:00Z");
    private static final Pattern DAY_OR_MONTH_FIRST = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{2,4}.*");

    private final Pass pass;
    private final String timeName;
    private final String rateName;
    private final LocalClock clock;
    private final TimeParser times;
    private final NumberParser numbers = new NumberParser('.');
    private final Set<Double> noValues;
    private final boolean isDateOrderKnown;
    private final Map<String, Instant> previous = new HashMap<>();
    private boolean isNewestFirst;
    private @Nullable String onlySource;

    /**
     * For one file.
     *
     * @param timeName what its times are called, in messages
     * @param rateName what its rates are called, in messages
     * @param zone of times that have none
     * @param noValues the numbers by which the kind of file says that nothing was measured
     */
    public Samples(Pass pass, String timeName, String rateName, ZoneId zone, Double... noValues) {
        ReadSettings settings = pass.settings();
        this.pass = pass;
        this.timeName = timeName;
        this.rateName = rateName;
        this.clock = new LocalClock(zone);
        this.isDateOrderKnown =
                settings.dateOrder().isPresent() || settings.timeFormat().isPresent();
        boolean dayFirst = settings.dateOrder().filter(DateOrder.DMY::equals).isPresent();
        this.times = settings.timeFormat()
                .map(format -> TimeParser.of(format, settings.start(), clock))
                .orElseGet(() -> new GuessingTimeParser(clock, dayFirst));
        this.noValues = new HashSet<>(settings.missing());
        this.noValues.addAll(Set.of(noValues));
    }

    /** Looks at the file's first times before it is read: whether it has the newest first. */
    public void lookAt(List<String> times) {
        Instant before = null;
        int steps = 0;
        for (String text : times) {
            Instant time = parsed(text.strip());
            if (time != null) {
                steps += before == null ? 0 : Integer.signum(time.compareTo(before));
                before = time;
            }
        }
        isNewestFirst = steps < 0;
    }

    private @Nullable Instant parsed(String text) {
        clock.begin();
        return text.isEmpty() ? null : times.parse(text.toCharArray(), 0, text.length());
    }

    /** Hands a sample on. */
    public void add(Sample sample) {
        Instant time = time(sample);
        if (time != null) {
            addAt(sample, time);
        }
    }

    /** Hands a sample on whose time is known otherwise. */
    public void addAt(Sample sample, Instant time) {
        String text = sample.bpm().strip();
        if (Cells.isMissing(text)) {
            pass.omit(Omission.BLANK);
            return;
        }
        double number = numbers.parse(text.toCharArray(), 0, text.length());
        if (Double.isNaN(number)) {
            skip(sample, SkipReason.BAD_NUMBER, rateName + ", not a number: " + Cells.shown(text));
        } else if (noValues.contains(number + 0.0)) {
            pass.omit(Omission.NO_VALUE);
        } else if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
            skip(
                    sample,
                    SkipReason.BAD_RATE,
                    rateName + ", a rate must be a finite number of at least 0: " + Cells.shown(text));
        } else {
            accept(sample, time, RateUnit.perMinute(number, sample.factor()));
        }
    }

    /** In a pass that has to be in order, a second source is the end: the pass that follows sorts them. */
    private void accept(Sample sample, Instant time, double bpm) {
        String source = sample.source();
        if (source != null && !pass.takesAnyOrder()) {
            boolean isOther = onlySource != null && !onlySource.equals(source);
            if (isOther || !pass.settings().sources().isEmpty()) {
                pass.isUnordered();
            }
            onlySource = source;
            source = null;
        }
        pass.accept(sample.patient(), source, time, bpm);
    }

    /** When it was measured; null if that can't be read, which is told. */
    public @Nullable Instant time(Sample sample) {
        String text = sample.time().strip();
        if (!isDateOrderKnown && DAY_OR_MONTH_FIRST.matcher(text).matches()) {
            skip(
                    sample,
                    SkipReason.BAD_TIME,
                    timeName + ", the order of day and month is not known (--date-order): " + Cells.shown(text));
            return null;
        }
        Instant time = parsed(text);
        if (time == null || time.isBefore(FIRST) || !time.isBefore(END)) {
            String why = clock.neverWas()
                    ? "no such time in " + clock.zone() + ", where clocks were put forward: "
                    : "not a time: ";
            skip(sample, SkipReason.BAD_TIME, timeName + ", " + why + Cells.shown(text));
            return null;
        }
        return isNewestFirst ? settledBackwards(sample, time) : settled(sample, time);
    }

    /** A time that comes twice is the first one, but the second one if the first would be before the patient's last. */
    private Instant settled(Sample sample, Instant first) {
        Duration overlap = clock.overlap();
        if (overlap == null) {
            return first;
        }
        pass.ambiguous();
        Instant last = last(sample.patient(), sample.source());
        if (last == null || !first.isBefore(last)) {
            return first;
        }
        Instant second = first.plus(overlap);
        return second.isBefore(last) ? first : second;
    }

    /** The same in a file with the newest first: it is the second one, unless that would be after the one before. */
    private Instant settledBackwards(Sample sample, Instant first) {
        String voice = sample.patient() + Pass.SOURCE_MARK + sample.source();
        Instant before = previous.get(voice);
        Duration overlap = clock.overlap();
        Instant time = first;
        if (overlap != null) {
            pass.ambiguous();
            Instant second = first.plus(overlap);
            boolean isSecond = before == null || !second.isAfter(before) || first.isAfter(before);
            time = isSecond ? second : first;
        }
        previous.put(voice, time);
        return time;
    }

    /** The latest time of a source so far, over all files; null if there is none. */
    public @Nullable Instant last(String patient, @Nullable String source) {
        boolean isMarked = source != null && pass.followsSources();
        return pass.patients()
                .intern(isMarked ? patient + Pass.SOURCE_MARK + source : patient)
                .last();
    }

    /** Skips a sample. */
    public void skip(Sample sample, SkipReason reason, String detail) {
        pass.skip(sample.line(), reason, (sample.record() == 0 ? "" : "record " + sample.record() + ", ") + detail);
    }
}
