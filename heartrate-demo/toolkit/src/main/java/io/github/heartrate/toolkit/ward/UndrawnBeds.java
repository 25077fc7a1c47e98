package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Alert;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnAlarm;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnView;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The patients for whom no tile is left: of them only the alarms that are active or latched are kept. Memory is bounded by
 * a number of patients, and what goes beyond is counted. Guarded by the {@link Ward}.
 */
final class UndrawnBeds {

    /** As the page sorts: unacknowledged first, then latched, then the more urgent, then the older. */
    private static final Comparator<UndrawnAlarm> BY_URGENCY = Comparator.comparing(
                    (UndrawnAlarm undrawn) -> undrawn.alarm().acknowledgedBy() != null)
            .thenComparing(undrawn -> undrawn.alarm().latched())
            .thenComparing(undrawn -> undrawn.alarm().priority(), Comparator.reverseOrder())
            .thenComparing(undrawn -> undrawn.alarm().raised())
            .thenComparing(undrawn -> undrawn.alarm().episode());

    private final int maxPatients;
    private final int maxListed;
    private final Set<String> patients = new LinkedHashSet<>();
    private final Map<String, PatientAlarms> alarmed = new LinkedHashMap<>();
    private long unlisted;
    private long version;

    /**
     * Begins without patients.
     *
     * @param maxPatients who are counted, and whose alarms are kept
     * @param maxListed alarms that a page is told of, the most urgent ones
     */
    UndrawnBeds(int maxPatients, int maxListed) {
        this.maxPatients = maxPatients;
        this.maxListed = maxListed;
    }

    void add(String patientId, long newVersion) {
        if (patients.size() < maxPatients && patients.add(patientId)) {
            version = newVersion;
        }
    }

    /** Forgets a patient, who is drawn now or gone; with the alarms. */
    PatientAlarms remove(String patientId, long newVersion) {
        PatientAlarms alarms = alarmed.remove(patientId);
        if (patients.remove(patientId) || alarms != null) {
            version = newVersion;
        }
        return alarms == null ? new PatientAlarms() : alarms;
    }

    /** Takes in an alert. The episodes that are over and done with by it. */
    List<EpisodeView> accept(Alert alert, long newVersion) {
        version = newVersion;
        PatientAlarms known = alarmed.get(alert.patientId());
        PatientAlarms alarms = known == null ? new PatientAlarms() : known;
        List<EpisodeView> done = alarms.accept(alert);
        if (alarms.isEmpty()) {
            alarmed.remove(alert.patientId());
        } else if (known == null && alarmed.size() < maxPatients) {
            alarmed.put(alert.patientId(), alarms);
        } else if (known == null && alert.phase() == Phase.RAISED) {
            unlisted++;
        }
        return done;
    }

    void pausedUntil(String patientId, Optional<Instant> until, Instant at, long newVersion) {
        PatientAlarms alarms = alarmed.get(patientId);
        if (alarms != null && alarms.pausedUntil(until, at)) {
            version = newVersion;
        }
    }

    /** Takes the newest word on a known alarm. Whether it says anything new. */
    boolean refresh(Alert current, long newVersion) {
        PatientAlarms alarms = alarmed.get(current.patientId());
        boolean isNews = alarms != null && alarms.refresh(current);
        if (isNews) {
            version = newVersion;
        }
        return isNews;
    }

    boolean has(String patientId) {
        return patients.contains(patientId) || alarmed.containsKey(patientId);
    }

    boolean knows(Alert alert) {
        PatientAlarms alarms = alarmed.get(alert.patientId());
        return alarms != null && alarms.knows(alert);
    }

    void takeOver(PatientStatus.ActiveAlarm alarm, long newVersion) {
        String patientId = alarm.alert().patientId();
        if (alarmed.containsKey(patientId) || alarmed.size() < maxPatients) {
            alarmed.computeIfAbsent(patientId, id -> new PatientAlarms()).takeOver(alarm);
            version = newVersion;
        }
    }

    Optional<Alert> notice(String episodeId, String eventId) {
        return alarmed.values().stream()
                .flatMap(alarms -> alarms.notice(episodeId, eventId).stream())
                .findFirst();
    }

    int patients() {
        return patients.size();
    }

    long version() {
        return version;
    }

    UndrawnView view() {
        return new UndrawnView(
                patients.size(),
                patients.size() < maxPatients,
                alarmed.values().stream().mapToInt(PatientAlarms::activeCount).sum(),
                alarmed.values().stream().mapToInt(PatientAlarms::latchedCount).sum(),
                unlisted,
                alarmed.entrySet().stream()
                        .flatMap(entry -> views(entry.getKey(), entry.getValue()))
                        .sorted(BY_URGENCY)
                        .limit(maxListed)
                        .toList());
    }

    private static Stream<UndrawnAlarm> views(String patientId, PatientAlarms alarms) {
        return alarms.episodes().stream()
                .map(episode -> new UndrawnAlarm(patientId, alarms.pause(), alarms.view(episode, Optional.empty())));
    }
}
