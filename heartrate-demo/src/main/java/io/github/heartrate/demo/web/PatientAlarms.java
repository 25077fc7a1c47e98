package io.github.heartrate.demo.web;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.demo.report.EpisodeRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One patient's active alarms, and the latest notices that pages were shown of them. Guarded by the {@link Ward}. */
final class PatientAlarms {

    private static final int MAX_NOTICES = 16;

    private final Map<Condition, EpisodeRecord> active = new EnumMap<>(Condition.class);
    private final Deque<Alert> notices = new ArrayDeque<>();

    /** The episode with the alert taken in; it leaves the active ones when it is over. */
    EpisodeRecord accept(Alert alert) {
        EpisodeRecord before = active.get(alert.condition());
        EpisodeRecord after = before != null && before.episodeId().equals(alert.episodeId())
                ? before.with(alert)
                : EpisodeRecord.from(alert);
        if (after.cleared().isEmpty()) {
            active.put(alert.condition(), after);
        } else if (before != null && before.episodeId().equals(alert.episodeId())) {
            active.remove(alert.condition());
        }
        if (after.notice().equals(alert)) {
            notices.addLast(alert);
            if (notices.size() > MAX_NOTICES) {
                notices.removeFirst();
            }
        }
        return after;
    }

    /** Whether the episode is active. */
    boolean knows(Alert alert) {
        EpisodeRecord known = active.get(alert.condition());
        return known != null && known.episodeId().equals(alert.episodeId());
    }

    /** An alarm of which no alert was seen. */
    void takeOver(PatientStatus.ActiveAlarm alarm) {
        EpisodeRecord taken = accept(alarm.alert());
        if (alarm.acknowledged()) {
            active.put(taken.condition(), taken.withAcknowledgementUnseen());
        }
    }

    /** At most one per condition. */
    Collection<EpisodeRecord> active() {
        return Collections.unmodifiableCollection(active.values());
    }

    Optional<Alert> notice(String episodeId, String eventId) {
        return notices.stream()
                .filter(alert -> alert.id().equals(eventId) && alert.episodeId().equals(episodeId))
                .findFirst();
    }
}
