package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link Alert} says. Ids, patient, condition, phase, priority and the three times have to be set; the
 * rest has a default. Not safe for use by several threads.
 */
public final class AlertBuilder {

    @Nullable
    String id;

    @Nullable
    String episodeId;

    @Nullable
    String patientId;

    @Nullable
    Condition condition;

    @Nullable
    Phase phase;

    int number = 1;

    @Nullable
    Priority priority;

    @Nullable
    Priority highestPriority;

    @Nullable
    Instant onset;

    @Nullable
    Instant raisedAt;

    @Nullable
    Instant time;

    @Nullable
    Violation violation;

    @Nullable
    LostSignal lostSignal;

    @Nullable
    ClearReason clearReason;

    @Nullable
    String acknowledgedBy;

    @Nullable
    Reading lastReading;

    boolean latched;

    @Nullable
    Instant pausedUntil;

    AlertBuilder() {}

    /**
     * Sets the id of this event.
     *
     * @param value 32 hex digits of SHA-256 over episode, phase and number
     * @return this builder
     */
    public AlertBuilder id(String value) {
        id = requireNonNull(value, "id");
        return this;
    }

    /**
     * Sets the id of the episode.
     *
     * @param value 32 hex digits of SHA-256 over patient, condition and onset
     * @return this builder
     */
    public AlertBuilder episodeId(String value) {
        episodeId = requireNonNull(value, "episodeId");
        return this;
    }

    /**
     * Sets the patient that it is about.
     *
     * @param value the patient's id
     * @return this builder
     */
    public AlertBuilder patientId(String value) {
        patientId = requireNonNull(value, "patientId");
        return this;
    }

    /**
     * Sets what is wrong.
     *
     * @param value the condition
     * @return this builder
     */
    public AlertBuilder condition(Condition value) {
        condition = requireNonNull(value, "condition");
        return this;
    }

    /**
     * Sets which event of the episode this is.
     *
     * @param value the phase
     * @return this builder
     */
    public AlertBuilder phase(Phase value) {
        phase = requireNonNull(value, "phase");
        return this;
    }

    /**
     * Sets the number of the event among those of its phase.
     *
     * @param value at least 1; default 1
     * @return this builder
     */
    public AlertBuilder number(int value) {
        number = value;
        return this;
    }

    /**
     * Sets how urgent the alarm is at this event.
     *
     * @param value the priority
     * @return this builder
     */
    public AlertBuilder priority(Priority value) {
        priority = requireNonNull(value, "priority");
        return this;
    }

    /**
     * Sets how urgent the alarm was at its most urgent.
     *
     * @param value at least the priority, which is the default
     * @return this builder
     */
    public AlertBuilder highestPriority(Priority value) {
        highestPriority = requireNonNull(value, "highestPriority");
        return this;
    }

    /**
     * Sets when it began.
     *
     * @param value the timestamp of the run's first reading; for SIGNAL_LOSS of the last reading before it, or of admission
     * @return this builder
     */
    public AlertBuilder onset(Instant value) {
        onset = requireNonNull(value, "onset");
        return this;
    }

    /**
     * Sets when the alarm was raised.
     *
     * @param value the time of the episode's RAISED event
     * @return this builder
     */
    public AlertBuilder raisedAt(Instant value) {
        raisedAt = requireNonNull(value, "raisedAt");
        return this;
    }

    /**
     * Sets when this event happened.
     *
     * @param value the time of what caused it
     * @return this builder
     */
    public AlertBuilder time(Instant value) {
        time = requireNonNull(value, "time");
        return this;
    }

    /**
     * Sets the limit that is violated, and by which readings.
     *
     * @param value for a physiological condition, and null otherwise; default null
     * @return this builder
     */
    public AlertBuilder violation(@Nullable Violation value) {
        violation = value;
        return this;
    }

    /**
     * Sets what is known about a lost signal.
     *
     * @param value for SIGNAL_LOSS, and null otherwise; default null
     * @return this builder
     */
    public AlertBuilder lostSignal(@Nullable LostSignal value) {
        lostSignal = value;
        return this;
    }

    /**
     * Sets why the alarm ended.
     *
     * @param value for CLEARED, and null otherwise; default null
     * @return this builder
     */
    public AlertBuilder clearReason(@Nullable ClearReason value) {
        clearReason = value;
        return this;
    }

    /**
     * Sets who has seen the alarm.
     *
     * @param value for ACKNOWLEDGED, and null otherwise; default null
     * @return this builder
     */
    public AlertBuilder acknowledgedBy(@Nullable String value) {
        acknowledgedBy = value;
        return this;
    }

    /**
     * Sets the latest accepted reading of the patient's stay.
     *
     * @param value null if there is none; default null
     * @return this builder
     */
    public AlertBuilder lastReading(@Nullable Reading value) {
        lastReading = value;
        return this;
    }

    /**
     * Sets whether the alarm is over and still to be acknowledged.
     *
     * @param value default false
     * @return this builder
     */
    public AlertBuilder latched(boolean value) {
        latched = value;
        return this;
    }

    /**
     * Sets until when the patient's alerts below HIGH are paused, if this is one of them.
     *
     * @param value null if it is not paused; default null
     * @return this builder
     */
    public AlertBuilder pausedUntil(@Nullable Instant value) {
        pausedUntil = value;
        return this;
    }

    /**
     * Makes the alert.
     *
     * @return the alert
     * @throws IllegalStateException if something is missing that has no default; the message names it
     * @throws IllegalArgumentException if the number is below 1, the highest priority is below the priority, or the
     *     violation, the lost signal, the clear reason or the name is missing where it belongs or present elsewhere
     */
    public Alert build() {
        Alert alert = new Alert(this);
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1: " + number);
        }
        if (alert.highestPriority().compareTo(alert.priority()) < 0) {
            throw new IllegalArgumentException(
                    "highestPriority must be at least priority: " + alert.highestPriority() + ", " + alert.priority());
        }
        boolean isPhysiological = alert.kind() == AlarmKind.PHYSIOLOGICAL;
        requireWhereItBelongs("violation", violation, isPhysiological, alert.condition());
        requireWhereItBelongs("lostSignal", lostSignal, !isPhysiological, alert.condition());
        requireWhereItBelongs("clearReason", clearReason, alert.phase() == Phase.CLEARED, alert.phase());
        requireWhereItBelongs("acknowledgedBy", acknowledgedBy, alert.phase() == Phase.ACKNOWLEDGED, alert.phase());
        return alert;
    }

    /** The values are not shown: they may be a patient's. */
    private static void requireWhereItBelongs(String name, @Nullable Object value, boolean belongs, Enum<?> what) {
        if (belongs != (value != null)) {
            throw new IllegalArgumentException(name + (belongs ? " is missing on " : " does not belong to ") + what);
        }
    }
}
