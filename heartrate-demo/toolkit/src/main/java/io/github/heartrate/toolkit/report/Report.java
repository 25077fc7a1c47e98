package io.github.heartrate.toolkit.report;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Alert;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.Intervals;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.display.NaturalOrder;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects readings and alerts, in order of time for each patient, and writes them as one HTML file that needs no
 * network. Memory grows with the number of patients and of episodes, not of readings. Not safe for use by several
 * threads.
 */
public final class Report {

    private static final int MAX_BUCKETS = 1_200;
    private static final int MAX_BUCKETS_IN_ALL = 48_000;
    private static final int MIN_BUCKETS = 120;

    private final Heading heading;
    private final Intervals intervals;
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Map<String, MonitoredStretches> monitored = new HashMap<>();
    private final Map<String, AlarmLimits> limits = new HashMap<>();
    private final Map<String, Map<String, EpisodeView>> episodes = new LinkedHashMap<>();
    private final List<AnalysisResult> whatIfs = new ArrayList<>();

    /**
     * Starts an empty report.
     *
     * @param heading what stands above it
     * @param monitoredGap a longer interval between two readings is not monitored
     * @throws IllegalArgumentException if the gap is not positive or longer than {@link MonitoredTime#MAX_GAP}
     */
    public Report(Heading heading, Duration monitoredGap) {
        this.heading = requireNonNull(heading, "heading");
        this.intervals = new Intervals(monitoredGap);
    }

    /**
     * What stands above a report.
     *
     * @param source where the data come from, such as a file's name
     * @param policy the rules that raised the alarms, in words
     * @param demo whether the data are generated
     * @param zone of all times shown
     * @param notes what the reader must know, such as rows that were skipped
     */
    public record Heading(String source, String policy, boolean demo, ZoneId zone, List<String> notes) {

        /** Copies the notes. */
        public Heading {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Adds an accepted reading.
     *
     * @param reading later than the patient's last one
     * @param limits the patient's alarm limits, drawn in the chart; empty to draw those that alerts name
     */
    public void add(Reading reading, Optional<AlarmLimits> limits) {
        series.computeIfAbsent(reading.patientId(), id -> new Series(MAX_BUCKETS))
                .add(reading);
        monitored(reading.patientId()).accepted(reading.timestamp());
        limits.ifPresent(known -> this.limits.put(reading.patientId(), known));
    }

    private MonitoredStretches monitored(String patientId) {
        return monitored.computeIfAbsent(patientId, id -> new MonitoredStretches(intervals));
    }

    /**
     * Adds an alert.
     *
     * @param alert later than the episode's last one
     */
    public void add(Alert alert) {
        episodes.computeIfAbsent(alert.patientId(), id -> new LinkedHashMap<>())
                .merge(alert.episodeId(), EpisodeView.from(alert), (episode, first) -> episode.with(alert));
    }

    /**
     * What to tell the user if the monitored gap does not fit the recording.
     *
     * @return a sentence with a better value, if most intervals between readings are longer; the page has it too
     */
    public Optional<String> hint() {
        return intervals.hint();
    }

    /**
     * Adds what other policies would have made of the readings.
     *
     * @param whatIf shown after the patients, as heat maps
     */
    public void add(AnalysisResult whatIf) {
        whatIfs.add(whatIf);
    }

    /**
     * Writes the report.
     *
     * @param out gets HTML, to be written as UTF-8
     * @throws IOException if {@code out} does
     */
    public void writeTo(Appendable out) throws IOException {
        new ReportPage(heading, intervals, patients(), whatIfs).writeTo(out);
    }

    /** By name, numbers within it by value, so that Patient_2 comes before Patient_10. */
    private List<PatientReport> patients() {
        List<String> ids = new ArrayList<>(series.keySet());
        episodes.keySet().stream().filter(id -> !series.containsKey(id)).forEach(ids::add);
        ids.sort(NaturalOrder.INSTANCE);
        int buckets = Math.max(MIN_BUCKETS, MAX_BUCKETS_IN_ALL / Math.max(1, ids.size()));
        List<PatientReport> patients = new ArrayList<>();
        for (String id : ids) {
            @Nullable Series curve = series.get(id);
            if (curve != null) {
                curve.narrowTo(buckets);
            }
            List<EpisodeView> sorted =
                    new ArrayList<>(episodes.getOrDefault(id, Map.of()).values());
            sorted.sort(Comparator.comparing(EpisodeView::raisedAt));
            patients.add(new PatientReport(
                    id, Optional.ofNullable(curve), monitored(id), Optional.ofNullable(limits.get(id)), sorted));
        }
        return patients;
    }
}
