package io.github.heartrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alarm from RAISED to CLEARED.
 *
 * @param id deterministic, see {@link AlertIds}
 * @param condition what is wrong
 * @param priority how urgent it is at the moment: for a physiological one MEDIUM or, beyond the extreme limit, HIGH
 * @param onset the first reading of the run that raised it, or since when there has been no reading
 * @param raisedAt the time of the RAISED event
 * @param limitBpm the limit that is violated; NaN for SIGNAL_LOSS
 * @param evidence the last readings of the run that reached the highest level; none for SIGNAL_LOSS
 * @param peakBpm the most extreme rate so far; NaN for SIGNAL_LOSS
 * @param notices what has been told about it
 */
record Episode(
        String id,
        Condition condition,
        Priority priority,
        Instant onset,
        Instant raisedAt,
        double limitBpm,
        List<Reading> evidence,
        double peakBpm,
        Notices notices) {

    /**
     * The alarm that a complete run raises.
     *
     * @param time the time of the event, not before the patient's last one
     */
    static Episode raise(AlarmPolicy policy, Run run, Instant time) {
        Condition condition = run.side().condition();
        Reading last = run.last();
        Priority priority = run.reaches(policy, Priority.HIGH) ? Priority.HIGH : Priority.MEDIUM;
        return new Episode(
                AlertIds.episode(last.patientId(), condition, run.onset()),
                condition,
                priority,
                run.onset(),
                time,
                run.side().limitBpm(policy, priority),
                run.recent(),
                run.peakBpm(),
                Notices.raised(last.timestamp(), time));
    }

    static Episode loseSignal(String patientId, Instant onset, Instant time, Notices notices) {
        return new Episode(
                AlertIds.episode(patientId, Condition.SIGNAL_LOSS, onset),
                Condition.SIGNAL_LOSS,
                Priority.LOW,
                onset,
                time,
                Double.NaN,
                List.of(),
                Double.NaN,
                notices);
    }

    Side side() {
        return Side.of(condition);
    }

    Episode seen(double bpm) {
        double worst = side().worse(peakBpm, bpm);
        return worst == peakBpm ? this : with(priority, limitBpm, evidence, worst, notices);
    }

    Episode escalated(AlarmPolicy policy, Run extreme, Instant time) {
        Instant at = extreme.last().timestamp();
        double limit = side().limitBpm(policy, Priority.HIGH);
        return with(Priority.HIGH, limit, extreme.recent(), peakBpm, notices.escalated(at, time));
    }

    Episode deescalated(AlarmPolicy policy, Instant at, Instant time) {
        double limit = side().limitBpm(policy, Priority.MEDIUM);
        return with(Priority.MEDIUM, limit, evidence, peakBpm, notices.deescalated(at, time));
    }

    /** The first input that is due for one brings one reminder, never several to catch up. */
    Episode reminded(AlarmPolicy policy, Instant at, Instant time, boolean byTick) {
        return with(notices.reminded(at, time, policy.reminderInterval(), byTick));
    }

    Episode acknowledged() {
        return with(notices.acknowledge());
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private Episode with(Notices newNotices) {
        return newNotices == notices ? this : with(priority, limitBpm, evidence, peakBpm, newNotices);
    }

    /** The verdict on an acknowledgement of one of its events. */
    Disposition judgeAcknowledgementOf(String eventId) {
        for (Phase phase : Phase.values()) {
            for (int number = notices.told().of(phase); number >= 1; number--) {
                if (AlertIds.event(id, phase, number).equals(eventId)) {
                    return notices.judgeAcknowledgementOf(phase, number);
                }
            }
        }
        return Disposition.UNKNOWN;
    }

    PatientStatus.ActiveAlarm activeAlarm(String patientId, Instant time) {
        int escalations = notices.told().escalated();
        Phase phase = escalations == 0 ? Phase.RAISED : Phase.ESCALATED;
        Alert alert = alert(patientId, phase, Math.max(1, escalations), time, Optional.empty(), Optional.empty());
        return new PatientStatus.ActiveAlarm(alert, notices.acknowledged());
    }

    /** An alert about one of its events. */
    Alert alert(
            String patientId,
            Phase phase,
            int number,
            Instant time,
            Optional<ClearReason> reason,
            Optional<String> acknowledgedBy) {
        return new Alert(
                AlertIds.event(id, phase, number),
                id,
                patientId,
                condition,
                phase,
                number,
                priority,
                onset,
                raisedAt,
                time,
                limitBpm,
                evidence,
                peakBpm,
                reason,
                acknowledgedBy);
    }

    private Episode with(
            Priority newPriority, double newLimit, List<Reading> newEvidence, double newPeak, Notices newNotices) {
        return new Episode(id, condition, newPriority, onset, raisedAt, newLimit, newEvidence, newPeak, newNotices);
    }
}
