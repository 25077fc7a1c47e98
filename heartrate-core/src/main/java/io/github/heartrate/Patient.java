package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One patient: where it stands, its last reading, and what inputs make of both. The visitor's methods take an input of this
 * patient, which nobody checks here. To be used by the holder of its lock only.
 */
final class Patient extends SpinLock implements Input.Visitor<Outcome> {

    /** In place of a rate: the last timestamp is that of a discharge. */
    static final double NO_RATE = Double.NaN;

    private final String patientId;
    private Rules rules;
    private Standing standing;
    private RoutineReadings routine; // follows from the two

    @Nullable
    Patient[] neighbours = Neighbours.NONE; // for Neighbours alone

    // The last accepted reading, in pieces: keeping the reading itself would keep another copy of the patient's id.
    private long lastSecond;
    private int lastNano;
    private double lastBpm;

    private long acceptedReadings;

    /** Goes on from a snapshot, under rules that may be another policy's. */
    Patient(DetectorSnapshot snapshot, Rules rules) {
        patientId = snapshot.patientId;
        this.rules = rules;
        boolean isSamePolicy = rules.policy().equals(snapshot.policy);
        DetectorState state = isSamePolicy ? snapshot.state : snapshot.state.withoutRuns();
        standing = new Standing(state, snapshot.signal, snapshot.care).shared();
        routine = standing.routine(rules);
        lastSecond = snapshot.lastSecond;
        lastNano = snapshot.lastNano;
        lastBpm = snapshot.lastBpm;
    }

    DetectorSnapshot snapshot() {
        return new DetectorSnapshot(
                patientId,
                policy(),
                standing.state(),
                standing.signal(),
                standing.care(),
                lastSecond,
                lastNano,
                lastBpm);
    }

    PatientStatus status() {
        return PatientStatus.of(policy(), standing, around());
    }

    /**
     * Takes a reading if it changes nothing but which one is the last: the short way, which nearly all readings go.
     *
     * @return whether it does; else nothing has changed
     */
    boolean acceptIfRoutine(Instant time, double bpm) {
        if (!isAfterLast(time) || !routine.covers(bpm, time.getEpochSecond(), lastSecond)) {
            return false;
        }
        remember(time, bpm);
        return true;
    }

    boolean isNormal() {
        return standing.isNormal();
    }

    /** Any reading, also a routine one. */
    @Override
    public Outcome reading(Reading reading) {
        Verdict verdict = verdictOn(reading);
        if (verdict == Verdict.ACCEPTED) {
            Outcome outcome = judge(reading, endsSilence(reading.timestamp()));
            remember(reading.timestamp(), reading.bpm());
            return outcome;
        }
        boolean isCounted = verdict == Verdict.LATE
                && !(standing.signal() instanceof Signal.Unwatched)
                && !policy().staleAfter().equals(AlarmPolicy.UNLIMITED);
        if (isCounted) {
            become(standing.with(care().plusLate(reading)));
        }
        return Outcome.without(verdict);
    }

    /** What an input would be; nothing changes. */
    Verdict verdictOn(Input.OfPatient input) {
        if (input instanceof Reading reading) {
            return verdictOn(reading);
        }
        return input instanceof Input.Acknowledge acknowledgement
                ? standing.verdictOn(acknowledgement)
                : care().controls().judge(input, policy());
    }

