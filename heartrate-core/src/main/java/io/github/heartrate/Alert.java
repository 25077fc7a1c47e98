package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message about one event of an episode. The same readings give the same ids in a replay, after a crash and on
 * another machine, so a receiver that drops the ids it knows sees each event once.
 *
 * <p>{@code clearReason} and {@code acknowledgedBy} are {@code Optional} components because a record's component is its
 * accessor's return type.
 *
 * @param id of this event: 32 hex digits of SHA-256 over episode, phase and number
 * @param episodeId of the episode: 32 hex digits of SHA-256 over patient, condition and onset
 * @param patientId whom it is about
 * @param condition what is wrong
 * @param phase which event of the episode this is
 * @param number counts the events of this phase within the episode, from 1
 * @param priority how urgent it is
 * @param onset the timestamp of the run's first reading; for SIGNAL_LOSS of the last reading before it, or of admission
 * @param raisedAt the time of the episode's RAISED event
 * @param time when this event happened: the later of its input's time and of the patient's event before
 * @param limitBpm the alarm limit that is violated, in bpm; NaN for SIGNAL_LOSS, which violates none
 * @param evidence the last readings of the run that reached the highest level so far, oldest first, as many as it takes
 *     to raise the alarm; empty for SIGNAL_LOSS
 * @param peakBpm the most extreme rate of the episode so far, in bpm; NaN for SIGNAL_LOSS
 * @param clearReason why it ended; present exactly for {@link Phase#CLEARED}
 * @param acknowledgedBy who has seen it; present exactly for {@link Phase#ACKNOWLEDGED}
 */
public record Alert(
        String id,
        String episodeId,
        String patientId,
        Condition condition,
        Phase phase,
        int number,
        Priority priority,
        Instant onset,
        Instant raisedAt,
        Instant time,
        double limitBpm,
        List<Reading> evidence,
        double peakBpm,
        Optional<ClearReason> clearReason,
        Optional<String> acknowledgedBy) {

    /**
     * Checks that nothing is missing and copies the evidence.
     *
     * @throws IllegalArgumentException if {@code clearReason} is missing on CLEARED or present elsewhere, {@code
     *     acknowledgedBy} is missing on ACKNOWLEDGED or present elsewhere, or {@code number} is below 1
     */
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(episodeId, "episodeId");
        requireNonNull(patientId, "patientId");
        requireNonNull(condition, "condition");
        requireNonNull(phase, "phase");
        requireNonNull(priority, "priority");
        requireNonNull(onset, "onset");
        requireNonNull(raisedAt, "raisedAt");
        requireNonNull(time, "time");
        evidence = List.copyOf(evidence);
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1: " + number);
        }
        if (clearReason.isPresent() != (phase == Phase.CLEARED)) {
            throw new IllegalArgumentException("clearReason belongs to CLEARED: " + phase + ", " + clearReason);
        }
        if (acknowledgedBy.isPresent() != (phase == Phase.ACKNOWLEDGED)) {
            throw new IllegalArgumentException(
                    "acknowledgedBy belongs to ACKNOWLEDGED: " + phase + ", " + acknowledgedBy);
        }
    }

    /**
     * Whether it is about the patient or about the equipment.
     *
     * @return the condition's kind
     */
    public AlarmKind kind() {
        return condition.kind();
    }

    /**
     * How long the alarm has been active: from RAISED to this event. For CLEARED it is the episode's whole duration.
     *
     * @return zero for RAISED
     */
    public Duration duration() {
        return Duration.between(raisedAt, time);
    }
}
