package io.github.heartrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The step that a reading or a tick makes a patient take, beside what it means between the limits: alarms that end unseen
 * are latched, a pause that ends brings reminders, and the alerts tell the difference. Used once.
 */
final class Step {

    private final AlarmPolicy policy;
    private final Moment moment;
    private final Standing before;
    private Optional<Episode> lostBefore;
    private Optional<AlertContext> untold = Optional.empty();

    /**
     * What it made of the patient, and the alerts.
     *
     * @param standing where the patient stands now
     * @param outcome ACCEPTED
     */
    record Taken(Standing standing, Outcome outcome) {}

    Step(AlarmPolicy policy, Moment moment, Standing before) {
        this.policy = policy;
        this.moment = moment;
        this.before = before;
        lostBefore = Signal.episode(before.signal());
    }

    /** It ends a silence of which no tick has told. */
    void tellOfSilence(Signal.Lost lost, AlertContext around) {
        lostBefore = Optional.of(lost.episode());
        untold = Optional.of(around);
    }

    /**
     * Takes the step.
     *
     * @param after where the patient stands after it, but for what is latched and paused
     * @param around what the alerts say of the patient
     */
    Taken to(Standing after, AlertContext around) {
        return to(after, around, before.care().pauseEndsBy(moment.time()));
    }

    /** The same, with the pause ended before its time, if there is one. */
    Taken resumingTo(Standing after, AlertContext around) {
        return to(after, around, before.care().pausedUntil() != null);
    }

    private Taken to(Standing after, AlertContext around, boolean isOver) {
        Optional<Episode> alarmBefore = DetectorState.episode(before.state());
        Optional<Episode> alarm = DetectorState.episode(after.state());
        Optional<Episode> lost = Signal.episode(after.signal());
        List<Episode> latched = stillLatched(alarm, lost);
        boolean pauseEnds =
                isOver || (before.care().pausedUntil() != null && isHighNotice(alarmBefore, alarm, lost, latched));
        if (pauseEnds) {
            alarm = alarm.map(episode -> remindedOnce(episode, alarmBefore));
            lost = lost.map(episode -> remindedOnce(episode, lostBefore));
            latched.replaceAll(
                    episode -> remindedOnce(episode, find(before.care().latched(), episode)));
        }
        OutcomeBuilder alerts = new OutcomeBuilder(moment.time(), pauseEnds ? around.unpaused() : around);
        untold.ifPresent(then -> alerts.addRaised(lostBefore.orElseThrow(), pauseEnds ? then.unpaused() : then));
        tellChange(alerts, lostBefore, lost, latched);
        tellLatched(alerts, AlarmKind.TECHNICAL, latched);
        tellChange(alerts, alarmBefore, alarm, latched);
        tellLatched(alerts, AlarmKind.PHYSIOLOGICAL, latched);
        DetectorState state = alarm.isPresent() && after.state() instanceof DetectorState.Alarming alarming
                ? alarming.with(alarm.get())
                : after.state();
        Signal signal =
                lost.isPresent() && after.signal() instanceof Signal.Lost loss ? loss.with(lost.get()) : after.signal();
        Care care = (pauseEnds ? after.care().withoutPause() : after.care()).withLatched(latched);
        return new Taken(new Standing(state, signal, care), alerts.build());
    }

    /** Those from before, reminded of if that is due; a new alarm of their condition takes their place. */
    private List<Episode> stillLatched(Optional<Episode> alarm, Optional<Episode> lost) {
        Optional<Episode> lostMeanwhile = untold.isPresent() ? lostBefore : lost;
        List<Episode> latched = new ArrayList<>();
        for (Episode episode : before.care().latched()) {
            boolean isReplaced = Stream.of(alarm, lostMeanwhile)
                    .flatMap(Optional::stream)
                    .anyMatch(other -> other.condition() == episode.condition());
            if (!isReplaced) {
                latched.add(episode.reminded(policy, moment));
            }
        }
        return latched;
    }

    private boolean isHighNotice(
            Optional<Episode> alarmBefore, Optional<Episode> alarm, Optional<Episode> lost, List<Episode> latched) {
        return isHighNotice(alarm, alarmBefore)
                || isHighNotice(lost, lostBefore)
                || (untold.isPresent() && isHighNotice(lostBefore, Optional.empty()))
                || latched.stream()
                        .anyMatch(episode -> isHighNotice(
                                Optional.of(episode), find(before.care().latched(), episode)));
    }

    private static boolean isHighNotice(Optional<Episode> after, Optional<Episode> before) {
        return after.filter(episode -> episode.priority() == Priority.HIGH)
                .filter(episode -> isNoticed(episode, before))
                .isPresent();
    }

    /** Whether this input tells of it anyway. */
    private static boolean isNoticed(Episode episode, Optional<Episode> before) {
        return before.filter(episode::tellsTheSameAs).isEmpty();
    }

    private Episode remindedOnce(Episode episode, Optional<Episode> before) {
        return episode.isAcknowledged() || isNoticed(episode, before) ? episode : episode.remindedNow(moment);
    }

    private static Optional<Episode> find(List<Episode> episodes, Episode wanted) {
        return episodes.stream().filter(wanted::isSameAs).findFirst();
    }

    /** What led from the alarm that was active before to the one that is now. */
    private void tellChange(
            OutcomeBuilder alerts, Optional<Episode> earlier, Optional<Episode> later, List<Episode> latched) {
        if (earlier.isPresent() && later.isPresent() && earlier.get().isSameAs(later.get())) {
            alerts.addEventsBetween(earlier.get(), later.get(), false);
            return;
        }
        ClearReason reason = later.isPresent() ? ClearReason.SUPERSEDED : ClearReason.NORMALISED;
        earlier.ifPresent(episode -> clear(alerts, episode, reason, latched));
        later.ifPresent(alerts::addRaised);
    }

    private void tellLatched(OutcomeBuilder alerts, AlarmKind kind, List<Episode> latched) {
        for (Episode episode : latched) {
            if (episode.condition().kind() == kind) {
                find(before.care().latched(), episode)
                        .ifPresent(earlier -> alerts.addEventsBetween(earlier, episode, true));
            }
        }
    }

    private void clear(OutcomeBuilder alerts, Episode episode, ClearReason reason, List<Episode> latched) {
        boolean isLatched = !episode.isAcknowledged() && policy.latch().holds(episode.worst());
        Episode cleared = isLatched ? episode.latched() : episode;
        alerts.addCleared(cleared, reason, isLatched);
        if (isLatched) {
            latched.add(cleared);
        }
    }
}