    private Verdict verdictOn(Reading reading) {
        if (!policy().isPlausible(reading.bpm())) {
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

    private boolean isAfterLast(Instant time) {
        long second = time.getEpochSecond();
        return second > lastSecond || (second == lastSecond && time.getNano() > lastNano);
    }

    private void remember(Instant time, double bpm) {
        acceptedReadings++;
        lastSecond = time.getEpochSecond();
        lastNano = time.getNano();
        lastBpm = bpm;
    }

    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    private Outcome judge(Reading reading, boolean unnoticedSilence) {
        AlarmPolicy policy = policy();
        Moment moment = Moment.ofReading(reading);
        DetectorState state = standing.state();
        boolean afterGap = isLaterBy(policy.maxGap(), moment.time());
        DetectorState next =
                state.next(policy, reading, afterGap).worsened(policy, reading).reminded(policy, moment);
        if (standing.isPresent() && !unnoticedSilence && !care().notesReadings()) {
            if (next == state) {
                return Outcome.ACCEPTED;
            }
            if (DetectorState.tellTheSame(state, next)) {
                become(standing.with(next));
                return Outcome.ACCEPTED;
            }
        }
        Step step = new Step(policy, moment, standing);
        if (unnoticedSilence) {
            Instant stale = silentSince().plus(policy.staleAfter());
            step.tellOfSilence(lost(Notices.raised(stale), stale, state), around());
        }
        Standing after = new Standing(next, standing.signal().heard(reading.timestamp()), care().withoutLate());
        return take(step.to(after, around(Optional.of(reading))));
    }

    @Override
    public Outcome tick(Input.Tick tick) {
        return tick(tick.timestamp());
    }

    /** Is not remembered, so that one with a wrong clock does no lasting harm. */
    @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
    Outcome tick(Instant now) {
        AlarmPolicy policy = policy();
        Moment moment = Moment.ofTick(now);
        Signal signal = standing.signal();
        DetectorState stateAfter = standing.state().reminded(policy, moment);
        Signal signalAfter = signal;
        if (isSilentAt(now)) {
            signalAfter = lost(noticesOfSilence(now), now, stateAfter);
        } else if (signal instanceof Signal.Lost lost) {
            Episode episode =
                    DetectorState.isUnseen(stateAfter) ? lost.episode().atLeast(Priority.MEDIUM) : lost.episode();
            signalAfter = lost.with(episode.reminded(policy, moment));
        }
        if (signalAfter == signal && stateAfter == standing.state() && !care().notesReadings()) {
            return Outcome.ACCEPTED;
        }
        return take(new Step(policy, moment, standing).to(new Standing(stateAfter, signalAfter, care()), around()));
    }

    private Outcome take(Step.Taken taken) {
        become(taken.standing());
        return taken.outcome();
    }

    private Notices noticesOfSilence(Instant now) {
        Instant since = silentSince();
        Duration staleAfter = policy().staleAfter();
        return Elapsed.isMoreThan(since, now, staleAfter)
                ? Notices.raisedByTick(now, since.plus(staleAfter))
                : Notices.raised(now);
    }

    /** SIGNAL_LOSS; with an alarm on its way or unseen it is not a matter of low priority. */
    private Signal.Lost lost(Notices notices, Instant at, DetectorState stateAfter) {
        boolean urgent = DetectorState.run(stateAfter).isPresent() || DetectorState.isUnseen(stateAfter);
        Episode episode = Episode.loseSignal(patientId, policy().signalLossPriority(), silentSince(), at, notices);
        return new Signal.Lost(urgent ? episode.atLeast(Priority.MEDIUM) : episode);
    }

    @Override
    public Outcome acknowledge(Input.Acknowledge acknowledgement) {
        Verdict verdict = standing.verdictOn(acknowledgement);
        if (verdict != Verdict.ACCEPTED) {
            return Outcome.without(verdict);
        }
        Episode episode = standing.namedBy(acknowledgement).orElseThrow();
        Instant at = acknowledgement.timestamp();
        Episode seen = episode.acknowledged(at);
        OutcomeBuilder alerts = new OutcomeBuilder(at, around(at));
        alerts.addAcknowledged(seen, acknowledgement.by(), standing.isLatched(episode));
        become(standing.acknowledged(episode, seen));
        return alerts.build();
    }

    @Override
    public Outcome admit(Input.Admit admission) {
        return ifAccepted(admission, () -> {
            Signal signal = standing.signal();
            boolean isAwaitedNow = signal instanceof Signal.Unwatched;
            Signal after = isAwaitedNow ? new Signal.Awaited(admission.timestamp()) : signal;
            become(new Standing(standing.state(), after, care().plus(admission)));
            return Outcome.ACCEPTED;
        });
    }

    @Override
    public Outcome discharge(Input.Discharge discharge) {
        return ifAccepted(discharge, () -> end(discharge.timestamp(), ClearReason.DISCHARGED, care().plus(discharge)));
    }

    @Override
    public Outcome changePolicy(Input.ChangePolicy change) {
        return ifAccepted(change, () -> {
            become(standing.with(care().plus(change)));
            follow(Rules.of(change.policy()));
            return Outcome.ACCEPTED;
        });
    }

    @Override
    public Outcome pause(Input.Pause pause) {
        return ifAccepted(pause, () -> {
            Standing after = standing.with(care().plus(pause));
            if (pause.until().isAfter(pause.timestamp())) {
                become(after);
                return Outcome.ACCEPTED;
            }
            Step step = new Step(policy(), Moment.ofTick(pause.timestamp()), standing);
            return take(step.resumingTo(after.with(after.care().withoutPause()), around()));
        });
    }

    private Outcome ifAccepted(Input.OfPatient control, Supplier<Outcome> effect) {
        Verdict verdict = care().controls().judge(control, policy());
        return verdict == Verdict.ACCEPTED ? effect.get() : Outcome.without(verdict);
    }

    /** Ends the patient; a technical alarm expires. */
    Outcome expire(Instant now) {
        return end(now, ClearReason.EXPIRED, Care.NONE);
    }

    private Outcome end(Instant at, ClearReason reason, Care careAfter) {
        OutcomeBuilder alerts = new OutcomeBuilder(at, around(at));
        standing.activeEpisodes().forEach(episode -> alerts.addCleared(episode, reason, false));
        become(new Standing(DetectorState.Normal.INSTANCE, new Signal.Unwatched(at), careAfter));
        lastSecond = at.getEpochSecond();
        lastNano = at.getNano();
        lastBpm = NO_RATE;
        return alerts.build();
    }

    /** Changes the policy; one that is really different restarts all runs. */
    void follow(Rules other) {
        if (!other.policy().equals(policy())) {
            rules = other;
            become(standing.with(standing.state().withoutRuns()));
        }
    }

    /**
     * Whether nobody counts on the patient's being known, no physiological alarm is active or to be seen, and nothing was
     * heard or told of the patient for more than so long.
     */
    boolean isIdle(Instant now, Duration limit) {
        if (!standing.isIdle(now, limit)) {
            return false;
        }
        return standing.isPresent() ? isLaterBy(limit, now) : Elapsed.isMoreThan(silentSince(), now, limit);
    }

    boolean hasOpenAlarm() {
        return standing.hasOpenAlarm();
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

    /** Whether anything took effect; else there is at most an input that is held. */
    boolean isKnown() {
        return lastSecond != DetectorSnapshot.NEVER || !care().withHeld(null).isNone();
    }

    Care.@Nullable Held held() {
        return care().held();
    }

    void hold(Care.@Nullable Held held) {
        become(standing.with(care().withHeld(held)));
    }

    /** When something of the patient took effect last: a reading or a discharge, and an input that is neither. */
    Stream<Instant> lastTimes() {
        Instant last = lastSecond == DetectorSnapshot.NEVER ? Instant.MIN : Instant.ofEpochSecond(lastSecond, lastNano);
        return Stream.of(last, care().controls().time());
    }

    /** The time of the last accepted reading, if it is newer than another one. */
    Optional<Instant> newerThan(Optional<Instant> other) {
        return hasReading() && (other.isEmpty() || isNewerThan(other.get()))
                ? Optional.of(Instant.ofEpochSecond(lastSecond, lastNano))
                : other;
    }

    private boolean isNewerThan(Instant time) {
        return lastSecond > time.getEpochSecond() || (lastSecond == time.getEpochSecond() && lastNano > time.getNano());
    }

    private boolean hasReading() {
        return lastSecond != DetectorSnapshot.NEVER && !Double.isNaN(lastBpm);
    }

    /** The last accepted reading of the stay. */
    Optional<Reading> lastReading() {
        return hasReading()
                ? Optional.of(new Reading(patientId, Instant.ofEpochSecond(lastSecond, lastNano), lastBpm))
                : Optional.empty();
    }

    private AlertContext around() {
        return around(lastReading());
    }

    /** As of a time at which a pause may be over, although no reading or tick has ended it yet. */
    private AlertContext around(Instant at) {
        return care().pauseEndsBy(at) ? around().unpaused() : around();
    }

    private AlertContext around(Optional<Reading> latest) {
        return new AlertContext(patientId, latest, Optional.ofNullable(care().pausedUntil()), standing);
    }

    private Care care() {
        return standing.care();
    }

    private void become(Standing next) {
        standing = next.shared();
        routine = standing.routine(rules);
    }

    /** Whether that is more than so long after the last accepted reading. */
    private boolean isLaterBy(Duration duration, Instant at) {
        return Elapsed.compare(lastSecond, lastNano, at.getEpochSecond(), at.getNano(), duration) > 0;
    }

    private Instant silentSince() {
        return standing.signal().silentSince(lastSecond, lastNano);
    }

    /** Whether a reading at this time ends a silence of which no tick has told. */
    private boolean endsSilence(Instant at) {
        return standing.signal().isExpectant() && Elapsed.isMoreThan(silentSince(), at, policy().staleAfter());
    }

    /** Whether a tick at this time shows a silence; one far behind does too: then the last reading is far ahead. */
    private boolean isSilentAt(Instant now) {
        return endsSilence(now)
                || (standing.signal().isExpectant() && Elapsed.isMoreThan(now, silentSince(), policy().staleAfter()));
    }
}
