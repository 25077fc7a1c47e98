package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.toolkit.telemetry.internal.steps.StepCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was read, how, and what was not.
 *
 * @param how how it was read, in words such as {@code 2 patients by bed, times from timestamp in UTC}
 * @param counts of the readings that were handed on
 * @param omitted what gave no reading although nothing is wrong with it; what never came is missing
 * @param ambiguousTimes local times that come twice, as clocks were put back
 * @param skipped how many rows were skipped, by reason; reasons that never came are missing
 * @param sorted whether the readings were not in order of time and were put in order
 * @param doubts what else looks as if the file was read wrongly, a sentence each
 */
public record ReadSummary(
        String how,
        Readings counts,
        Map<Omission, Long> omitted,
        long ambiguousTimes,
        Map<SkipReason, Long> skipped,
        boolean sorted,
        List<String> doubts) {

    /** One reading in so many may be odd before it is said; chosen here. */
    private static final long ONE_IN = 10;

    /** Copies the maps and the list. */
    public ReadSummary {
        requireNonNull(how, "how");
        requireNonNull(counts, "counts");
        doubts = List.copyOf(doubts);
        skipped = copy(new EnumMap<>(SkipReason.class), skipped);
        omitted = copy(new EnumMap<>(Omission.class), omitted);
    }

    private static <K> Map<K, Long> copy(Map<K, Long> empty, Map<K, Long> counts) {
        empty.putAll(counts);
        return Collections.unmodifiableMap(empty);
    }

    /**
     * Counts of readings.
     *
     * @param all how many
     * @param patients of how many patients
     * @param patientsWithOne patients who have one reading only
     * @param late before the latest one of their patient
     * @param conflicts at the time of the latest one of their patient, with another rate
     */
    public record Readings(long all, int patients, int patientsWithOne, long late, long conflicts) {

        static Readings of(StepCounts steps) {
            return new Readings(steps.all(), steps.patients(), steps.withOneReading(), steps.late(), steps.conflicts());
        }
    }

    /**
     * Of readings that were not read but made.
     *
     * @param how where they come from, in words
     * @param readings how many
     * @return a summary without anything odd
     */
    public static ReadSummary of(String how, long readings) {
        return new ReadSummary(how, new Readings(readings, 0, 0, 0, 0), Map.of(), 0, Map.of(), false, List.of());
    }

    /**
     * How many readings there are.
     *
     * @return the number of those that were handed on
     */
    public long readings() {
        return counts.all();
    }

    /**
     * How many rows were skipped in all.
     *
     * @return the sum over the reasons
     */
    public long skippedRows() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The same of the same readings after they were put in order.
     *
     * @param ordered their counts
     * @return a summary that is sorted if a reading was late before
     */
    public ReadSummary reordered(Readings ordered) {
        return new ReadSummary(how, ordered, omitted, ambiguousTimes, skipped, sorted || counts.late() > 0, doubts);
    }

    /**
     * The same with more to say of how it was read.
     *
     * @param more words that are added to those on how it was read
     * @return a summary that says so
     */
    public ReadSummary with(String more) {
        return new ReadSummary(how + more, counts, omitted, ambiguousTimes, skipped, sorted, doubts);
    }

    /**
     * The same after one source was followed at a time.
     *
     * @param sources which ones, in words
     * @param left how many readings of others were left out
     * @return a summary that says so
     */
    public ReadSummary withSources(String sources, long left) {
        Map<Omission, Long> more = new EnumMap<>(Omission.class);
        more.putAll(omitted);
        if (left > 0) {
            more.put(Omission.OTHER_SOURCE, left);
        }
        return new ReadSummary(how + "; " + sources, counts, more, ambiguousTimes, skipped, sorted, doubts);
    }

    /**
     * What looks as if the file was read wrongly.
     *
     * @return a sentence each, with what to do; empty if nothing does
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(doubts);
        if (counts.conflicts() * ONE_IN > readings()) {
            warnings.add(counts.conflicts() + " of " + readings() + " readings have the time of another one of their "
                    + "patient, and another rate: are several patients or quantities read as one? Name the patients "
                    + "with --patient-column, or choose rows with --where");
        }
        if (counts.late() * ONE_IN > readings()) {
            warnings.add(counts.late() + " of " + readings()
                    + " readings are late and will have no effect: --order time puts them in order");
        }
        if (counts.patients() > 2 && counts.patientsWithOne() == counts.patients()) {
            warnings.add("each of the " + counts.patients()
                    + " patients has one reading: name the column of patients with --patient-column");
        }
        if (ambiguousTimes > 0) {
            warnings.add(ambiguousTimes + (ambiguousTimes == 1 ? " time is" : " times are")
                    + " in the hour that comes twice as clocks are put back, and "
                    + (ambiguousTimes == 1 ? "is" : "are")
                    + " taken in the order of the file; times with their offset (+01:00) would say which");
        }
        return warnings;
    }

    /**
     * What became of readings, unless a warning says it already.
     *
     * @return a sentence each on late readings and on those that contradict another one; empty if there are none
     */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (counts.late() > 0 && counts.late() * ONE_IN <= readings()) {
            remarks.add(counts.late() + (counts.late() == 1 ? " reading is" : " readings are")
                    + " late and will have no effect (--order time puts them in order)");
        }
        if (counts.conflicts() > 0 && counts.conflicts() * ONE_IN <= readings()) {
            remarks.add(counts.conflicts() + (counts.conflicts() == 1 ? " reading has" : " readings have")
                    + " the time of another one of the patient, and another rate: no effect");
        }
        return remarks;
    }
}
