package io.github.heartrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alarm from RAISED to CLEARED, or until somebody has seen that it was.
 *
 * @param id deterministic, see {@link AlertIds}
 * @param condition what is wrong
 * @param priority how urgent it is at the moment: for a physiological one MEDIUM or, beyond the extreme limit, HIGH
 * @param worst the highest priority that it had
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
        Priority worst,
        Instant onset,
        Instant raisedAt,
        double limitBpm,
        List<Reading> evidence,
        double peakBpm,
        Notices notices) {

    /**
     * How many events of each phase an acknowledgement is looked for among, from the first and from the last ones. An
     * alarm that nobody sees to is reminded of without end, and to tell an unknown event must not cost as much.
     */
    private static final int EVENTS_AT_EITHER_END = 8;

    /** The alarm that a complete run raises. */
    static Episode raise(AlarmPolicy policy, Run run) {
        Condition condition = run.side().condition();
        Reading last = run.last();
        Priority priority = run.reaches(policy, Priority.HIGH) ? Priority.HIGH : Priority.MEDIUM;
        return new Episode(
                AlertIds.episode(last.patientId(), condition, run.onset()),
                condition,
                priority,
                priority,
                run.onset(),
                last.timestamp(),
                run.side().limitBpm(policy, priority),
                run.evidence(policy, priority),
                run.peakBpm(),
                Notices.raised(last.timestamp()));
    }

    static Episode loseSignal(String patientId, Priority priority, Instant onset, Instant at, Notices notices) {
        return new Episode(
                AlertIds.episode(patientId, Condition.SIGNAL_LOSS, onset),
                Condition.SIGNAL_LOSS,
                priority,
                priority,
                onset,
                at,
                Double.NaN,
                List.of(),
                Double.NaN,
                notices);
    }

    Side side() {
        return Side.of(condition);
    }

    boolean isAcknowledged() {
        return notices.isAcknowledged();
    }

    /** With a reading that may be the worst so far; one that is not beyond the limit never is. */
    Episode seen(AlarmPolicy policy, double bpm) {
        double worse = side().isViolated(policy, bpm, Priority.MEDIUM) ? side().worse(peakBpm, bpm) : peakBpm;
        return worse == peakBpm ? this : with(priority, limitBpm, evidence, worse, notices);
    }

    Episode escalated(AlarmPolicy policy, Run extreme) {
        Instant at = extreme.last().timestamp();
        double limit = side().limitBpm(policy, Priority.HIGH);
        return with(Priority.HIGH, limit, extreme.evidence(policy, Priority.HIGH), peakBpm, notices.escalated(at));
    }

    /** Escalated at the same priority, if the reading is so much worse than what was acknowledged. */
    Episode worsened(AlarmPolicy policy, Reading reading) {
        Notices.Seen seen = notices.seen();
        boolean worse = seen != null
                && side().isViolated(policy, reading.bpm(), Priority.MEDIUM)
                && side().isMilder(seen.worstBpm(), reading.bpm())
                && !side().isMilder(reading.bpm(), side().beyond(seen.worstBpm(), policy.worseningBpm()));
        return worse ? with(notices.escalated(reading.timestamp())) : this;
    }

    Episode deescalated(AlarmPolicy policy, Instant at) {
        double limit = side().limitBpm(policy, Priority.MEDIUM);
        return with(Priority.MEDIUM, limit, evidence, peakBpm, notices.deescalated(at));
    }

    /** The first input that is due for one brings one reminder, never several to catch up. */
    Episode reminded(AlarmPolicy policy, Moment moment) {
        return with(notices.reminded(policy, moment));
    }

    Episode remindedNow(Moment moment) {
        return with(notices.remindedNow(moment));
    }

    Episode acknowledged(Instant at) {
        return with(notices.acknowledged(at, peakBpm));
    }

    /** At the highest priority that it had: to be seen, although it is over. */
    Episode latched() {
        return with(worst, limitBpm, evidence, peakBpm, notices);
    }

    Episode atLeast(Priority least) {
        return priority.compareTo(least) >= 0 ? this : with(least, limitBpm, evidence, peakBpm, notices);
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private Episode with(Notices newNotices) {
        return newNotices == notices ? this : with(priority, limitBpm, evidence, peakBpm, newNotices);
    }

    /** The verdict on an acknowledgement of one of its events. */
    Verdict judgeAcknowledgementOf(String eventId) {
        for (Phase phase : Phase.values()) {
            int count = notices.told().of(phase);
            for (int number = count; number >= 1; number--) {
                if (AlertIds.event(id, phase, number).equals(eventId)) {
                    return notices.judgeAcknowledgementOf(phase, number);
                }
                if (number == count - EVENTS_AT_EITHER_END) {
                    number = Math.min(number, EVENTS_AT_EITHER_END + 1);
                }
            }
        }
        return Verdict.UNKNOWN;
    }

    boolean tellsTheSameAs(Episode other) {
        return isSameAs(other) && notices.told().all() == other.notices.told().all();
    }

    boolean isSameAs(Episode other) {
        return id.equals(other.id);
    }

    /**
     * An alert about one of its events.
     *
     * @param around what it says of the patient
     * @param latched whether the alarm is over and still to be acknowledged
     */
    Alert alert(
            Phase phase,
            int number,
            Instant time,
            Optional<ClearReason> reason,
            Optional<String> acknowledgedBy,
            boolean latched,
            AlertContext around) {
        return Alert.builder()
                .id(AlertIds.event(id, phase, number))
                .episodeId(id)
                .patientId(around.patientId())
                .condition(condition)
                .phase(phase)
                .number(number)
                .priority(priority)
                .highestPriority(worst)
                .onset(onset)
                .raisedAt(raisedAt)
                .time(time)
                .violation(condition == Condition.SIGNAL_LOSS ? null : new Violation(limitBpm, peakBpm, evidence))
                .lostSignal(condition == Condition.SIGNAL_LOSS ? around.lostSignal() : null)
                .clearReason(reason.orElse(null))
                .acknowledgedBy(acknowledgedBy.orElse(null))
                .lastReading(around.lastReading().orElse(null))
                .latched(latched)
                .pausedUntil(
                        priority == Priority.HIGH ? null : around.pausedUntil().orElse(null))
                .build();
    }

    private Episode with(
            Priority newPriority, double newLimit, List<Reading> newEvidence, double newPeak, Notices newNotices) {
        Priority newWorst = newPriority.compareTo(worst) > 0 ? newPriority : worst;
        return new Episode(
                id, condition, newPriority, newWorst, onset, raisedAt, newLimit, newEvidence, newPeak, newNotices);
    }
}
