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
 * @param runLength how many readings that run has, at most the policy's larger onset count; 0 if there is none
 * @param activeAlarms unmodifiable; at most one physiological and one technical
 * @param lastReading the time of the last accepted reading of the stay; empty if there was none
 * @param admitted whether the patient was admitted, and not discharged since: told of if silent, and never forgotten
 * @param latchedAlarms unmodifiable; those that were cleared before anybody had seen them, and are to be acknowledged
 * @param pausedUntil until when alerts below HIGH are paused, if they are; in the past if no input has come since
 */
public record PatientStatus(
        AlarmPolicy policy,
        Optional<Condition> runTowards,
        int runLength,
        List<ActiveAlarm> activeAlarms,
        Optional<Instant> lastReading,
        boolean admitted,
        List<ActiveAlarm> latchedAlarms,
        Optional<Instant> pausedUntil) {

    /** Copies the lists. */
    public PatientStatus {
        requireNonNull(policy, "policy");
        requireNonNull(runTowards, "runTowards");
        activeAlarms = List.copyOf(activeAlarms);
        requireNonNull(lastReading, "lastReading");
        latchedAlarms = List.copyOf(latchedAlarms);
        requireNonNull(pausedUntil, "pausedUntil");
    }

    static PatientStatus of(AlarmPolicy policy, Standing standing, AlertContext around) {
        Optional<Run> run = DetectorState.run(standing.state());
        return new PatientStatus(
                policy,
                run.map(r -> r.side().condition()),
                run.map(r -> r.recent().size()).orElse(0),
                standing.activeEpisodes()
                        .map(episode -> ActiveAlarm.of(episode, false, around))
                        .toList(),
                around.lastReading().map(Reading::timestamp),
                standing.care().admitted(),
                standing.care().latched().stream()
                        .map(episode -> ActiveAlarm.of(episode, true, around))
                        .toList(),
                around.pausedUntil());
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
