package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a patient stands at one moment, for a display or a log. An immutable value.
 *
 * @param policy when alarms of the patient are raised and cleared
 * @param runTowards what the run under way will raise or escalate, if it goes on; empty if there is none
 * @param runLength how many readings that run has, at most the policy's {@code onsetCount}; 0 if there is none
 * @param activeAlarms unmodifiable; at most one physiological and one technical
 * @param lastReading the time of the last accepted reading, which no later input goes behind; empty before the first
 */
public record PatientStatus(
        AlarmPolicy policy,
        Optional<Condition> runTowards,
        int runLength,
        List<ActiveAlarm> activeAlarms,
        Optional<Instant> lastReading) {

    /** Copies the list. */
    public PatientStatus {
        requireNonNull(policy, "policy");
        requireNonNull(runTowards, "runTowards");
        activeAlarms = List.copyOf(activeAlarms);
        requireNonNull(lastReading, "lastReading");
    }

    /**
     * An alarm that is active.
     *
     * @param alert the episode's last RAISED or ESCALATED, with the id that it had, but with the priority, limit and peak
     *     of now and the time of the patient's last event; what to acknowledge
     * @param acknowledged whether somebody has seen it
     */
    public record ActiveAlarm(Alert alert, boolean acknowledged) {

        /** Checks that there is an alert. */
        public ActiveAlarm {
            requireNonNull(alert, "alert");
        }
    }
}
