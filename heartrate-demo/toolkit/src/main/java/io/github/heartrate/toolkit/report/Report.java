package io.github.heartrate.toolkit.report;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.Intervals;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.display.NaturalOrder;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects readings and alerts, in order of time for each patient, and writes them as one HTML file that needs no
 * network. An alert comes before the readings that are later than it. {@link ReportFeed} makes both out of a recording.
 *
 * <p>Memory grows with the number of patients alone, not with that of readings, pauses or episodes. Everything is counted.
 * A patient's curve has at most 1,200 stretches of time, and at most 1,000 episodes of a patient are listed; of more than
 * 30 patients each has less, down to 120 stretches and 10 episodes. Not safe for use by several threads.
 */
public final class Report {

    private final Intervals intervals;
    private final Map<String, PatientReport> patients = new HashMap<>();
    private final List<AnalysisResult> whatIfs = new ArrayList<>();
    private Detail detail = Detail.of(1);

    /**
     * Starts an empty report.
     *
     * @param monitoredGap a longer interval between two readings is not monitored
     * @throws IllegalArgumentException if the gap is not positive or longer than {@link MonitoredTime#MAX_GAP}
     */
    public Report(Duration monitoredGap) {
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
        PatientReport patient = patient(reading.patientId());
        limits.ifPresent(patient::limits);
        patient.add(reading);
    }

    /**
     * Adds an alert.
     *
     * @param alert later than the episode's last one
     */
    public void add(Alert alert) {
        patient(alert.patientId()).add(alert);
    }

    /** A patient's part, begun if there is none. */
    PatientReport patient(String id) {
        PatientReport known = patients.get(id);
        return known == null ? begun(id) : known;
    }

    /** All are trimmed whenever their number has doubled. */
    private PatientReport begun(String id) {
        int count = patients.size() + 1;
        detail = Detail.of(count);
        if (Integer.bitCount(count) == 1) {
            patients.values().forEach(patient -> patient.narrowTo(detail));
        }
        PatientReport begun = new PatientReport(id, intervals, detail);
        patients.put(id, begun);
        return begun;
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
     * Who is in it.
     *
     * @return the ids of the patients with readings or alerts
     */
    public Set<String> patients() {
        return Collections.unmodifiableSet(patients.keySet());
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
     * @param heading what stands above it
     * @param out gets HTML, to be written as UTF-8
     * @throws IOException if {@code out} does
     */
    public void writeTo(Heading heading, Appendable out) throws IOException {
        requireNonNull(heading, "heading");
        patients.values().forEach(patient -> patient.narrowTo(detail));
        List<PatientReport> sorted = new ArrayList<>(patients.values());
        sorted.sort(Comparator.comparing(PatientReport::patientId, NaturalOrder.INSTANCE));
        new ReportPage(heading, intervals, sorted, whatIfs).writeTo(out);
    }
}
