package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a patient stands at one moment, for a display or a log. An immutable value.
 *
 * @param patientId whose status it is
 * @param policy when alarms of the patient are raised and cleared
 * @param lastReading the last accepted reading of the stay; empty if there was none
 * @param signal whether readings come
 * @param run the run of readings that is under way towards an alarm, or towards the escalation of an active one
 * @param activeAlarms unmodifiable; at most one physiological and one technical
 * @param latchedAlarms unmodifiable; those that were cleared before anybody had seen them, and are to be acknowledged
 * @param admitted whether the patient was admitted, and not discharged since: told of if silent, and never forgotten
 * @param pausedUntil until when alerts below HIGH are paused, if they are; in the past if no input has come since
 */
public record PatientStatus(
        String patientId,
        AlarmPolicy policy,
        Optional<Reading> lastReading,
        SignalStatus signal,
        Optional<RunStatus> run,
        List<ActiveAlarm> activeAlarms,
        List<ActiveAlarm> latchedAlarms,
        boolean admitted,
        Optional<Instant> pausedUntil) {

    /** Copies the lists. */
    public PatientStatus {
        requireNonNull(patientId, "patientId");
        requireNonNull(policy, "policy");
        requireNonNull(lastReading, "lastReading");
        requireNonNull(signal, "signal");
        requireNonNull(run, "run");
        activeAlarms = List.copyOf(activeAlarms);
        latchedAlarms = List.copyOf(latchedAlarms);
        requireNonNull(pausedUntil, "pausedUntil");
    }

    static PatientStatus of(AlarmPolicy policy, Standing standing, AlertContext around) {
        return new PatientStatus(
                around.patientId(),
                policy,
                around.lastReading(),
                standing.signal().status(),
                DetectorState.run(standing.state()).map(run -> RunStatus.of(run, standing.state(), policy)),
                standing.activeEpisodes()
                        .map(episode -> ActiveAlarm.of(episode, false, around))
                        .toList(),
                standing.care().latched().stream()
                        .map(episode -> ActiveAlarm.of(episode, true, around))
                        .toList(),
                standing.care().admitted(),
                around.pausedUntil());
    }

    /**
     * Whether readings come.
     *
     * @param kind whether they do
     * @param since when a reading was expected first, or when the one before the silence came; present exactly for AWAITED
     *     and LOST
     */
    public record SignalStatus(Kind kind, Optional<Instant> since) {

        /** Whether readings come. */
        public enum Kind {
            /** Readings have come, and no tick has shown a silence since: the last reading says until when. */
            PRESENT,
            /** The patient was admitted, and no reading has come since. */
            AWAITED,
            /** SIGNAL_LOSS is active. */
            LOST,
            /** Nothing is expected: the patient is discharged, or was never admitted nor heard from. */
            UNWATCHED
        }

        /**
         * Checks that its parts fit each other.
         *
         * @throws IllegalArgumentException if {@code since} is missing for AWAITED or LOST, or present for another
         */
        public SignalStatus {
            requireNonNull(kind, "kind");
            if (since.isPresent() != (kind == Kind.AWAITED || kind == Kind.LOST)) {
                throw new IllegalArgumentException("since belongs to AWAITED and LOST: " + kind + ", " + since);
            }
        }
    }

    /**
     * Consecutive readings beyond a limit, of which the last is the last accepted reading.
     *
     * @param condition what it will raise or escalate, if it goes on
     * @param priority MEDIUM if it will raise an alarm; HIGH if it will escalate the active one, and is of extreme readings
     * @param count how many readings it has, at most the policy's larger onset count; at least 1
     * @param onsetCount how many the policy asks for, beside a delay
     * @param onset the first one's timestamp
     */
    public record RunStatus(Condition condition, Priority priority, int count, int onsetCount, Instant onset) {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code count} is below 1
         */
        public RunStatus {
            requireNonNull(condition, "condition");
            requireNonNull(priority, "priority");
            requireNonNull(onset, "onset");
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1: " + count);
            }
        }

        private static RunStatus of(Run run, DetectorState state, AlarmPolicy policy) {
            Priority priority = state instanceof DetectorState.Escalating ? Priority.HIGH : Priority.MEDIUM;
            return new RunStatus(
                    run.side().condition(), priority, run.recent().size(), policy.onsetCount(priority), run.onset());
        }
    }

    /**
     * An alarm that is active, or latched.
     *
     * @param alert what to acknowledge: the event that told of the alarm anew last, with the id and the time that it had,
     *     but with the priority, limit, peak and last reading of now. RAISED or ESCALATED, or the REMINDER at which an
     *     acknowledgement ended
     * @param acknowledged whether somebody has seen it
     */
    public record ActiveAlarm(Alert alert, boolean acknowledged) {

        /** Checks that there is an alert. */
        public ActiveAlarm {
            requireNonNull(alert, "alert");
        }

        private static ActiveAlarm of(Episode episode, boolean latched, AlertContext around) {
            Notices notices = episode.notices();
            Alert anew = episode.alert(
                    notices.anew(),
                    notices.anewNumber(),
                    notices.anewAt(),
                    Optional.empty(),
                    Optional.empty(),
                    latched,
                    around);
            return new ActiveAlarm(anew, episode.isAcknowledged());
        }
    }
}
