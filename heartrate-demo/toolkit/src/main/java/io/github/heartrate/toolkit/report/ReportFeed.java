package io.github.heartrate.toolkit.report;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a report with a recording, in one pass: each reading is judged by the patient's policy, and what is accepted goes
 * into the report with its alerts. The alerts may also be given; then the policy only decides which readings are accepted.
 *
 * <pre>{@code
 * Report report = new Report(MonitoredTime.DEFAULT_GAP);
 * ReportFeed feed = ReportFeed.judging(report, patient -> AlarmPolicy.DEFAULT);
 * readings.forEach(feed);
 * feed.end();
 * }</pre>
 *
 * <p>Memory grows with the number of patients and of given alerts. Not safe for use by several threads.
 */
public final class ReportFeed implements Consumer<Reading> {

    private final Report report;
    private final Function<String, AlarmPolicy> policies;
    private final @Nullable Map<String, Queue<Alert>> given;
    private final Map<String, Judge> judges = new HashMap<>();
    private @Nullable Judge latest;

    private ReportFeed(
            Report report, Function<String, AlarmPolicy> policies, @Nullable Map<String, Queue<Alert>> given) {
        this.report = requireNonNull(report, "report");
        this.policies = requireNonNull(policies, "policies");
        this.given = given;
    }

    /**
     * Raises the alarms that policies make of the readings.
     *
     * @param report is fed
     * @param policies gives a patient's policy
     * @return takes the readings
     */
    public static ReportFeed judging(Report report, Function<String, AlarmPolicy> policies) {
        return new ReportFeed(report, policies, null);
    }

    /**
     * Shows the alarms that were raised.
     *
     * @param report is fed
     * @param policies gives a patient's policy; by it a reading is accepted or not
     * @param alerts that were raised, of any patients; those of one time in the order in which they were
     * @return takes the readings
     */
    public static ReportFeed withAlerts(Report report, Function<String, AlarmPolicy> policies, List<Alert> alerts) {
        Map<String, Queue<Alert>> given = new HashMap<>();
        alerts.stream()
                .sorted(Comparator.comparing(Alert::time))
                .forEach(alert -> given.computeIfAbsent(alert.patientId(), id -> new ArrayDeque<>())
                        .add(alert));
        return new ReportFeed(report, policies, given);
    }

    /**
     * Takes a reading.
     *
     * @param reading the next one, of any patient, in order of time for each; what is late has no effect
     */
    @Override
    public void accept(Reading reading) {
        Judge judge = latest;
        if (judge == null || !judge.patientId.equals(reading.patientId())) {
            judge = judges.computeIfAbsent(reading.patientId(), this::judge);
            latest = judge;
        }
        judge.accept(reading);
    }

    private Judge judge(String patient) {
        return new Judge(patient, policies.apply(patient), given == null ? null : given.get(patient));
    }

    /**
     * Whose readings there were.
     *
     * @return the patients' ids, also of those whose readings were not accepted
     */
    public Set<String> patients() {
        return Collections.unmodifiableSet(judges.keySet());
    }

    /** Ends the readings: what is left of the given alerts goes into the report. */
    public void end() {
        if (given != null) {
            for (Queue<Alert> left : given.values()) {
                left.forEach(report::add);
                left.clear();
            }
        }
    }

    /** One patient. */
    private final class Judge {

        private final String patientId;
        private final ConsecutiveThresholdDetector detector;
        private final AlarmLimits limits;
        private final @Nullable Queue<Alert> alerts;
        private @Nullable PatientReport part;

        Judge(String patientId, AlarmPolicy policy, @Nullable Queue<Alert> alerts) {
            this.patientId = patientId;
            this.detector = new ConsecutiveThresholdDetector(patientId, policy);
            this.limits = policy.limits();
            this.alerts = alerts;
        }

        void accept(Reading reading) {
            Outcome outcome = detector.accept(reading);
            if (given == null && !outcome.alerts().isEmpty()) {
                outcome.alerts().forEach(report::add);
            }
            if (outcome.verdict() == Verdict.ACCEPTED) {
                if (alerts != null) {
                    addUpTo(reading, alerts);
                }
                part().add(reading);
            } else if (outcome.verdict() == Verdict.IMPLAUSIBLE) {
                part().addImplausible();
            }
        }

        /** Begun with the first reading that is accepted, or is implausible. */
        private PatientReport part() {
            PatientReport known = part;
            if (known == null) {
                known = report.patient(patientId);
                if (given == null) {
                    known.limits(limits);
                }
                part = known;
            }
            return known;
        }

        private void addUpTo(Reading reading, Queue<Alert> alerts) {
            for (Alert next = alerts.peek();
                    next != null && !next.time().isAfter(reading.timestamp());
                    next = alerts.peek()) {
                report.add(next);
                alerts.remove();
            }
        }
    }
}
