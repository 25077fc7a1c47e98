package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.OpenAlarms;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.LostView;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One patient's active and latched alarms, their pause, what is known of a lost signal, and the latest notices that pages
 * were shown. Guarded by the {@link Ward}.
 */
final class PatientAlarms {

    private static final int MAX_NOTICES = 16;
    private static final Comparator<EpisodeView> ACTIVE_FIRST =
            Comparator.comparing(EpisodeView::isLatched).thenComparing(EpisodeView::condition);

    private final OpenAlarms open = new OpenAlarms(MAX_NOTICES);
    private final Deque<Alert> notices = new ArrayDeque<>();
    private @Nullable Alert lostSignal;
    private @Nullable Pause pause;

    /** Takes in an alert. The episodes that are over and done with by it: cleared, acknowledged if latched, or replaced. */
    List<EpisodeView> accept(Alert alert) {
        List<EpisodeView> done = open.accept(alert);
        open.episode(alert.episodeId())
                .map(EpisodeView::notice)
                .filter(alert::equals)
                .ifPresent(this::addNotice);
        learn(alert);
        return done;
    }

    private void learn(Alert alert) {
        if (alert.condition() == Condition.SIGNAL_LOSS) {
            lostSignal = alert;
        }
        pause = Pause.after(pause, alert);
    }

    private void addNotice(Alert alert) {
        notices.addLast(alert);
        if (notices.size() > MAX_NOTICES) {
            notices.removeFirst();
        }
    }

    /** Whether the episode is active or latched. */
    boolean knows(Alert alert) {
        return open.episode(alert.episodeId()).isPresent();
    }

    /** An alarm of which no alert was seen. */
    void takeOver(PatientStatus.ActiveAlarm alarm) {
        Alert alert = alarm.alert();
        open.accept(alarm);
        addNotice(alert);
        learn(alert);
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
        return (int) open.all().stream().filter(EpisodeView::isActive).count();
    }

    int latchedCount() {
        return (int) open.all().stream().filter(EpisodeView::isLatched).count();
    }

    boolean isEmpty() {
        return open.all().isEmpty();
    }

    /** At most one active and one latched one per condition. */
    List<EpisodeView> episodes() {
        return open.all().stream().sorted(ACTIVE_FIRST).toList();
    }

    /**
     * An alarm as a page shows it.
     *
     * @param limits the patient's, if they are known
     */
    AlarmView view(EpisodeView episode, Optional<AlarmLimits> limits) {
        Alert lost = lostSignal;
        if (episode.condition() != Condition.SIGNAL_LOSS || episode.isLatched() || lost == null) {
            return AlarmText.view(episode, episode.notice().priority(), null);
        }
        LostView known = lost.lostSignal()
                .map(signal -> AlarmText.lost(lost.lastReading(), signal, limits, activeConditions()))
                .orElse(null);
        return AlarmText.view(episode, lost.priority(), known);
    }

    private Set<Condition> activeConditions() {
        return open.all().stream()
                .filter(EpisodeView::isActive)
                .map(EpisodeView::condition)
                .collect(Collectors.toSet());
    }

    Optional<Alert> notice(String episodeId, String eventId) {
        return notices.stream()
                .filter(alert -> alert.id().equals(eventId) && alert.episodeId().equals(episodeId))
                .findFirst();
    }
}
