package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.ReadingSink;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import io.github.heartrate.toolkit.telemetry.internal.steps.StepCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts one pass over all files of a recording, hands the readings on, and tells of what was skipped. */
public final class ReadTally {

    private static final int SHOWN = 3;

    /** Nobody kept heart rates in files of this kind before 1980; chosen here. */
    private static final long FIRST_SECOND =
            Instant.parse("1980-01-01T00:00:00Z").getEpochSecond();

    private static final int MOST_DOUBTS = 10;

    private final String name;
    private final boolean strict;
    private final boolean endsOutOfOrder;
    private final ReadListener listener;
    private final ReadingSink sink;
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final Map<Omission, Long> omitted = new EnumMap<>(Omission.class);
    private final Map<String, IntFunction<String>> how = new LinkedHashMap<>();
    private final StepCounts steps = new StepCounts();
    private final PatientIds patients = new PatientIds();
    private final Set<String> doubts = new LinkedHashSet<>();
    private final Set<String> withSources = new HashSet<>();
    private long ambiguousTimes;
    private long early;
    private @Nullable Instant firstEarly;
    private int filesNotRead;
    private @Nullable String firstNotRead;

    /**
     * Begins a pass.
     *
     * @param name of all files
     * @param strict whether the first bad row ends it
     * @param endsOutOfOrder whether the first late reading, and what is known to be unordered, ends it
     */
    public ReadTally(
            String name,
            boolean strict,
            boolean endsOutOfOrder,
            ReadListener listener,
            Consumer<? super Reading> sink) {
        this.name = name;
        this.strict = strict;
        this.endsOutOfOrder = endsOutOfOrder;
        this.listener = listener;
        this.sink = ReadingSink.of(sink);
    }

    /** The patients so far, over all files. */
    public PatientIds patients() {
        return patients;
    }

    /** Whether the readings are taken as they stand, since what follows puts them in order or keeps the file's. */
    boolean takesAnyOrder() {
        return !endsOutOfOrder;
    }

    void readAs(String file, IntFunction<String> text) {
        how.put(file, text);
    }

    /** Leaves a file out that holds no heart rates. */
    public void notRead(NoTelemetryException why) {
        filesNotRead++;
        if (firstNotRead == null) {
            firstNotRead = why.getMessage();
        }
    }

    void accept(PatientTrack patient, Instant time, double bpm) {
        if (steps.add(patient, time, bpm) == PatientTrack.Step.LATE && endsOutOfOrder) {
            throw new OutOfOrder();
        }
        if (time.getEpochSecond() < FIRST_SECOND) {
            early++;
            firstEarly = firstEarly == null || time.isBefore(firstEarly) ? time : firstEarly;
        }
        sink.accept(patient.id(), time, bpm);
    }

    void accept(String patient, String source, Instant time, double bpm) {
        withSources.add(patient);
        accept(patients.intern(patient + Pass.SOURCE_MARK + source), time, bpm);
    }

    void omit(Omission why) {
        omitted.merge(why, 1L, Long::sum);
    }

    void doubt(String sentence) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(sentence);
        }
    }

    void ambiguous() {
        ambiguousTimes++;
    }

    void skip(SkippedRow row) {
        if (strict) {
            throw new TelemetryException(row.message());
        }
        skipped.merge(row.reason(), 1L, Long::sum);
        listener.skipped(row);
    }

    /** What was read; that there are no readings is an error. */
    public ReadSummary summary() {
        if (firstEarly != null) {
            doubt(
                    early + (early == 1 ? " reading is" : " readings are") + " from before 1980, the first of "
                            + firstEarly
                            + ": if the times are elapsed ones, say when they began with --start, and their unit with --time-format");
        }
        ReadSummary summary =
                new ReadSummary(how(), counts(steps), omitted, ambiguousTimes, skipped, false, List.copyOf(doubts));
        if (summary.readings() == 0) {
            throw new TelemetryException(name + ": holds no readings" + whatItHolds(summary));
        }
        return summary;
    }

    /** As the summary has them. */
    public static ReadSummary.Readings counts(StepCounts steps) {
        return new ReadSummary.Readings(
                steps.all(), steps.patients(), steps.withOneReading(), steps.late(), steps.conflicts());
    }

    private String whatItHolds(ReadSummary summary) {
        long bad = summary.skippedRows();
        List<String> parts = new ArrayList<>();
        if (bad > 0) {
            parts.add(bad + (bad == 1 ? " bad row" : " bad rows"));
        }
        omitted.forEach((why, count) -> parts.add(why.text(count)));
        boolean isFormat = bad > 0 && bad == skipped.getOrDefault(SkipReason.BAD_TIME, 0L);
        return (parts.isEmpty() ? "" : ", " + String.join(", ", parts))
                + notRead()
                + (isFormat ? "; say how its times are written, such as --time-format 'dd.MM.yyyy HH:mm:ss'" : "");
    }

    /** Files that are read alike are told together. */
    private String how() {
        int count = withSources.isEmpty() ? steps.patients() : withSources.size();
        Map<String, Long> alike = how.values().stream()
                .collect(Collectors.groupingBy(text -> text.apply(count), LinkedHashMap::new, Collectors.counting()));
        if (alike.isEmpty()) {
            return count + (count == 1 ? " patient" : " patients");
        }
        long others =
                alike.values().stream().skip(SHOWN).mapToLong(Long::longValue).sum();
        return alike.entrySet().stream()
                        .limit(SHOWN)
                        .map(each -> (how.size() == 1
                                        ? ""
                                        : each.getValue() + (each.getValue() == 1 ? " file: " : " files: "))
                                + each.getKey())
                        .collect(Collectors.joining("; "))
                + (others == 0 ? "" : "; " + others + " more in other ways or of other patients")
                + notRead();
    }

    private String notRead() {
        if (filesNotRead == 0) {
            return "";
        }
        return "; not read: " + (filesNotRead == 1 ? firstNotRead : filesNotRead + " files, such as " + firstNotRead);
    }
}
