package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Detects bradycardia, tachycardia and loss of signal of one patient: RAISED on the Nth consecutive reading outside one
 * limit, CLEARED on the Mth consecutive calm one, once an episode. Feeding an input again, at any later time, changes
 * nothing but the count of LATE readings that a SIGNAL_LOSS tells.
 *
 * <table>
 * <caption>Transitions between the ordinary limits (N = onsetCount, M = clearCount, each with its delay; s is a side)</caption>
 * <tr><th>state</th><th>reading</th><th>next state</th><th>alerts</th></tr>
 * <tr><td>NORMAL</td><td>on side s, not yet N or too short</td><td>PENDING(s, 1)</td><td></td></tr>
 * <tr><td>NORMAL, PENDING(s)</td><td>on side s, run complete</td><td>ACTIVE(s)</td><td>RAISED</td></tr>
 * <tr><td>PENDING(s, k)</td><td>on side s otherwise</td><td>PENDING(s, k + 1); after a gap PENDING(s, 1)</td>
 * <td></td></tr>
 * <tr><td>PENDING(s)</td><td>normal / on the other side</td><td>NORMAL / PENDING(other, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>on side s or inside the margin</td><td>ACTIVE(s)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s, c)</td><td>calm, not yet M or too short</td><td>RECOVERING(s, c + 1); after a gap
 * RECOVERING(s, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>completes the other side's run</td><td>ACTIVE(other)</td>
 * <td>CLEARED(SUPERSEDED), RAISED</td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>Mth calm one in a row</td><td>PENDING(other, k), or NORMAL if k is 0</td>
 * <td>CLEARED(NORMALISED)</td></tr>
 * <tr><td>any active one</td><td>discharge</td><td>NORMAL</td><td>CLEARED(DISCHARGED)</td></tr>
 * </table>
 *
 * <p>An extreme limit makes a second level: {@code extremeOnsetCount} readings in a row beyond it raise the alarm at
 * HIGH, or take an active one there (ESCALATED); M in a row that are calm for it take the alarm back to MEDIUM (DEESCALATED). Silence of more than
 * {@code staleAfter} is an alarm of its own, SIGNAL_LOSS, and leaves all this as it is.
 *
 * <p>It believes every clock. {@link HeartRateMonitor} holds what is dated too far ahead, since it has the time of all
 * patients to compare with.
 *
 * <p>Not safe for use by several threads; {@link HeartRateMonitor} is, which takes the lock that comes with each.
 */
public final class ConsecutiveThresholdDetector extends SpinLock {

    /** In place of a rate: the last timestamp is that of a discharge. */
    static final double NO_RATE = Double.NaN;

    private final String patientId;
    private Rules rules;
    private DetectorState state;
    private Signal signal;
    private Care care;
    private RoutineReadings routine; // follows from the four

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
     * @throws IllegalArgumentException if {@code patientId} is blank or has half a surrogate pair
     */
    public ConsecutiveThresholdDetector(String patientId, AlarmPolicy policy) {
        this(DetectorSnapshot.unheard(patientId, policy), Rules.of(requireNonNull(policy, "policy")));
    }

    /** Goes on from a snapshot, under rules that may be another policy's. */
    ConsecutiveThresholdDetector(DetectorSnapshot snapshot, Rules rules) {
        patientId = snapshot.patientId;
        this.rules = rules;
        state = rules.policy().equals(snapshot.policy) ? snapshot.state : snapshot.state.withoutRuns();
        signal = snapshot.signal;
        care = snapshot.care;
        routine = routine();
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
        requireNonNull(snapshot, "snapshot");
        return new ConsecutiveThresholdDetector(snapshot, Rules.of(snapshot.policy));
    }

    /**
     * The state as a value, at this moment.
     *
     * @return what {@link #restore} continues from
     */
    public DetectorSnapshot snapshot() {
        return new DetectorSnapshot(patientId, rules.policy(), state, signal, care, lastSecond, lastNano, lastBpm);
    }

    /**
     * How the patient stands, for a display or a log.
     *
     * @return the status at this moment
     */
    public PatientStatus status() {
        Optional<Run> run = DetectorState.run(state);
        AlertContext around = around();
        return new PatientStatus(
                rules.policy(),
                run.map(r -> r.side().condition()),
                run.map(r -> r.recent().size()).orElse(0),
                activeEpisodes()
                        .map(episode -> activeAlarm(episode, false, around))
                        .toList(),
                lastReading().map(Reading::timestamp),
                care.admitted(),
                care.latched().stream()
                        .map(episode -> activeAlarm(episode, true, around))
                        .toList(),
                around.pausedUntil());
    }

    private static PatientStatus.ActiveAlarm activeAlarm(Episode episode, boolean latched, AlertContext around) {
        Notices notices = episode.notices();
        Alert anew = episode.alert(
                notices.anew(),
                notices.anewNumber(),
                notices.anewAt(),
                Optional.empty(),
                Optional.empty(),
                latched,
                around);
        return new PatientStatus.ActiveAlarm(anew, episode.isAcknowledged());
    }

    /**
     * Takes any input: a reading, a tick, an acknowledgement, admission, discharge, a change of policy or a pause.
     *
     * @param input a tick, or an input of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome apply(Input input) {
        requireNonNull(input, "input");
        if (input instanceof Reading reading) {
            return accept(reading);
        }
        if (input instanceof Input.Tick tick) {
            return tick(tick.timestamp());
        }
        Input.OfPatient own = (Input.OfPatient) input;
        requireOwn(own);
        Verdict verdict = verdictOn(own);
        if (verdict != Verdict.ACCEPTED) {
            return Outcome.without(verdict);
        }
        return own instanceof Input.Acknowledge acknowledgement ? acknowledge(acknowledgement) : control(own);
    }

    /** What an input would be; nothing changes. */
    Verdict verdictOn(Input.OfPatient input) {
        if (input instanceof Reading reading) {
            return verdictOn(reading);
        }
        if (input instanceof Input.Acknowledge acknowledgement) {
            return namedBy(acknowledgement)
                    .map(episode -> verdictOn(acknowledgement, episode))
                    .orElse(Verdict.UNKNOWN);
        }
        return care.controls().judge(input, rules.policy());
    }

    private Verdict verdictOn(Reading reading) {
        if (!rules.policy().isPlausible(reading.bpm())) {
            return Verdict.IMPLAUSIBLE;
        }
        Instant time = reading.timestamp();
        if (isAfterLast(time)) {
            return Verdict.ACCEPTED;
        }
        if (time.getEpochSecond() < lastSecond || time.getNano() < lastNano || Double.isNaN(lastBpm)) {
            return Verdict.LATE;
        }
        return reading.bpm() == lastBpm ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    /**
     * Judges one reading. The first one after a discharge begins a new stay; what is dated up to the discharge is LATE.
     *
     * @param reading a reading of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome accept(Reading reading) {
        requireNonNull(reading, "reading");
        requireOwn(reading);
        if (acceptIfRoutine(reading)) {
            return Outcome.ACCEPTED;
        }
        Verdict verdict = verdictOn(reading);
        if (verdict == Verdict.ACCEPTED) {
            Outcome outcome = judge(reading, endsSilence(reading.timestamp()));
            remember(reading);
            return outcome;
        }
        boolean isCounted = verdict == Verdict.LATE
                && !(signal instanceof Signal.Unwatched)
                && !rules.policy().staleAfter().equals(AlarmPolicy.UNLIMITED);
        if (isCounted) {
            become(standing().with(care.plusLate(reading)));
        }
        return Outcome.without(verdict);
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

    private void remember(Reading reading) {
        Instant time = reading.timestamp();
        acceptedReadings++;
        lastSecond = time.getEpochSecond();
        lastNano = time.getNano();
        lastBpm = reading.bpm();
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private Outcome judge(Reading reading, boolean unnoticedSilence) {
        Moment moment = Moment.ofReading(reading);
        Instant at = moment.time();
        AlarmPolicy policy = rules.policy();
        boolean afterGap = isLaterBy(policy.maxGap(), at);
        DetectorState next =
                state.next(policy, reading, afterGap).worsened(policy, reading).reminded(policy, moment);
        if (signal == Signal.Present.INSTANCE && !unnoticedSilence && !care.notesReadings()) {
            if (next == state) {
                return Outcome.ACCEPTED;
            }
            if (DetectorState.tellTheSame(state, next)) {
                become(new Standing(next, signal, care));
                return Outcome.ACCEPTED;
            }
        }
        Step step = new Step(policy, moment, standing());
        if (unnoticedSilence) {
            step.tellOfSilence(lost(new Moment(silentSince().plus(policy.staleAfter()), false), state), around());
        }
        Standing after = new Standing(next, Signal.Present.INSTANCE, care.withoutLate());
        return take(step.to(after, around(Optional.of(reading))));
    }

    /**
     * Lets time come this far: shows that the patient has gone silent, and whether an alarm is to be reminded of. A tick
     * is not remembered, so one with a wrong clock does no lasting harm.
     *
     * @param now the caller's clock
     * @return the alerts it caused; ACCEPTED in any case
     */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    public Outcome tick(Instant now) {
        requireNonNull(now, "now");
        AlarmPolicy policy = rules.policy();
        Moment moment = Moment.ofTick(now);
        DetectorState stateAfter = state.reminded(policy, moment);
        Signal signalAfter = signal;
        if (isSilentAt(now)) {
            signalAfter = lost(moment, stateAfter);
        } else if (signal instanceof Signal.Lost lost) {
            Episode episode =
                    DetectorState.isUnseen(stateAfter) ? lost.episode().atLeast(Priority.MEDIUM) : lost.episode();
            signalAfter = lost.with(episode.reminded(policy, moment));
        }
        if (signalAfter == signal && stateAfter == state && !care.notesReadings()) {
            return Outcome.ACCEPTED;
        }
        return take(new Step(policy, moment, standing()).to(new Standing(stateAfter, signalAfter, care), around()));
    }

    private Outcome take(Step.Taken taken) {
        become(taken.standing());
        return taken.outcome();
    }

    /** SIGNAL_LOSS; with an alarm on its way or unseen it is not a matter of low priority. */
    private Signal.Lost lost(Moment moment, DetectorState stateAfter) {
        Instant at = moment.time();
        Instant since = silentSince();
        Duration staleAfter = rules.policy().staleAfter();
        boolean isPast = moment.tick() && Elapsed.isMoreThan(since, at, staleAfter);
        Notices notices = isPast ? Notices.raisedByTick(at, since.plus(staleAfter)) : Notices.raised(at);
        boolean urgent = DetectorState.run(stateAfter).isPresent() || DetectorState.isUnseen(stateAfter);
        Episode episode = Episode.loseSignal(patientId, rules.policy().signalLossPriority(), since, at, notices);
        return new Signal.Lost(urgent ? episode.atLeast(Priority.MEDIUM) : episode);
    }

    private Optional<Episode> namedBy(Input.Acknowledge acknowledgement) {
        return Stream.concat(activeEpisodes(), care.latched().stream())
                .filter(episode -> episode.id().equals(acknowledgement.episodeId()))
                .findFirst();
    }

    private Verdict verdictOn(Input.Acknowledge acknowledgement, Episode episode) {
        String eventId = acknowledgement.eventId();
        boolean isItsEnd = care.latched().contains(episode)
                && AlertIds.event(episode.id(), Phase.CLEARED, 1).equals(eventId);
        return isItsEnd ? Verdict.ACCEPTED : episode.judgeAcknowledgementOf(eventId);
    }

    /** An acknowledgement that is ACCEPTED. */
    private Outcome acknowledge(Input.Acknowledge acknowledgement) {
        Episode episode = namedBy(acknowledgement).orElseThrow();
        Instant at = acknowledgement.timestamp();
        Episode seen = episode.acknowledged(at);
        boolean latched = care.latched().contains(episode);
        OutcomeBuilder alerts = new OutcomeBuilder(at, around(at));
        alerts.addAcknowledged(seen, acknowledgement.by(), latched);
        if (latched) {
            become(standing().with(care.withLatched(care.latchedBut(episode.condition()))));
        } else if (episode.condition() == Condition.SIGNAL_LOSS) {
            become(new Standing(state, new Signal.Lost(seen), care));
        } else if (state instanceof DetectorState.Alarming alarming) {
            become(new Standing(alarming.with(seen), signal, care));
        }
        return alerts.build();
    }

    boolean hasOpenAlarm() {
        return DetectorState.isAlarming(state)
                || signal instanceof Signal.Lost
                || !care.latched().isEmpty();
    }

    String patientId() {
        return patientId;
    }

    AlarmPolicy policy() {
        return rules.policy();
    }

    /** Since it was made or restored. */
    long acceptedReadings() {
        return acceptedReadings;
    }

    private Stream<Episode> activeEpisodes() {
        return Stream.of(Signal.episode(signal), DetectorState.episode(state)).flatMap(Optional::stream);
    }

    /** Admission, discharge, a change of policy or a pause that is ACCEPTED. */
    private Outcome control(Input.OfPatient control) {
        Instant at = control.timestamp();
        if (control instanceof Input.Discharge) {
            return end(at, ClearReason.DISCHARGED, care.plus(control));
        }
        if (control instanceof Input.Pause pause && !pause.until().isAfter(at)) {
            Standing after = new Standing(state, signal, care.plus(control).withoutPause());
            return take(new Step(rules.policy(), Moment.ofTick(at), standing()).resumingTo(after, around()));
        }
        boolean isAwaitedNow = control instanceof Input.Admit && signal instanceof Signal.Unwatched;
        become(new Standing(state, isAwaitedNow ? new Signal.Awaited(at) : signal, care.plus(control)));
        if (control instanceof Input.ChangePolicy change) {
            follow(Rules.of(change.policy()));
        }
        return Outcome.ACCEPTED;
    }

    private Outcome end(Instant at, ClearReason reason, Care careAfter) {
        OutcomeBuilder alerts = new OutcomeBuilder(at, around(at));
        activeEpisodes().forEach(episode -> alerts.addCleared(episode, reason, false));
        become(new Standing(DetectorState.Normal.INSTANCE, new Signal.Unwatched(at), careAfter));
        lastSecond = at.getEpochSecond();
        lastNano = at.getNano();
        lastBpm = NO_RATE;
        return alerts.build();
    }

    /**
     * Whether nobody counts on the patient's being known, no physiological alarm is active or to be seen, and nothing was
     * heard or told of the patient for more than so long.
     */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    boolean isIdle(Instant now, Duration limit) {
        Care.Held held = care.held();
        if (DetectorState.isAlarming(state)
                || care.admitted()
                || !care.latched().isEmpty()
                || !Elapsed.isMoreThan(care.controls().time(), now, limit)
                || (held != null && !Elapsed.isMoreThan(held.since(), now, limit))) {
            return false;
        }
        return signal == Signal.Present.INSTANCE
                ? isLaterBy(limit, now)
                : Elapsed.isMoreThan(silentSince(), now, limit);
    }

    /** Ends the patient; a technical alarm expires. */
    Outcome expire(Instant now) {
        return end(now, ClearReason.EXPIRED, Care.NONE);
    }

    /** Changes the policy; one that is really different restarts all runs. */
    void follow(Rules other) {
        if (!other.policy().equals(rules.policy())) {
            rules = other;
            become(new Standing(state.withoutRuns(), signal, care));
        }
    }

    /** Whether anything took effect; else there is at most an input that is held. */
    boolean isKnown() {
        return lastSecond != DetectorSnapshot.NEVER || !care.withHeld(null).equals(Care.NONE);
    }

    Care.@Nullable Held held() {
        return care.held();
    }

    void hold(Care.@Nullable Held held) {
        become(standing().with(care.withHeld(held)));
    }

    /** When something of the patient took effect last: a reading or a discharge, and an input that is neither. */
    Stream<Instant> lastTimes() {
        Instant last = lastSecond == DetectorSnapshot.NEVER ? Instant.MIN : Instant.ofEpochSecond(lastSecond, lastNano);
        return Stream.of(last, care.controls().time());
    }

    /** The time of the last accepted reading, if it is newer than another one. */
    Optional<Instant> newerThan(Optional<Instant> other) {
        boolean isNewer = lastSecond != DetectorSnapshot.NEVER
                && !Double.isNaN(lastBpm)
                && (other.isEmpty() || isNewerThan(other.get()));
        return isNewer ? Optional.of(Instant.ofEpochSecond(lastSecond, lastNano)) : other;
    }

    private boolean isNewerThan(Instant time) {
        return lastSecond > time.getEpochSecond() || (lastSecond == time.getEpochSecond() && lastNano > time.getNano());
    }

    /** The last accepted reading of the stay. */
    Optional<Reading> lastReading() {
        return lastSecond == DetectorSnapshot.NEVER || Double.isNaN(lastBpm)
                ? Optional.empty()
                : Optional.of(new Reading(patientId, Instant.ofEpochSecond(lastSecond, lastNano), lastBpm));
    }

    private AlertContext around() {
        return around(lastReading());
    }

    /** As of a time at which a pause may be over, although no reading or tick has ended it yet. */
    private AlertContext around(Instant at) {
        return care.pauseEndsBy(at) ? around().unpaused() : around();
    }

    private AlertContext around(Optional<Reading> latest) {
        return new AlertContext(patientId, latest, Optional.ofNullable(care.pausedUntil()), standing());
    }

    private Standing standing() {
        return new Standing(state, signal, care);
    }

    private void become(Standing next) {
        state = next.state();
        signal = next.signal();
        care = next.care();
        routine = routine();
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private RoutineReadings routine() {
        return signal == Signal.Present.INSTANCE && !care.notesReadings() ? state.routine(rules) : RoutineReadings.NONE;
    }

    private void requireOwn(Input.OfPatient input) {
        if (!input.patientId().equals(patientId)) {
            throw new IllegalArgumentException("the input is another patient's");
        }
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
