package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detects bradycardia, tachycardia and loss of signal of one patient: RAISED on the Nth consecutive reading outside one
 * limit, CLEARED on the Mth consecutive calm one, once an episode. Feeding an input again, at any later time, changes
 * nothing.
 *
 * <table>
 * <caption>Transitions between the ordinary limits (N = onsetCount, M = clearCount; s is a side)</caption>
 * <tr><th>state</th><th>reading</th><th>next state</th><th>alerts</th></tr>
 * <tr><td>NORMAL</td><td>on side s, not yet N or too short</td><td>PENDING(s, 1)</td><td></td></tr>
 * <tr><td>NORMAL, PENDING(s)</td><td>on side s, run complete</td><td>ACTIVE(s)</td><td>RAISED</td></tr>
 * <tr><td>PENDING(s, k)</td><td>on side s otherwise</td><td>PENDING(s, k + 1); after a gap PENDING(s, 1)</td>
 * <td></td></tr>
 * <tr><td>PENDING(s)</td><td>normal / on the other side</td><td>NORMAL / PENDING(other, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>on side s or inside the margin</td><td>ACTIVE(s)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s, c)</td><td>calm, not yet M</td><td>RECOVERING(s, c + 1); after a gap
 * RECOVERING(s, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>completes the other side's run</td><td>ACTIVE(other)</td>
 * <td>CLEARED(SUPERSEDED), RAISED</td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>Mth calm one in a row</td><td>PENDING(other, k), or NORMAL if k is 0</td>
 * <td>CLEARED(NORMALISED)</td></tr>
 * <tr><td>any active one</td><td>discharge</td><td>NORMAL</td><td>CLEARED(DISCHARGED)</td></tr>
 * </table>
 *
 * <p>An extreme limit makes a second level: N readings in a row beyond it raise the alarm at HIGH, or take an active one
 * there (ESCALATED); M in a row that are calm for it take the alarm back to MEDIUM (DEESCALATED). Silence of more than
 * {@code staleAfter} is an alarm of its own, SIGNAL_LOSS, and leaves all this as it is.
 *
 * <p>Not safe for use by several threads; {@link HeartRateMonitor} is, which takes the lock that comes with each.
 */
public final class ConsecutiveThresholdDetector extends SpinLock {

    private final String patientId;
    private Rules rules;
    private DetectorState state;
    private Signal signal;
    private RoutineReadings routine; // follows from the three
    private LastControls lastControls;
    private Instant lastEvent;

    // The last accepted reading, in pieces: keeping the reading itself would keep another copy of the patient's id.
    private long lastSecond;
    private int lastNano;
    private double lastBpm;

    private long acceptedReadings;

    /**
     * A detector of a patient never heard from, and not admitted: silence is no signal loss until the first reading.
     *
     * @param patientId the only patient whose inputs it takes; not blank
     * @param policy when to raise and when to clear
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public ConsecutiveThresholdDetector(String patientId, AlarmPolicy policy) {
        this(DetectorSnapshot.unheard(patientId, policy), Rules.of(policy));
    }

    /** Goes on from a snapshot, under rules that may be another policy's. */
    ConsecutiveThresholdDetector(DetectorSnapshot snapshot, Rules rules) {
        patientId = snapshot.patientId;
        this.rules = rules;
        state = rules.policy().equals(snapshot.policy) ? snapshot.state : snapshot.state.withoutRuns();
        signal = snapshot.signal;
        routine = routine();
        lastControls = snapshot.lastControls;
        lastEvent = snapshot.lastEvent;
        lastSecond = snapshot.lastSecond;
        lastNano = snapshot.lastNano;
        lastBpm = snapshot.lastBpm;
    }

    /**
     * A detector that goes on where a snapshot was taken, as if there had been no interruption.
     *
     * @param snapshot the state to go on from
     * @return a detector of the snapshot's patient, under the policy in force when it was taken
     */
    public static ConsecutiveThresholdDetector restore(DetectorSnapshot snapshot) {
        return new ConsecutiveThresholdDetector(snapshot, Rules.of(snapshot.policy));
    }

    /**
     * The state as a value, at this moment.
     *
     * @return what {@link #restore} continues from
     */
    public DetectorSnapshot snapshot() {
        return new DetectorSnapshot(
                patientId, rules.policy(), state, signal, lastControls, lastEvent, lastSecond, lastNano, lastBpm);
    }

    /**
     * How the patient stands, for a display or a log.
     *
     * @return the status at this moment
     */
    public PatientStatus status() {
        Optional<Run> run = DetectorState.run(state);
        return new PatientStatus(
                rules.policy(),
                run.map(r -> r.side().condition()),
                run.map(r -> r.recent().size()).orElse(0),
                activeEpisodes()
                        .map(episode -> episode.activeAlarm(patientId, lastEvent))
                        .toList(),
                lastSecond == DetectorSnapshot.NEVER
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(lastSecond, lastNano)));
    }

    /**
     * Takes any input: a reading, a tick, an acknowledgement, admission, discharge or a change of policy.
     *
     * @param input a tick, or an input of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome apply(Input input) {
        if (input instanceof Reading reading) {
            return accept(reading);
        }
        if (input instanceof Input.Tick tick) {
            return tick(tick.timestamp());
        }
        Input.OfPatient own = (Input.OfPatient) input;
        requireOwn(own);
        return own instanceof Input.Acknowledge acknowledgement ? acknowledge(acknowledgement) : control(own);
    }

    /**
     * Judges one reading. The first one after a discharge begins a new stay; it must still be later than the last one
     * before.
     *
     * @param reading a reading of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome accept(Reading reading) {
        requireOwn(reading);
        if (acceptIfRoutine(reading)) {
            return Outcome.ACCEPTED;
        }
        if (!rules.policy().isPlausible(reading.bpm())) {
            return Outcome.without(Disposition.IMPLAUSIBLE);
        }
        Instant time = reading.timestamp();
        if (!isAfterLast(time)) {
            return notAfterLast(time, reading.bpm());
        }
        Outcome outcome = judge(reading, endsSilence(time));
        remember(reading);
        return outcome;
    }

    /**
     * Takes a reading of this detector's patient if it changes nothing but which one is the last: the short way, which
     * nearly all readings go.
     */
    boolean acceptIfRoutine(Reading reading) {
        Instant time = reading.timestamp();
        if (!isAfterLast(time) || !routine.covers(reading.bpm(), time.getEpochSecond(), lastSecond)) {
            return false;
        }
        remember(reading);
        return true;
    }

    private boolean isAfterLast(Instant time) {
        long second = time.getEpochSecond();
        return second > lastSecond || (second == lastSecond && time.getNano() > lastNano);
    }

    private Outcome notAfterLast(Instant time, double bpm) {
        if (time.getEpochSecond() < lastSecond || time.getNano() < lastNano) {
            return Outcome.without(Disposition.LATE);
        }
        return Outcome.without(bpm == lastBpm ? Disposition.DUPLICATE : Disposition.CONFLICT);
    }

    private void remember(Reading reading) {
        Instant time = reading.timestamp();
        acceptedReadings++;
        lastSecond = time.getEpochSecond();
        lastNano = time.getNano();
        lastBpm = reading.bpm();
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private Outcome judge(Reading reading, boolean unnoticedSilence) {
        Instant at = reading.timestamp();
        AlarmPolicy policy = rules.policy();
        Instant time = notBeforeLastEvent(at);
        Signal signalBefore = unnoticedSilence ? lost(silentSince().plus(policy.staleAfter()), false) : signal;
        DetectorState stateBefore = state;
        boolean afterGap = isLaterBy(policy.maxGap(), at);
        DetectorState stateAfter =
                stateBefore.next(policy, reading, afterGap, time).reminded(policy, at, time, false);
        if (stateAfter == stateBefore && signalBefore == Signal.Present.INSTANCE) {
            return Outcome.ACCEPTED;
        }
        become(stateAfter, Signal.Present.INSTANCE);
        boolean alarming = DetectorState.isAlarming(stateBefore) || DetectorState.isAlarming(stateAfter);
        if (!alarming && !(signalBefore instanceof Signal.Lost)) {
            return Outcome.ACCEPTED;
        }
        OutcomeBuilder alerts = new OutcomeBuilder(patientId, time);
        if (signalBefore instanceof Signal.Lost lost) {
            if (unnoticedSilence) {
                alerts.addRaised(lost.episode());
            }
            alerts.addCleared(lost.episode(), ClearReason.NORMALISED);
        }
        alerts.addChange(DetectorState.episode(stateBefore), DetectorState.episode(stateAfter));
        return accepted(alerts);
    }

    /**
     * Lets time come this far: shows that the patient has gone silent, and whether an alarm is to be reminded of. A tick
     * is not remembered, so one with a wrong clock does no lasting harm, but that alerts' times never go back.
     *
     * @param now the caller's clock
     * @return the alerts it caused; ACCEPTED in any case
     */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    public Outcome tick(Instant now) {
        AlarmPolicy policy = rules.policy();
        Instant time = notBeforeLastEvent(now);
        Signal signalBefore = signal;
        Signal signalAfter = signalBefore;
        DetectorState stateBefore = state;
        DetectorState stateAfter = stateBefore;
        if (isSilentAt(now)) {
            signalAfter = lost(now, true);
        } else if (signalBefore instanceof Signal.Lost lost) {
            signalAfter = lost.reminded(policy, now, time, true);
        } else {
            stateAfter = stateBefore.reminded(policy, now, time, true);
        }
        if (signalAfter == signalBefore && stateAfter == stateBefore) {
            return Outcome.ACCEPTED;
        }
        become(stateAfter, signalAfter);
        OutcomeBuilder alerts = new OutcomeBuilder(patientId, time);
        alerts.addChange(Signal.episode(signalBefore), Signal.episode(signalAfter));
        alerts.addChange(DetectorState.episode(stateBefore), DetectorState.episode(stateAfter));
        return accepted(alerts);
    }

    private Signal.Lost lost(Instant at, boolean byTick) {
        Instant time = notBeforeLastEvent(at);
        Notices notices =
                byTick ? Notices.raisedByTick(at, time, rules.policy().reminderInterval()) : Notices.raised(at, time);
        return new Signal.Lost(Episode.loseSignal(patientId, silentSince(), time, notices));
    }

    private Outcome acknowledge(Input.Acknowledge acknowledgement) {
        Optional<Episode> active = activeEpisodes()
                .filter(episode -> episode.id().equals(acknowledgement.episodeId()))
                .findFirst();
        if (active.isEmpty()) {
            return Outcome.without(Disposition.UNKNOWN);
        }
        Episode episode = active.get();
        Disposition verdict = episode.judgeAcknowledgementOf(acknowledgement.eventId());
        if (verdict != Disposition.ACCEPTED) {
            return Outcome.without(verdict);
        }
        Episode seen = episode.acknowledged();
        if (episode.condition() == Condition.SIGNAL_LOSS) {
            become(state, new Signal.Lost(seen));
        } else if (state instanceof DetectorState.Alarming alarming) {
            become(alarming.with(seen), signal);
        }
        Instant time = notBeforeLastEvent(acknowledgement.timestamp());
        OutcomeBuilder alerts = new OutcomeBuilder(patientId, time);
        alerts.addAcknowledged(seen, acknowledgement.by());
        return accepted(alerts);
    }

    boolean hasActiveAlarm() {
        return DetectorState.isAlarming(state) || signal instanceof Signal.Lost;
    }

    String patientId() {
        return patientId;
    }

    /** Since it was made or restored. */
    long acceptedReadings() {
        return acceptedReadings;
    }

    private Stream<Episode> activeEpisodes() {
        return Stream.of(Signal.episode(signal), DetectorState.episode(state)).flatMap(Optional::stream);
    }

    /** Admission, discharge or a change of policy. */
    private Outcome control(Input.OfPatient control) {
        Disposition verdict = lastControls.judge(control);
        boolean isAnotherPolicy =
                control instanceof Input.ChangePolicy change && !change.policy().equals(rules.policy());
        if (verdict == Disposition.DUPLICATE && isAnotherPolicy) {
            return Outcome.without(Disposition.CONFLICT);
        }
        if (verdict != Disposition.ACCEPTED) {
            return Outcome.without(verdict);
        }
        lastControls = lastControls.plus(control);
        if (control instanceof Input.ChangePolicy change) {
            follow(Rules.of(change.policy()));
        } else if (control instanceof Input.Discharge) {
            return end(control.timestamp(), ClearReason.DISCHARGED);
        } else if (signal instanceof Signal.Unwatched) {
            become(state, new Signal.Awaited(control.timestamp()));
        }
        return Outcome.ACCEPTED;
    }

    private Outcome end(Instant at, ClearReason reason) {
        OutcomeBuilder alerts = new OutcomeBuilder(patientId, notBeforeLastEvent(at));
        activeEpisodes().forEach(episode -> alerts.addCleared(episode, reason));
        become(DetectorState.Normal.INSTANCE, new Signal.Unwatched(at));
        return accepted(alerts);
    }

    /** Whether there is no physiological alarm and nothing was heard or told of the patient for more than so long. */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    boolean isIdle(Instant now, Duration limit) {
        if (DetectorState.isAlarming(state) || !Elapsed.isMoreThan(lastControls.time(), now, limit)) {
            return false;
        }
        return signal == Signal.Present.INSTANCE
                ? isLaterBy(limit, now)
                : Elapsed.isMoreThan(silentSince(), now, limit);
    }

    /** Ends the patient; a technical alarm expires. */
    Outcome expire(Instant now) {
        return end(now, ClearReason.EXPIRED);
    }

    /** Changes the policy; one that is really different restarts all runs. */
    void follow(Rules other) {
        if (!other.policy().equals(rules.policy())) {
            rules = other;
            become(state.withoutRuns(), signal);
        }
    }

    private void become(DetectorState nextState, Signal nextSignal) {
        state = nextState;
        signal = nextSignal;
        routine = routine();
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private RoutineReadings routine() {
        return signal == Signal.Present.INSTANCE ? state.routine(rules) : RoutineReadings.NONE;
    }

    private void requireOwn(Input.OfPatient input) {
        if (!input.patientId().equals(patientId)) {
            throw new IllegalArgumentException("the input is another patient's");
        }
    }

    private Instant notBeforeLastEvent(Instant time) {
        return time.isBefore(lastEvent) ? lastEvent : time;
    }

    private Outcome accepted(OutcomeBuilder alerts) {
        lastEvent = alerts.isEmpty() ? lastEvent : alerts.time();
        return alerts.build();
    }

    /** Whether that is more than so long after the last accepted reading. */
    private boolean isLaterBy(Duration duration, Instant at) {
        return Elapsed.compare(lastSecond, lastNano, at.getEpochSecond(), at.getNano(), duration) > 0;
    }

    /** Whether a reading at this time ends a silence of which no tick has told. */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private boolean endsSilence(Instant at) {
        if (signal instanceof Signal.Awaited awaited) {
            return Elapsed.isMoreThan(awaited.since(), at, rules.policy().staleAfter());
        }
        return signal == Signal.Present.INSTANCE && isLaterBy(rules.policy().staleAfter(), at);
    }

    /** Whether a tick at this time shows a silence; one far behind does too: then the last reading is far ahead. */
    private boolean isSilentAt(Instant now) {
        return endsSilence(now)
                || ((signal instanceof Signal.Present || signal instanceof Signal.Awaited)
                        && Elapsed.isMoreThan(now, silentSince(), rules.policy().staleAfter()));
    }

    /** The last accepted reading; admission, discharge or a lost signal's onset if no reading has come since. */
    private Instant silentSince() {
        if (signal instanceof Signal.Awaited awaited) {
            return awaited.since();
        }
        if (signal instanceof Signal.Unwatched unwatched) {
            return unwatched.since();
        }
        if (signal instanceof Signal.Lost lost) {
            return lost.episode().onset();
        }
        return Instant.ofEpochSecond(lastSecond, lastNano);
    }
}
