package io.github.heartrate.toolkit.display;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Priority;
import io.github.heartrate.Violation;
import java.time.Instant;
import java.util.Optional;

/**
 * What the alerts of one episode say so far, taken in one after another.
 *
 * @param notice the latest alert that wants attention: RAISED, ESCALATED, DEESCALATED or REMINDER
 * @param highestPriority the most urgent it has been
 * @param reminders how many reminders came
 * @param peakBpm the most extreme rate, NaN for SIGNAL_LOSS
 * @param acknowledged its acknowledgement, unless that has ended: an escalation came after it, or a reminder, since what
 *     is acknowledged is not reminded of
 * @param cleared its end
 */
public record EpisodeRecord(
        Alert notice,
        Priority highestPriority,
        int reminders,
        double peakBpm,
        Optional<Alert> acknowledged,
        Optional<Alert> cleared) {

    /**
     * An episode as its first known alert tells it.
     *
     * @param first of any phase, since a record may begin in the middle
     * @return the episode
     */
    public static EpisodeRecord from(Alert first) {
        return new EpisodeRecord(first, first.priority(), 0, peak(first), Optional.empty(), Optional.empty())
                .with(first);
    }

    private static double peak(Alert alert) {
        return alert.violation().map(Violation::peakBpm).orElse(Double.NaN);
    }

    /**
     * Takes in the next alert.
     *
     * @param alert of this episode
     * @return the episode with it
     * @throws IllegalArgumentException if {@code alert} is of another episode
     */
    public EpisodeRecord with(Alert alert) {
        if (!alert.episodeId().equals(notice.episodeId())) {
            throw new IllegalArgumentException(
                    "alert must be of episode " + notice.episodeId() + ": " + alert.episodeId());
        }
        Priority highest = alert.priority().compareTo(highestPriority) > 0 ? alert.priority() : highestPriority;
        return switch (alert.phase()) {
            case RAISED, ESCALATED ->
                new EpisodeRecord(alert, highest, reminders, peak(alert), Optional.empty(), cleared);
            case DEESCALATED -> new EpisodeRecord(alert, highest, reminders, peak(alert), acknowledged, cleared);
            case REMINDER -> new EpisodeRecord(alert, highest, alert.number(), peak(alert), Optional.empty(), cleared);
            case ACKNOWLEDGED ->
                new EpisodeRecord(notice, highest, reminders, peak(alert), Optional.of(alert), cleared);
            case CLEARED ->
                new EpisodeRecord(
                        notice,
                        highest,
                        reminders,
                        peak(alert),
                        alert.latched() ? Optional.empty() : acknowledged,
                        Optional.of(alert));
        };
    }

    /**
     * The episode as acknowledged, though nothing tells by whom and when.
     *
     * @return the episode, with its notice in place of the acknowledgement
     */
    public EpisodeRecord withAcknowledgementUnseen() {
        return new EpisodeRecord(notice, highestPriority, reminders, peakBpm, Optional.of(notice), cleared);
    }

    /**
     * Whether it is over, but is still to be acknowledged, since nobody had seen it.
     *
     * @return false too if it is known only that it is over
     */
    public boolean isLatched() {
        return acknowledged.isEmpty()
                && (notice.latched() || cleared.filter(Alert::latched).isPresent());
    }

    /**
     * Which episode.
     *
     * @return its id
     */
    public String episodeId() {
        return notice.episodeId();
    }

    /**
     * Whose episode.
     *
     * @return the patient's id
     */
    public String patientId() {
        return notice.patientId();
    }

    /**
     * What was wrong.
     *
     * @return the condition
     */
    public Condition condition() {
        return notice.condition();
    }

    /**
     * When the run began.
     *
     * @return the first reading's time
     */
    public Instant onset() {
        return notice.onset();
    }

    /**
     * When the alarm was raised.
     *
     * @return by the readings' clock
     */
    public Instant raisedAt() {
        return notice.raisedAt();
    }

    /**
     * Who acknowledged.
     *
     * @return empty while nobody has
     */
    public Optional<String> acknowledgedBy() {
        return acknowledged.flatMap(Alert::acknowledgedBy);
    }
}
