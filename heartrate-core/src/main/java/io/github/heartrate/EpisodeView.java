package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts of one episode say so far, for a receiver of alerts. {@link #from} takes the first alert, {@link #with}
 * each later one. The alerts must come in the order in which the monitor told them, but any of them may come again at any
 * time: a repeat changes nothing. {@link OpenAlarms} does this for all episodes.
 *
 * <p>An immutable value, safe for use by several threads.
 */
public final class EpisodeView {

    private final Alert notice;
    private final Alert latest;
    private final @Nullable Alert acknowledgement;
    private final @Nullable Alert end;
    private final Priority highest;
    private final Map<Phase, Integer> told;

    private EpisodeView(
            Alert notice,
            Alert latest,
            @Nullable Alert acknowledgement,
            @Nullable Alert end,
            Priority highest,
            Map<Phase, Integer> told) {
        this.notice = notice;
        this.latest = latest;
        this.acknowledgement = acknowledgement;
        this.end = end;
        this.highest = highest;
        this.told = told;
    }

    /**
     * An episode as its first known alert tells it.
     *
     * @param first of any phase, since a receiver may begin in the middle
     * @return the episode
     */
    public static EpisodeView from(Alert first) {
        return new EpisodeView(requireNonNull(first, "first"), first, null, null, first.highestPriority(), Map.of())
                .after(first);
    }

    /**
     * An episode as a status tells it. Nothing says by whom or when it was acknowledged.
     *
     * @param alarm active or latched
     * @return the episode; of one that is acknowledged, the status's alert stands for the acknowledgement
     */
    public static EpisodeView from(PatientStatus.ActiveAlarm alarm) {
        EpisodeView view = from(alarm.alert());
        return alarm.acknowledged()
                ? new EpisodeView(view.notice, view.latest, view.notice, view.end, view.highest, view.told)
                : view;
    }

    /**
     * Takes in the next alert.
     *
     * @param next of this episode
     * @return the episode with it; this one if it is known already
     * @throws IllegalArgumentException if {@code next} is of another episode
     */
    public EpisodeView with(Alert next) {
        if (!next.episodeId().equals(episodeId())) {
            throw new IllegalArgumentException("alert must be of episode " + episodeId() + ": " + next.episodeId());
        }
        return knows(next) ? this : after(next);
    }

    private EpisodeView after(Alert next) {
        Map<Phase, Integer> toldThen = new EnumMap<>(Phase.class);
        toldThen.putAll(told);
        toldThen.put(next.phase(), next.number());
        // An earlier version's alerts do not say what the highest was.
        Priority most = next.highestPriority().compareTo(highest) > 0 ? next.highestPriority() : highest;
        return switch (next.phase()) {
            case RAISED, ESCALATED, REMINDER -> new EpisodeView(next, next, null, end, most, toldThen);
            case DEESCALATED -> new EpisodeView(next, next, acknowledgement, end, most, toldThen);
            case ACKNOWLEDGED -> new EpisodeView(notice, next, next, end, most, toldThen);
            case CLEARED ->
                new EpisodeView(notice, next, next.latched() ? null : acknowledgement, next, most, toldThen);
        };
    }

    /**
     * Whether an alert of this episode was taken in before.
     *
     * @param alert of this episode
     * @return whether it, or a later one of its phase, is known
     */
    public boolean knows(Alert alert) {
        return alert.number() <= told.getOrDefault(alert.phase(), 0);
    }

    /**
     * The latest alert that wants attention: RAISED, ESCALATED, DEESCALATED or REMINDER. It is the one to acknowledge.
     *
     * @return an alert; the first known one if none of these phases is known
     */
    public Alert notice() {
        return notice;
    }

    /**
     * The alert that came last, of any phase: with the priority, the peak and the last reading as they were then.
     *
     * @return an alert
     */
    public Alert latest() {
        return latest;
    }

    /**
     * The acknowledgement that holds. It ends when the alarm escalates or is reminded of.
     *
     * @return its alert; empty if nobody sees to the alarm
     */
    public Optional<Alert> acknowledgement() {
        return Optional.ofNullable(acknowledgement);
    }

    /**
     * Who sees to the alarm.
     *
     * @return the name; empty if nobody does, or if nothing tells who
     */
    public Optional<String> acknowledgedBy() {
        return acknowledgement().flatMap(Alert::acknowledgedBy);
    }

    /**
     * The end of the alarm.
     *
     * @return its CLEARED; empty if it is active, or if nothing tells when it ended
     */
    public Optional<Alert> cleared() {
        return Optional.ofNullable(end);
    }

    /**
     * Whether the alarm is active.
     *
     * @return false if it is over, latched or not
     */
    public boolean isActive() {
        return end == null && !latest.latched();
    }

    /**
     * Whether the alarm is over but still to be acknowledged, since nobody had seen it.
     *
     * @return false too if it is known only that it is over
     */
    public boolean isLatched() {
        return acknowledgement == null && latest.latched();
    }

    /**
     * Whether the alarm is active or latched.
     *
     * @return false if there is nothing more to do about it
     */
    public boolean isOpen() {
        return isActive() || isLatched();
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
     * What is wrong, or was.
     *
     * @return the condition
     */
    public Condition condition() {
        return notice.condition();
    }

    /**
     * The most urgent that the alarm has been.
     *
     * @return the highest of {@link Alert#highestPriority} of its alerts
     */
    public Priority highestPriority() {
        return highest;
    }

    /**
     * How often the alarm was reminded of.
     *
     * @return the number of its latest reminder; 0 if there was none
     */
    public int reminders() {
        return told.getOrDefault(Phase.REMINDER, 0);
    }

    /**
     * The limit that is violated, and the most extreme rate so far.
     *
     * @return of the latest alert; empty for SIGNAL_LOSS
     */
    public Optional<Violation> violation() {
        return latest.violation();
    }

    /**
     * When it began.
     *
     * @return as {@link Alert#onset}
     */
    public Instant onset() {
        return notice.onset();
    }

    /**
     * When the alarm was raised.
     *
     * @return as {@link Alert#raisedAt}
     */
    public Instant raisedAt() {
        return notice.raisedAt();
    }

    /** The episode and how it stands, without the patient and the rates: fit for a log. */
    @Override
    public String toString() {
        String stand = isActive() ? "active" : isLatched() ? "latched" : "over";
        return "EpisodeView[" + condition() + " " + stand + (acknowledgement == null ? "" : ", acknowledged")
                + ", episode " + episodeId() + "]";
    }
}
