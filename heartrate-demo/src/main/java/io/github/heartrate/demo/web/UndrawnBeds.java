package io.github.heartrate.demo.web;

import io.github.heartrate.Alert;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.demo.report.EpisodeRecord;
import io.github.heartrate.demo.web.WardFrame.UndrawnAlarm;
import io.github.heartrate.demo.web.WardFrame.UndrawnView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The patients for whom no tile is left: of them only the alarms that are active are kept. Memory is bounded by a number
 * of patients, and what goes beyond is counted. Guarded by the {@link Ward}.
 */
final class UndrawnBeds {

    /** As the page sorts: unacknowledged first, then the more urgent, then the older. */
    private static final Comparator<EpisodeRecord> BY_URGENCY = Comparator.comparing(
                    (EpisodeRecord episode) -> episode.acknowledged().isPresent())
            .thenComparing(episode -> episode.notice().priority(), Comparator.reverseOrder())
            .thenComparing(EpisodeRecord::raisedAt)
            .thenComparing(EpisodeRecord::episodeId);

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

    /** The episode with the alert taken in. */
    EpisodeRecord accept(Alert alert, long newVersion) {
        version = newVersion;
        PatientAlarms known = alarmed.get(alert.patientId());
        PatientAlarms alarms = known == null ? new PatientAlarms() : known;
        EpisodeRecord episode = alarms.accept(alert);
        if (alarms.active().isEmpty()) {
            alarmed.remove(alert.patientId());
        } else if (known == null && alarmed.size() < maxPatients) {
            alarmed.put(alert.patientId(), alarms);
        } else if (known == null && alert.phase() == Phase.RAISED) {
            unlisted++;
        }
        return episode;
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
                alarmed.values().stream()
                        .mapToInt(alarms -> alarms.active().size())
                        .sum(),
                unlisted,
                alarmed.values().stream()
                        .flatMap(alarms -> alarms.active().stream())
                        .sorted(BY_URGENCY)
                        .limit(maxListed)
                        .map(episode -> new UndrawnAlarm(episode.patientId(), AlarmText.view(episode)))
                        .toList());
    }
}
