package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A message about one event of an episode. The same readings give the same ids in a replay, after a crash and on another
 * machine. A receiver that drops the ids that it knows sees each event once.
 *
 * <p>An immutable value, safe for use by several threads. Two alerts are equal if all that they say is equal. A later
 * version may say more, so alerts are made by {@link #builder} and changed by {@link #toBuilder} alone.
 */
public final class Alert {

    private final String id;
    private final String episodeId;
    private final String patientId;
    private final Condition condition;
    private final Phase phase;
    private final int number;
    private final Priority priority;
    private final Priority highestPriority;
    private final Instant onset;
    private final Instant raisedAt;
    private final Instant time;
    private final @Nullable Violation violation;
    private final @Nullable LostSignal lostSignal;
    private final @Nullable ClearReason clearReason;
    private final @Nullable String acknowledgedBy;
    private final @Nullable Reading lastReading;
    private final boolean latched;
    private final @Nullable Instant pausedUntil;

    /** Takes what the builder has checked. */
    Alert(AlertBuilder builder) {
        id = required("id", builder.id);
        episodeId = required("episodeId", builder.episodeId);
        patientId = required("patientId", builder.patientId);
        condition = required("condition", builder.condition);
        phase = required("phase", builder.phase);
        number = builder.number;
        priority = required("priority", builder.priority);
        highestPriority = builder.highestPriority == null ? priority : builder.highestPriority;
        onset = required("onset", builder.onset);
        raisedAt = required("raisedAt", builder.raisedAt);
        time = required("time", builder.time);
        violation = builder.violation;
        lostSignal = builder.lostSignal;
        clearReason = builder.clearReason;
        acknowledgedBy = builder.acknowledgedBy;
        lastReading = builder.lastReading;
        latched = builder.latched;
        pausedUntil = builder.pausedUntil;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(name + " must be set");
        }
        return value;
    }

    /**
     * Starts an alert of which nothing is said yet: for a codec, or for a test of a listener.
     *
     * @return a new builder
     */
    public static AlertBuilder builder() {
        return new AlertBuilder();
    }

    /**
     * Starts an alert that says what this one says.
     *
     * @return a new builder
     */
    public AlertBuilder toBuilder() {
        return new AlertBuilder()
                .id(id)
                .episodeId(episodeId)
                .patientId(patientId)
                .condition(condition)
                .phase(phase)
                .number(number)
                .priority(priority)
                .highestPriority(highestPriority)
                .onset(onset)
                .raisedAt(raisedAt)
                .time(time)
                .violation(violation)
                .lostSignal(lostSignal)
                .clearReason(clearReason)
                .acknowledgedBy(acknowledgedBy)
                .lastReading(lastReading)
                .latched(latched)
                .pausedUntil(pausedUntil);
    }

    /**
     * The id of this event.
     *
     * @return 32 hex digits of SHA-256 over episode, phase and number
     */
    public String id() {
        return id;
    }

    /**
     * The id of the episode.
     *
     * @return 32 hex digits of SHA-256 over patient, condition and onset
     */
    public String episodeId() {
        return episodeId;
    }

    /**
     * The patient that it is about.
     *
     * @return the patient's id
     */
    public String patientId() {
        return patientId;
    }

    /**
     * What is wrong.
     *
     * @return the condition
     */
    public Condition condition() {
        return condition;
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
     * Which event of the episode this is.
     *
     * @return the phase
     */
    public Phase phase() {
        return phase;
    }

    /**
     * Counts the events of this phase within the episode.
     *
     * @return the event's number, from 1
     */
    public int number() {
        return number;
    }

    /**
     * How urgent the alarm is at this event.
     *
     * @return the priority; of an alarm that is latched, the highest that it had
     */
    public Priority priority() {
        return priority;
    }

    /**
     * How urgent the alarm was at its most urgent, up to this event. It never decreases within an episode, so a listener
     * that selects by it hears everything that happens to an alarm from the first event that is urgent enough.
     *
     * @return at least {@link #priority}
     */
    public Priority highestPriority() {
        return highestPriority;
    }

    /**
     * When it began.
     *
     * @return the timestamp of the run's first reading; for SIGNAL_LOSS of the last reading before it, or of admission
     */
    public Instant onset() {
        return onset;
    }

    /**
     * When the alarm was raised.
     *
     * @return the time of the episode's RAISED event
     */
    public Instant raisedAt() {
        return raisedAt;
    }

    /**
     * When this event happened. Readings, ticks and acknowledgements have different clocks, so only the times of events
     * that readings cause never decrease.
     *
     * @return the time of the reading, tick or acknowledgement that caused it
     */
    public Instant time() {
        return time;
    }

    /**
     * How long the alarm has been active: from RAISED to this event. For CLEARED it is the episode's whole duration.
     *
     * @return zero for RAISED; never negative, also if this event's clock is behind that of RAISED
     */
    public Duration duration() {
        return time.isBefore(raisedAt) ? Duration.ZERO : Duration.between(raisedAt, time);
    }

    /**
     * The limit that is violated, and by which readings.
     *
     * @return present exactly for a physiological condition
     */
    public Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /**
     * What is known about a lost signal.
     *
     * @return present exactly for {@link Condition#SIGNAL_LOSS}
     */
    public Optional<LostSignal> lostSignal() {
        return Optional.ofNullable(lostSignal);
    }

    /**
     * Why the alarm ended.
     *
     * @return present exactly for {@link Phase#CLEARED}
     */
    public Optional<ClearReason> clearReason() {
        return Optional.ofNullable(clearReason);
    }

    /**
     * Who has seen the alarm.
     *
     * @return present exactly for {@link Phase#ACKNOWLEDGED}
     */
    public Optional<String> acknowledgedBy() {
        return Optional.ofNullable(acknowledgedBy);
    }

    /**
     * The latest accepted reading of the patient's stay.
     *
     * @return empty if there is none
     */
    public Optional<Reading> lastReading() {
        return Optional.ofNullable(lastReading);
    }

    /**
     * Whether the alarm is over and still to be acknowledged.
     *
     * @return true for its CLEARED and for what follows
     */
    public boolean latched() {
        return latched;
    }

    /**
     * Until when the patient's alerts below HIGH are paused, if this is one of them. A listener stays quiet. A display
     * shows the countdown.
     *
     * @return empty if it is not paused
     */
    public Optional<Instant> pausedUntil() {
        return Optional.ofNullable(pausedUntil);
    }

    /**
     * Whether it came in a pause of the patient's alerts, and is below HIGH: a listener stays quiet.
     *
     * @return whether {@link #pausedUntil} is present
     */
    public boolean paused() {
        return pausedUntil != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alert that
                && id.equals(that.id)
                && episodeId.equals(that.episodeId)
                && patientId.equals(that.patientId)
                && condition == that.condition
                && phase == that.phase
                && number == that.number
                && priority == that.priority
                && highestPriority == that.highestPriority
                && onset.equals(that.onset)
                && raisedAt.equals(that.raisedAt)
                && time.equals(that.time)
                && Objects.equals(violation, that.violation)
                && Objects.equals(lostSignal, that.lostSignal)
                && clearReason == that.clearReason
                && Objects.equals(acknowledgedBy, that.acknowledgedBy)
                && Objects.equals(lastReading, that.lastReading)
                && latched == that.latched
                && Objects.equals(pausedUntil, that.pausedUntil);
    }

    /** Of the id and the time: alerts of one event differ little. */
    @Override
    public int hashCode() {
        return 31 * id.hashCode() + time.hashCode();
    }

    /** All that it says, the patient and the rates too: not for a log. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "Alert[" + condition + " " + phase + " " + number + ", ", "]");
        text.add("patient " + patientId);
        text.add("priority " + priority + (highestPriority == priority ? "" : ", highest " + highestPriority));
        text.add("onset " + onset).add("raised " + raisedAt).add("time " + time);
        violation().ifPresent(it -> text.add(it.toString()));
        lostSignal().ifPresent(it -> text.add(it.toString()));
        clearReason().ifPresent(it -> text.add(it.toString()));
        acknowledgedBy().ifPresent(it -> text.add("by " + it));
        lastReading().ifPresent(it -> text.add("last " + it));
        if (latched) {
            text.add("latched");
        }
        pausedUntil().ifPresent(it -> text.add("paused until " + it));
        return text.add("id " + id).add("episode " + episodeId).toString();
    }
}
