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
 * <p>{@code clearReason} is an {@code Optional} component because a record's component is its accessor's return type.
 *
 * @param id of this event: 32 hex digits of SHA-256 over episode, phase and number
 * @param episodeId of the episode: 32 hex digits of SHA-256 over patient, condition and onset
 * @param patientId whom it is about
 * @param condition what is wrong
 * @param phase which event of the episode this is
 * @param number counts the events of this phase within the episode, from 1
 * @param priority how urgent it is
 * @param onset the timestamp of the run's first reading
 * @param raisedAt when the alarm was raised
 * @param time when this event happened, by the readings' clock
 * @param limitBpm the alarm limit that was violated, in bpm
 * @param evidence the last readings of the run that raised the alarm, oldest first; as many as it takes to raise it
 * @param peakBpm the most extreme rate of the episode so far, in bpm
 * @param clearReason why it ended; present exactly for {@link Phase#CLEARED}
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
        Optional<ClearReason> clearReason) {

    /**
     * Checks that nothing is missing and copies the evidence.
     *
     * @throws IllegalArgumentException if a {@code clearReason} is missing on CLEARED or present elsewhere, or {@code
     *     number} is below 1
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
