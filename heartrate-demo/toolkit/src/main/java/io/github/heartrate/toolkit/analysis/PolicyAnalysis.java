package io.github.heartrate.toolkit.analysis;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Feeds each reading to many policies at once and counts what they make of it: the library's own detector, one for each
 * patient and policy. The readings pass once; memory grows with patients times policies, not with readings.
 *
 * <pre>{@code
 * PolicyAnalysis analysis = new PolicyAnalysis(policies, AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
 * readings.forEach(analysis::accept);
 * AnalysisResult result = analysis.result();
 * }</pre>
 *
 * <p>Readings of one patient must come in the order of their times; late ones have no effect and are counted. Not safe
 * for use by several threads.
 */
public final class PolicyAnalysis {

    private static final double NANOS_PER_DAY = 24 * 3600 * 1e9;
    private static final double MEDIAN = 0.5;
    private static final double P90 = 0.9;
    private static final int TENTH = 10;

    private final List<AlarmPolicy> policies;

    /** Each policy once; those that are the reference too are judged as it is, and it is the last. */
    private final List<AlarmPolicy> judged;

    private final RoutineReadings routine;
    private final List<PolicyTotals> totals = new ArrayList<>();
    private final Intervals intervals;
    private final Map<String, PatientAnalysis> patients = new HashMap<>();
    private final Map<Verdict, Long> withoutEffect = new EnumMap<>(Verdict.class);
    private long accepted;
    private PatientAnalysis lastPatient;
    private boolean ended;

    /**
     * Prepares an analysis.
     *
     * @param policies the ones to compare; at least one
     * @param reference the one to compare them with; need not be among them
     * @param monitoredGap a longer interval between two readings is not monitored; positive
     * @throws IllegalArgumentException if there is no policy, the gap is not positive, or the policies differ in their
     *     plausible range: then they would not judge the same readings
     */
    public PolicyAnalysis(List<AlarmPolicy> policies, AlarmPolicy reference, Duration monitoredGap) {
        requireNonNull(reference, "reference");
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("policies must not be empty");
        }
        intervals = new Intervals(monitoredGap);
        for (AlarmPolicy policy : policies) {
            if (policy.plausibleMinBpm() != reference.plausibleMinBpm()
                    || policy.plausibleMaxBpm() != reference.plausibleMaxBpm()) {
                throw new IllegalArgumentException("policies must have the reference's plausible range: "
                        + PolicyField.PLAUSIBLE.of(policy) + ", " + PolicyField.PLAUSIBLE.of(reference));
            }
        }
        this.policies = List.copyOf(policies);
        judged = new ArrayList<>(policies.stream()
                .distinct()
                .filter(policy -> !policy.equals(reference))
                .toList());
        judged.add(reference);
        routine = RoutineReadings.under(judged);
        judged.forEach(policy -> totals.add(new PolicyTotals()));
        lastPatient = new PatientAnalysis("unused", judged, routine, totals, intervals);
    }

    /**
     * Takes one reading.
     *
     * @param reading the next one, of any patient
     * @throws IllegalStateException after {@link #result}
     */
    public void accept(Reading reading) {
        if (ended) {
            throw new IllegalStateException("accept after result");
        }
        if (!reading.patientId().equals(lastPatient.id())) {
            lastPatient = patient(reading.patientId());
        }
        Instant time = reading.timestamp();
        if (lastPatient.acceptIfRoutine(time.getEpochSecond(), time.getNano(), reading.bpm())) {
            acceptedRoutine(1);
        } else {
            judge(lastPatient, time.getEpochSecond(), time.getNano(), reading.bpm());
        }
    }

    /** Counts readings that patients of this analysis have accepted. */
    void acceptedRoutine(int count) {
        accepted += count;
    }

    /** Takes a reading that is not routine. */
    void judge(PatientAnalysis patient, long second, int nano, double bpm) {
        Verdict verdict = patient.judge(second, nano, bpm);
        if (verdict == Verdict.ACCEPTED) {
            accepted++;
        } else {
            withoutEffect.merge(verdict, 1L, Long::sum);
        }
    }

    /** The patient, who is new if there is none with this id. */
    PatientAnalysis patient(String id) {
        PatientAnalysis known = patients.get(id);
        if (known == null) {
            known = new PatientAnalysis(id, judged, routine, totals, intervals);
            patients.put(id, known);
        }
        return known;
    }

    /** Takes over what another one counted, of other patients, by the same choices. */
    void add(PolicyAnalysis other) {
        end();
        other.end();
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).add(other.totals.get(i));
        }
        intervals.add(other.intervals);
        patients.putAll(other.patients);
        other.withoutEffect.forEach((verdict, count) -> withoutEffect.merge(verdict, count, Long::sum));
        accepted += other.accepted;
    }

    private void end() {
        if (!ended) {
            patients.values().forEach(PatientAnalysis::end);
            ended = true;
        }
    }

    /**
     * Ends the readings.
     *
     * @return the figures; the same at every call
     */
    public AnalysisResult result() {
        end();
        Map<Verdict, Long> readings = new EnumMap<>(withoutEffect);
        readings.put(Verdict.ACCEPTED, accepted);
        PolicyFigures reference = figures(judged.size() - 1);
        List<PolicyFigures> figures =
                policies.stream().map(policy -> figures(judged.indexOf(policy))).toList();
        return new AnalysisResult(
                patients.size(),
                readings,
                monitored(),
                intervals.monitoredGap(),
                intervals.hint(),
                reference,
                reference.alarms(),
                figures);
    }

    private Duration monitored() {
        return patients.values().stream()
                .map(patient -> Duration.ofNanos(patient.monitoredNanos()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private PolicyFigures figures(int index) {
        PolicyTotals total = totals.get(index);
        Collection<PatientAnalysis> monitored = patients.values().stream()
                .filter(patient -> patient.monitoredNanos() > 0)
                .toList();
        double days = MonitoredTime.days(monitored());
        double[] rates = monitored.stream()
                .mapToDouble(patient -> patient.alarms(index) / (patient.monitoredNanos() / NANOS_PER_DAY))
                .sorted()
                .toArray();
        boolean none = rates.length == 0;
        return new PolicyFigures(
                judged.get(index),
                total.alarms,
                none ? Double.NaN : total.alarms / days,
                none ? Double.NaN : Percentiles.interpolated(rates, MEDIAN),
                none ? Double.NaN : Percentiles.interpolated(rates, P90),
                none ? Double.NaN : rates[rates.length - 1],
                worstTenthShare(index),
                total.durations.at(MEDIAN),
                total.durations.at(P90),
                none ? Double.NaN : MonitoredTime.days(total.alarmTime()) / days,
                total.floods,
                total.reAlarms,
                total.signalLosses,
                totals.get(judged.size() - 1).alarms - total.alarms,
                total.episodesMissed,
                total.addedTimes.at(MEDIAN));
    }

    private double worstTenthShare(int index) {
        int[] alarms = patients.values().stream()
                .mapToInt(patient -> patient.alarms(index))
                .sorted()
                .toArray();
        int tenth = (alarms.length + TENTH - 1) / TENTH;
        double worst =
                Arrays.stream(alarms, alarms.length - tenth, alarms.length).sum();
        return worst / Arrays.stream(alarms).asLongStream().sum();
    }
}
