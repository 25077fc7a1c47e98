package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.toolkit.display.EpisodeRecord;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.LostView;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One patient's active and latched alarms, their pause, what is known of a lost signal, and the latest notices that pages
 * were shown. Guarded by the {@link Ward}.
 */
final class PatientAlarms {

    private static final int MAX_NOTICES = 16;

    private final Map<Condition, EpisodeRecord> active = new EnumMap<>(Condition.class);
    private final Map<Condition, EpisodeRecord> latched = new EnumMap<>(Condition.class);
    private final Deque<Alert> notices = new ArrayDeque<>();
    private @Nullable Alert lostSignal;
    private @Nullable Pause pause;

    /** Takes in an alert. The episodes that are over and done with by it: cleared, acknowledged if latched, or replaced. */
    List<EpisodeRecord> accept(Alert alert) {
        EpisodeRecord before = known(alert).orElse(null);
        EpisodeRecord after = before == null ? EpisodeRecord.from(alert) : before.with(alert);
        if (after.notice().equals(alert)) {
            notices.addLast(alert);
            if (notices.size() > MAX_NOTICES) {
                notices.removeFirst();
            }
        }
        if (alert.condition() == Condition.SIGNAL_LOSS) {
            lostSignal = alert;
        }
        pause = Pause.after(pause, alert);
        return take(after, after.cleared().isPresent() || alert.latched());
    }

    private List<EpisodeRecord> take(EpisodeRecord episode, boolean isOver) {
        Condition condition = episode.condition();
        List<EpisodeRecord> done = new ArrayList<>();
        if (!isOver) {
            active.put(condition, episode);
            Optional.ofNullable(latched.remove(condition)).ifPresent(done::add);
            return done;
        }
        removeSame(active, episode);
        if (!episode.isLatched()) {
            removeSame(latched, episode);
            done.add(episode);
            return done;
        }
        Optional.ofNullable(latched.put(condition, episode))
                .filter(other -> !other.episodeId().equals(episode.episodeId()))
                .ifPresent(done::add);
        return done;
    }

    private static void removeSame(Map<Condition, EpisodeRecord> episodes, EpisodeRecord episode) {
        episodes.computeIfPresent(
                episode.condition(),
                (condition, other) -> other.episodeId().equals(episode.episodeId()) ? null : other);
    }

    private Optional<EpisodeRecord> known(Alert alert) {
        return all().filter(episode -> episode.episodeId().equals(alert.episodeId()))
                .findFirst();
    }

    private Stream<EpisodeRecord> all() {
        return Stream.concat(active.values().stream(), latched.values().stream());
    }

    /** Whether the episode is active or latched. */
    boolean knows(Alert alert) {
        return known(alert).isPresent();
    }

    /** An alarm of which no alert was seen. */
    void takeOver(PatientStatus.ActiveAlarm alarm) {
        accept(alarm.alert());
        if (alarm.acknowledged()) {
            active.computeIfPresent(alarm.alert().condition(), (condition, taken) -> taken.withAcknowledgementUnseen());
        }
    }

    /** Takes the newest word on a known alarm of a lost signal, which no alert may have told. Whether it says anything new. */
    boolean refresh(Alert current) {
        boolean isNews = current.condition() == Condition.SIGNAL_LOSS
                && !current.latched()
                && lostSignal != null
                && (lostSignal.priority() != current.priority()
                        || !lostSignal.lostSignal().equals(current.lostSignal()));
        if (isNews) {
            lostSignal = current;
        }
        return isNews;
    }

    /** Takes what the monitor says about a pause. Whether it says anything new. */
    boolean pausedUntil(Optional<Instant> until, Instant at) {
        Pause before = pause;
        pause = Pause.after(before, until, at);
        return !Objects.equals(pause, before);
    }

    /** Null if there never was one. */
    @Nullable
    PauseView pause() {
        return Pause.view(pause);
    }

    int activeCount() {
        return active.size();
    }

    int latchedCount() {
        return latched.size();
    }

    boolean isEmpty() {
        return active.isEmpty() && latched.isEmpty();
    }

    /** At most one active and one latched one per condition. */
    List<EpisodeRecord> episodes() {
        return all().toList();
    }

    /**
     * An alarm as a page shows it.
     *
     * @param limits the patient's, if they are known
     */
    AlarmView view(EpisodeRecord episode, Optional<AlarmLimits> limits) {
        Alert lost = lostSignal;
        if (episode.condition() != Condition.SIGNAL_LOSS || episode.isLatched() || lost == null) {
            return AlarmText.view(episode, episode.notice().priority(), null);
        }
        LostView known = lost.lostSignal()
                .map(signal -> AlarmText.lost(lost.lastReading(), signal, limits, active.keySet()))
                .orElse(null);
        return AlarmText.view(episode, lost.priority(), known);
    }

    Optional<Alert> notice(String episodeId, String eventId) {
        return notices.stream()
                .filter(alert -> alert.id().equals(eventId) && alert.episodeId().equals(episodeId))
                .findFirst();
    }
}
