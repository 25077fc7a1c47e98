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
 * @param time when this event happened: the time of the reading, tick or acknowledgement that caused it. Those have
 *     different clocks, so only the times of events that readings cause never decrease
 * @param limitBpm the alarm limit that is violated, in bpm; NaN for SIGNAL_LOSS, which violates none
 * @param evidence the last readings of the run that reached the highest level so far, oldest first, as many as it takes
 *     to raise the alarm; empty for SIGNAL_LOSS
 * @param peakBpm the most extreme rate so far, in bpm, of the episode's readings beyond the limit; NaN for SIGNAL_LOSS
 * @param clearReason why it ended; present exactly for {@link Phase#CLEARED}
 * @param acknowledgedBy who has seen it; present exactly for {@link Phase#ACKNOWLEDGED}
 * @param lastReading the latest accepted reading of the patient's stay; empty if there is none
 * @param latched whether the alarm is over and still to be acknowledged: true for its CLEARED and what follows
 * @param pausedUntil until when alerts below HIGH are paused; present if this is one of them. A listener stays quiet, a
 *     display shows the countdown
 * @param lostSignal what was known when the signal was lost; present exactly for {@link Condition#SIGNAL_LOSS}
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
        Optional<String> acknowledgedBy,
        Optional<Reading> lastReading,
        boolean latched,
        Optional<Instant> pausedUntil,
        Optional<LostSignal> lostSignal) {

    /**
     * Checks that nothing is missing and copies the evidence.
     *
     * @throws IllegalArgumentException if {@code clearReason} is missing on CLEARED or present elsewhere, {@code
     *     acknowledgedBy} is missing on ACKNOWLEDGED or present elsewhere, {@code lostSignal} is missing on SIGNAL_LOSS or
     *     present elsewhere, or {@code number} is below 1
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
        requireNonNull(lastReading, "lastReading");
        requireNonNull(pausedUntil, "pausedUntil");
        if (lostSignal.isPresent() != (condition == Condition.SIGNAL_LOSS)) {
            throw new IllegalArgumentException("lostSignal belongs to SIGNAL_LOSS: " + condition + ", " + lostSignal);
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
     * Whether it came in a pause of the patient's alerts, and is below HIGH: a listener stays quiet.
     *
     * @return whether {@code pausedUntil} is present
     */
    public boolean paused() {
        return pausedUntil.isPresent();
    }

    /**
     * How long the alarm has been active: from RAISED to this event. For CLEARED it is the episode's whole duration.
     *
     * @return zero for RAISED; never negative, also if this event's clock is behind that of RAISED
     */
    public Duration duration() {
        return time.isBefore(raisedAt) ? Duration.ZERO : Duration.between(raisedAt, time);
    }
}
