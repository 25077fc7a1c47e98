package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches many patients: one {@link ConsecutiveThresholdDetector} each, made at the first reading, admission or change of
 * policy, and forgotten after the idle limit.
 *
 * <p>With {@link AlarmPolicy#DEFAULT} it tells nobody about silence: for live use take {@link AlarmPolicy#BEDSIDE}, or set
 * {@code staleAfter} and feed ticks.
 *
 * <p>Safe for use by several threads. Inputs of one patient are judged one after another, different patients are
 * independent. An alert is both returned and handed to the listeners; the state is committed before and no lock is held
 * while one runs. If another thread is just telling the listeners about the same patient, it tells them this one's
 * alerts too, so that they come in order; a caller who must not lose an alert takes it from the return value.
 *
 * <p>Memory is bounded: a patient that was silent for more than the idle limit is forgotten at the next tick, with
 * everything known about it, if it was never admitted or is discharged, has no policy of its own, and no physiological
 * alarm is active or to be seen. Silence is reckoned by the lesser of the tick and the newest accepted reading of any
 * patient, so that a tick with a wrong clock forgets nobody.
 *
 * <p>What is dated more than the leap limit after the known time may have a wrong clock, so it is HELD: it has no effect
 * until another input of the patient, or for a tick another tick, is dated near it or after it. Then it takes effect, just
 * before that one. If what comes next is not ahead, it is dropped and counted as AHEAD. The known time is the latest tick;
 * before the first tick it is the newest accepted reading, and the limit is then at least 366 days. An input that is not
 * far after its patient's last one is never held: one that was confirmed has moved the patient's time.
 */
public final class HeartRateMonitor {

    /** The map makes 12 to 24 places a patient of this; of 100 look-ups half its load, 2 to 4, pass another patient. */
    private static final int CAPACITY_PER_EXPECTED_PATIENT = 8;

    private final Rules rules;
    private final Duration idleLimit;
    private final AlertDispatcher dispatcher;
    private final ConcurrentMap<String, ConsecutiveThresholdDetector> detectors;
    private final VerdictCounts counts;
    private final KnownTime knownTime;
    private final HeldInputs heldInputs;

    private HeartRateMonitor(Builder builder) {
        MonitorSnapshot snapshot = builder.start();
        rules = Rules.of(builder.policyOver(snapshot));
        idleLimit = builder.idleLimit;
        dispatcher = new AlertDispatcher(builder.listeners, builder.failureHandler);
        long capacity = (long) CAPACITY_PER_EXPECTED_PATIENT * builder.expectedPatients;
        detectors = new ConcurrentHashMap<>((int) Math.min(
                Integer.MAX_VALUE, Math.max(capacity, snapshot.patients().size())));
        for (DetectorSnapshot patient : snapshot.patients()) {
            boolean follows = patient.policy().equals(snapshot.policy());
            detectors.put(
                    patient.patientId(),
                    follows
                            ? new ConsecutiveThresholdDetector(patient, rules)
                            : ConsecutiveThresholdDetector.restore(patient));
        }
        counts = new VerdictCounts(detectors.values());
        knownTime = new KnownTime(builder.leapLimit, snapshot, this::newestOfPatients);
        heldInputs = new HeldInputs(rules, knownTime, counts);
    }

    /**
     * Starts a monitor with the default policy and no listener.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Judges one reading and tells the listeners what it caused.
     *
     * @param reading of any patient
     * @return the verdict and the alerts it caused
     */
    public Outcome accept(Reading reading) {
        requireNonNull(reading, "reading");
        ConsecutiveThresholdDetector detector = detectors.get(reading.patientId());
        boolean isNear = knownTime.covers(reading.timestamp().getEpochSecond());
        if (isNear && detector != null && acceptIfRoutine(detector, reading)) {
            return Outcome.ACCEPTED;
        }
        Outcome outcome = applyToPatient(reading);
        counts.add(outcome.verdict());
        if (outcome.verdict() == Verdict.ACCEPTED) {
            knownTime.heard(reading.timestamp());
        }
        return outcome;
    }

    /**
     * Takes any input and tells the listeners what it caused.
     *
     * @param input a reading, a tick, an acknowledgement, admission, discharge, a change of policy or a pause
     * @return the verdict and the alerts it caused
     */
    public Outcome apply(Input input) {
        requireNonNull(input, "input");
        if (input instanceof Reading reading) {
            return accept(reading);
        }
        if (input instanceof Input.Tick tick) {
            return tick(tick.timestamp());
        }
        return applyToPatient((Input.OfPatient) input);
    }

    /**
     * Lets time come this far, for all patients: shows which have gone silent and which alarms are to be reminded of, and
     * forgets the ones that were silent for more than the idle limit.
     *
     * @param now the caller's clock
     * @return ACCEPTED, and the alerts it caused, in order for each patient; HELD if it is too far ahead to be believed at
     *     once, DUPLICATE if it is the one that is held, and nothing has changed
     */
    public Outcome tick(Instant now) {
        requireNonNull(now, "now");
        if (knownTime.lastTick().isEmpty()) {
            knownTime.newestReading();
        }
        KnownTime.TickVerdict judged = knownTime.judge(now);
        if (judged.dropped()) {
            counts.add(Verdict.AHEAD);
        }
        List<Alert> alerts = new ArrayList<>();
        for (Instant due : judged.due()) {
            pass(due, alerts);
        }
        return alerts.isEmpty() ? Outcome.without(judged.verdict()) : Outcome.accepted(alerts);
    }

    private void pass(Instant now, List<Alert> alerts) {
        List<ConsecutiveThresholdDetector> idle = new ArrayList<>();
        for (ConsecutiveThresholdDetector detector : detectors.values()) {
            Outcome outcome = underLock(detector, () -> {
                Outcome ticked = heldInputs.tick(detector, now);
                if (mayForget(detector, now)) {
                    idle.add(detector);
                }
                return enqueued(detector, ticked);
            });
            if (outcome != null) {
                alerts.addAll(outcome.alerts());
            }
        }
        if (!idle.isEmpty()) {
            Instant reckoned = knownTime
                    .newestReading()
                    .filter(newest -> newest.isBefore(now))
                    .orElse(now);
            for (ConsecutiveThresholdDetector detector : idle) {
                Outcome outcome = underLock(
                        detector, () -> mayForget(detector, reckoned) ? forget(detector, now) : Outcome.ACCEPTED);
                if (outcome != null) {
                    alerts.addAll(outcome.alerts());
                }
            }
        }
    }

    /**
     * Notes that somebody has seen an alert, which stops the reminders of its episode until that escalates.
     *
     * @param seen the alert
     * @param by who has seen it; not blank
     * @param at when
     * @return ACCEPTED with the ACKNOWLEDGED alert; or DUPLICATE, OUTDATED or UNKNOWN, and nothing has changed
     * @throws IllegalArgumentException if {@code by} is blank or too long
     */
    public Outcome acknowledge(Alert seen, String by, Instant at) {
        return apply(Input.Acknowledge.of(seen, by, at));
    }

    /**
     * Watches a patient from now on, also if no reading comes, until the discharge: an admitted patient is never
     * forgotten.
     *
     * @param patientId the patient; not blank
     * @param at when
     * @return ACCEPTED; or DUPLICATE or LATE, if it was told this or something later before
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome admit(String patientId, Instant at) {
        return apply(new Input.Admit(patientId, at));
    }

    /**
     * Ends a patient: active alarms are cleared, the policy is the common one again. The time of the discharge is kept for
     * the idle limit, so that a reading from before it is LATE whenever it comes; a later one begins a new stay, whatever
     * came before.
     *
     * @param patientId the patient; not blank
     * @param at when
     * @return ACCEPTED with the alerts; or DUPLICATE or LATE, if it was told this or something later before, or UNKNOWN
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome discharge(String patientId, Instant at) {
        return apply(new Input.Discharge(patientId, at));
    }

    /**
     * Judges a patient by this policy from the next reading on; runs restart, an active alarm stays. The policy is part of
     * the patient's state: it is in snapshots, and a patient with a policy of its own is forgotten only by discharge.
     *
     * @param patientId the patient; not blank
     * @param own the patient's own policy; an equal one changes nothing
     * @param at when
     * @return ACCEPTED; DUPLICATE if it was told this before; LATE or CONFLICT if something later, or another policy at
     *     the same time, was told before
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome setPolicy(String patientId, AlarmPolicy own, Instant at) {
        return apply(new Input.ChangePolicy(patientId, own, at));
    }

    /**
     * Pauses the patient's alerts below HIGH for a while; see {@link Input.Pause}.
     *
     * @param patientId the patient; not blank
     * @param until when the pause ends by itself; not after {@code at} to end one that is under way
     * @param at when
     * @return ACCEPTED with the reminders of a pause that ends; DUPLICATE, CONFLICT or LATE if it was told this, another end
     *     at the same time, or something later before; UNKNOWN if nothing is known of the patient
     * @throws IllegalArgumentException if {@code patientId} is blank, or the pause is longer than {@link
     *     Input.Pause#MAX_LENGTH}
     */
    public Outcome pause(String patientId, Instant until, Instant at) {
        return apply(new Input.Pause(patientId, until, at));
    }

    private static boolean acceptIfRoutine(ConsecutiveThresholdDetector detector, Reading reading) {
        if (!detector.lock()) {
            return false;
        }
        try {
            return detector.acceptIfRoutine(reading);
        } finally {
            detector.unlock();
        }
    }

    private Outcome applyToPatient(Input.OfPatient input) {
        Instant time = input.timestamp();
        boolean isAhead = !knownTime.covers(time.getEpochSecond()) && knownTime.isAhead(time);
        while (true) {
            ConsecutiveThresholdDetector detector = detectors.get(input.patientId());
            if (detector == null) {
                if (HeldInputs.isOfKnownPatients(input)) {
                    return Outcome.without(Verdict.UNKNOWN);
                }
                detector = detectors.computeIfAbsent(
                        input.patientId(),
                        id -> new ConsecutiveThresholdDetector(DetectorSnapshot.unheard(id, rules.policy()), rules));
            }
            Outcome outcome = applyUnlessExpired(detector, input, isAhead);
            if (outcome != null) {
                return outcome;
            }
        }
    }

    /** None if a tick has let the patient expire since the detector was looked up. */
    private @Nullable Outcome applyUnlessExpired(
            ConsecutiveThresholdDetector detector, Input.OfPatient input, boolean isAhead) {
        Optional<Instant> known = isAhead || detector.held() != null ? knownTime.now() : Optional.empty();
        return underLock(detector, () -> enqueued(detector, heldInputs.judge(detector, input, isAhead, known)));
    }

    /** Lets the listeners be told, once the detector's lock is free. */
    private Outcome enqueued(ConsecutiveThresholdDetector detector, Outcome outcome) {
        dispatcher.enqueue(detector.patientId(), outcome.alerts());
        return outcome;
    }

    /** What comes of work on a detector, whose alerts it has enqueued, told to the listeners without its lock; none if the detector is gone. */
    private @Nullable Outcome underLock(ConsecutiveThresholdDetector detector, Supplier<Outcome> work) {
        if (!detector.lock()) {
            return null;
        }
        Outcome outcome;
        try {
            outcome = work.get();
        } finally {
            detector.unlock();
        }
        if (!outcome.alerts().isEmpty()) {
            dispatcher.drain(detector.patientId());
        }
        return outcome;
    }

    private boolean mayForget(ConsecutiveThresholdDetector detector, Instant now) {
        return detector.isIdle(now, idleLimit) && detector.policy().equals(rules.policy());
    }

    private Outcome forget(ConsecutiveThresholdDetector detector, Instant now) {
        detector.lastReading().map(Reading::timestamp).ifPresent(knownTime::note);
        if (detector.held() != null) {
            heldInputs.drop(detector);
        }
        Outcome outcome = enqueued(detector, detector.expire(now));
        counts.keepThoseOf(detector);
        // Not before, or the next detector's alerts could overtake these.
        detectors.remove(detector.patientId(), detector);
        detector.retire();
        return outcome;
    }

    /**
     * Adds a listener, told last.
     *
     * @param listener told of every alert from now on
     */
    public void addListener(AlertListener listener) {
        dispatcher.add(listener);
    }

    /**
     * Removes a listener; one that was never added is no error.
     *
     * @param listener not told any more once this returns, but for an alert being handed out by another thread
     */
    public void removeListener(AlertListener listener) {
        dispatcher.remove(listener);
    }

    /**
     * How many readings had a verdict so far. ACCEPTED takes a look at every patient, the others are at hand. A reading that
     * was HELD is counted again with what became of it; AHEAD counts inputs of every kind.
     *
     * @param verdict the verdict
     * @return their number since this monitor was built
     */
    public long count(Verdict verdict) {
        return counts.of(verdict);
    }

    /**
     * How many patients are known.
     *
     * @return their number
     */
    public int patientCount() {
        return detectors.size();
    }

    /**
     * How one patient stands.
     *
     * @param patientId the patient
     * @return empty if nothing is known of the patient
     */
    public Optional<PatientStatus> status(String patientId) {
        ConsecutiveThresholdDetector detector = detectors.get(requireNonNull(patientId, "patientId"));
        if (detector == null || !detector.lock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(detector.status());
        } finally {
            detector.unlock();
        }
    }

    /**
     * The alarms that are active, and those that are over and that nobody has seen, to announce them again. {@link
     * Alert#latched} tells which.
     *
     * @return an unmodifiable list in no particular order
     */
    public List<PatientStatus.ActiveAlarm> activeAlarms() {
        List<PatientStatus.ActiveAlarm> alarms = new ArrayList<>();
        for (ConsecutiveThresholdDetector detector : detectors.values()) {
            if (detector.lock()) {
                try {
                    if (detector.hasOpenAlarm()) {
                        PatientStatus status = detector.status();
                        alarms.addAll(status.activeAlarms());
                        alarms.addAll(status.latchedAlarms());
                    }
                } finally {
                    detector.unlock();
                }
            }
        }
        return List.copyOf(alarms);
    }

    /**
     * All patients' states, and the known time. Each patient's is taken between two of its inputs; for a common cut pause
     * the input.
     *
     * @return what {@link Builder#restore} goes on from
     */
    public MonitorSnapshot snapshot() {
        // By id: a patient forgotten and heard from again meanwhile may be met twice.
        Map<String, DetectorSnapshot> snapshots = new HashMap<>(2 * detectors.size());
        for (ConsecutiveThresholdDetector detector : detectors.values()) {
            if (detector.lock()) {
                try {
                    snapshots.put(detector.patientId(), detector.snapshot());
                } finally {
                    detector.unlock();
                }
            }
        }
        return new MonitorSnapshot(
                rules.policy(),
                List.copyOf(snapshots.values()),
                knownTime.lastTick(),
                knownTime.heldTick(),
                knownTime.newestReading());
    }

    private Optional<Instant> newestOfPatients() {
        Optional<Instant> newest = Optional.empty();
        for (ConsecutiveThresholdDetector detector : detectors.values()) {
            if (detector.lock()) {
                try {
                    newest = detector.newerThan(newest);
                } finally {
                    detector.unlock();
                }
            }
        }
        return newest;
    }

    /** Collects the options of a monitor. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable AlarmPolicy policy;
        private final List<AlertListener> listeners = new ArrayList<>();
        private ListenerFailureHandler failureHandler = ListenerFailureHandler.LOGGING;
        private Duration idleLimit = Duration.ofHours(24);
        private Duration leapLimit = Duration.ofHours(24);
        private int expectedPatients;
        private @Nullable MonitorSnapshot snapshot;

        private Builder() {}

        /**
         * Sets the policy of every patient that has none of its own.
         *
         * @param value default the restored snapshot's; without a snapshot {@link AlarmPolicy#DEFAULT}
         * @return this builder
         */
        public Builder policy(AlarmPolicy value) {
            policy = requireNonNull(value, "policy");
            return this;
        }

        /**
         * Adds a listener; they are told in the order they were added.
         *
         * @param value told of every alert
         * @return this builder
         */
        public Builder listener(AlertListener value) {
            listeners.add(requireNonNull(value, "listener"));
            return this;
        }

        /**
         * Sets who is told when a listener throws.
         *
         * @param value default {@link ListenerFailureHandler#LOGGING}
         * @return this builder
         */
        public Builder failureHandler(ListenerFailureHandler value) {
            failureHandler = requireNonNull(value, "failureHandler");
            return this;
        }

        /**
         * Sets after how long a silence a patient is forgotten that nobody counts on: not admitted, without a policy of its
         * own, and without a physiological alarm that is active or to be seen.
         *
         * @param value positive; default 24 hours
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleLimit(Duration value) {
            idleLimit = requirePositive(value, "idleLimit");
            return this;
        }

        /**
         * Sets how far ahead of the known time an input may be dated without being held. For recordings, which have no
         * clock to compare with, set {@link AlarmPolicy#UNLIMITED}.
         *
         * @param value positive; default 24 hours. Before the first tick it is at least 366 days
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder leapLimit(Duration value) {
            leapLimit = requirePositive(value, "leapLimit");
            return this;
        }

        private static Duration requirePositive(Duration value, String name) {
            requireNonNull(value, name);
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive: " + value);
            }
            return value;
        }

        /**
         * Makes ample room for so many patients, 48 to 96 bytes each, where they are found faster: without it they share
         * places, and a look-up passes others in its own. The benchmarks in the module's README say by how much. More
         * patients are no error.
         *
         * @param value not negative; default 0: the room grows with the patients
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder expectedPatients(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("expectedPatients must not be negative: " + value);
            }
            expectedPatients = value;
            return this;
        }

        /**
         * Goes on from what {@link HeartRateMonitor#snapshot} gave, under the policy of that time. If you set {@link #policy}
         * to another one, it changes now for every patient without a policy of its own, and their runs restart.
         *
         * @param value the patients' states; default none
         * @return this builder
         */
        public Builder restore(MonitorSnapshot value) {
            snapshot = requireNonNull(value, "snapshot");
            return this;
        }

        private MonitorSnapshot start() {
            return snapshot != null ? snapshot : MonitorSnapshot.empty(AlarmPolicy.DEFAULT);
        }

        private AlarmPolicy policyOver(MonitorSnapshot start) {
            return policy != null ? policy : start.policy();
        }

        /**
         * Makes the monitor.
         *
         * @return a monitor that is ready for readings
         */
        public HeartRateMonitor build() {
            return new HeartRateMonitor(this);
        }
    }
}
