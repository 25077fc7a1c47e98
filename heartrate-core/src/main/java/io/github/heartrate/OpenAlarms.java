package io.github.heartrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which alarms are active or latched now, made of alerts alone: for a receiver that has no monitor, such as a display
 * behind a broker. After the same alerts it has the alarms of {@link HeartRateMonitor#activeAlarms} and of the patients'
 * {@link PatientStatus#latchedAlarms}. There are two things that no alert tells: that a latched alarm ended with the
 * patient's discharge (call {@link #forget} then), and that a lost signal has become more urgent meanwhile.
 *
 * <p>The alerts of an episode must come in the order in which the monitor told them, but any of them may come again at
 * any time. Repeats of episodes that are over are known by the ids of the last ones that ended.
 *
 * <p>Memory grows with the open alarms. Safe for use by several threads.
 */
public final class OpenAlarms implements AlertListener {

    private static final int ENDED_REMEMBERED = 10_000;

    private final int endedRemembered;
    private final Map<String, EpisodeView> open = new LinkedHashMap<>();
    private final Map<String, Boolean> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > endedRemembered;
        }
    };

    /** No alarm is open; the last 10,000 episodes that end are remembered. */
    public OpenAlarms() {
        this(ENDED_REMEMBERED);
    }

    /**
     * No alarm is open.
     *
     * @param endedRemembered of how many episodes that ended last a repeat is known; 0 if no alert comes twice
     * @throws IllegalArgumentException if it is negative
     */
    public OpenAlarms(int endedRemembered) {
        if (endedRemembered < 0) {
            throw new IllegalArgumentException("endedRemembered must not be negative: " + endedRemembered);
        }
        this.endedRemembered = endedRemembered;
    }

    @Override
    public void onAlert(Alert alert) {
        accept(alert);
    }

    /**
     * Takes in an alert.
     *
     * @param alert the next one, or a repeat
     * @return the episodes that are over and done with by it: cleared, acknowledged if latched, or replaced by a new one;
     *     mostly none
     */
    public synchronized List<EpisodeView> accept(Alert alert) {
        EpisodeView before = open.get(alert.episodeId());
        if (before == null && ended.containsKey(alert.episodeId())) {
            return List.of();
        }
        return put(before == null ? EpisodeView.from(alert) : before.with(alert));
    }

    /**
     * Takes in an alarm as a status tells it, such as at the start of a display.
     *
     * @param alarm active or latched; if its episode is known nothing happens
     */
    public synchronized void accept(PatientStatus.ActiveAlarm alarm) {
        String episodeId = alarm.alert().episodeId();
        if (!open.containsKey(episodeId) && !ended.containsKey(episodeId)) {
            put(EpisodeView.from(alarm));
        }
    }

    private List<EpisodeView> put(EpisodeView after) {
        List<EpisodeView> done = new ArrayList<>();
        if (after.isOpen()) {
            open.put(after.episodeId(), after);
            end(done, other -> isReplaced(other, after));
        } else {
            open.remove(after.episodeId());
            ended.put(after.episodeId(), true);
            done.add(after);
            if (endsTheStay(after)) {
                end(done, other -> other.isLatched() && other.patientId().equals(after.patientId()));
            }
        }
        return done;
    }

    /** A new alarm takes the place of a latched one of its condition. */
    private static boolean isReplaced(EpisodeView other, EpisodeView by) {
        return other.isLatched()
                && other.condition() == by.condition()
                && other.patientId().equals(by.patientId())
                && !other.episodeId().equals(by.episodeId());
    }

    private static boolean endsTheStay(EpisodeView episode) {
        return episode.cleared()
                .flatMap(Alert::clearReason)
                .filter(reason -> reason == ClearReason.DISCHARGED || reason == ClearReason.EXPIRED)
                .isPresent();
    }

    private void end(List<EpisodeView> done, Predicate<EpisodeView> isOver) {
        List<EpisodeView> over = open.values().stream().filter(isOver).toList();
        for (EpisodeView episode : over) {
            open.remove(episode.episodeId());
            ended.put(episode.episodeId(), true);
            done.add(episode);
        }
    }

    /**
     * Ends the alarms of a patient of whom no more alerts come, such as after a discharge.
     *
     * @param patientId the patient
     */
    public synchronized void forget(String patientId) {
        end(new ArrayList<>(), episode -> episode.patientId().equals(patientId));
    }

    /**
     * All alarms that are active or latched.
     *
     * @return a copy, in the order in which their first alerts came
     */
    public synchronized List<EpisodeView> all() {
        return List.copyOf(open.values());
    }

    /**
     * The alarms of one patient that are active or latched.
     *
     * @param patientId the patient
     * @return a copy, in the order in which their first alerts came
     */
    public synchronized List<EpisodeView> of(String patientId) {
        return open.values().stream()
                .filter(episode -> episode.patientId().equals(patientId))
                .toList();
    }

    /**
     * One alarm that is active or latched.
     *
     * @param episodeId its episode
     * @return the alarm; empty if it is unknown or over
     */
    public synchronized Optional<EpisodeView> episode(String episodeId) {
        return Optional.ofNullable(open.get(episodeId));
    }
}
