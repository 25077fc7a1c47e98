package io.github.heartrate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches many patients: one {@link ConsecutiveThresholdDetector} each, made at the first reading, admission or change of
 * policy, and forgotten after the idle limit. There are two ways in, {@link #accept} for a reading and {@link #apply} for
 * any input; the others ({@link #tick}, {@link #acknowledge}, {@link #admit} and so on) are short for the latter.
 *
 * <p>With {@link AlarmPolicy#DEFAULT} it tells nobody about silence: for live use take {@link AlarmPolicy#BEDSIDE}, or set
 * {@code staleAfter} and feed ticks.
 *
 * <p>Safe for use by several threads. Inputs of one patient are judged one after another, different patients are
 * independent. An alert is both returned and handed to the listeners, after the state is committed and while no lock is
 * held. A thread that tells the listeners about a patient also tells them what other threads add about that patient
 * meanwhile, so that alerts come in order. If you must not lose an alert, use the return value.
 *
 * <p>Memory is bounded: a patient that was silent for more than the idle limit is forgotten at the next tick, if it is not
 * admitted, has no policy of its own, and no physiological alarm is active or to be seen. Silence is reckoned by the lesser
 * of the tick and the newest accepted reading of any patient, so that a tick with a wrong clock forgets nobody.
 *
 * <p>What is dated more than the leap limit after the known time may have a wrong clock, so it is {@link Verdict#HELD}. The
 * known time is the latest tick; before the first tick it is the newest accepted reading, and the limit is then at least 366
 * days. An input that is not far after its patient's last one is never held.
 */
public final class HeartRateMonitor extends NamedInputs {

    private final AlarmPolicy policy;
    private final Patients patients;
    private final KnownTime knownTime;
    private final VerdictCounts counts;
    private final AlertDispatcher dispatcher;
    private final Intake intake;
    private final boolean isObserved;

    private HeartRateMonitor(Builder builder) {
        MonitorSnapshot snapshot = requireNonNullElse(builder.snapshot, MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
        policy = requireNonNullElse(builder.policy, snapshot.policy());
        Rules rules = Rules.of(policy);
        patients = new Patients(rules, snapshot, builder.expectedPatients);
        knownTime = new KnownTime(builder.leapLimit, snapshot, patients::newestReading);
        counts = new VerdictCounts(patients);
        dispatcher = new AlertDispatcher(builder.listeners, builder.failureHandler);
        intake = new Intake(rules, builder.idleLimit, patients, knownTime, counts, dispatcher, builder.observers);
        isObserved = intake.isObserved();
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
        Patient patient = patients.find(reading.patientId());
        boolean isNear = knownTime.covers(reading.timestamp().getEpochSecond());
        if (!isNear || patient == null || isObserved || !patient.lock()) {
            return intake.accept(reading);
        }
        Outcome outcome;
        try {
            if (patient.acceptIfRoutine(reading.timestamp(), reading.bpm())) {
                return Outcome.ACCEPTED;
            }
            outcome = intake.judge(patient, reading);
        } finally {
            patient.unlock();
        }
        return outcome == null ? intake.accept(reading) : intake.told(patient, reading, outcome);
    }

    /**
     * Takes any input and tells the listeners what it caused.
     *
     * @param input a reading, a tick, an acknowledgement, admission, discharge, a change of policy or a pause
     * @return the verdict and the alerts it caused
     */
    @Override
    public Outcome apply(Input input) {
        requireNonNull(input, "input");
        if (input instanceof Reading reading) {
            return accept(reading);
        }
        if (input instanceof Input.Tick tick) {
            return intake.tick(tick);
        }
        return intake.apply((Input.OfPatient) input);
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
     * was HELD is counted again with what became of it; AHEAD counts inputs of every kind. OUTDATED and UNKNOWN are always 0.
     *
     * @param verdict the verdict
     * @return their number since this monitor was built
     */
    public long readingCount(Verdict verdict) {
        return counts.of(verdict);
    }

    /**
     * How many patients are known.
     *
     * @return their number
     */
    public int patientCount() {
        return patients.count();
    }

    /**
     * The ids of all patients that are known.
     *
     * @return an unmodifiable live view, in no particular order
     */
    public Set<String> patientIds() {
        return patients.ids();
    }

    /**
     * How all patients stand. Each status is made when the stream comes to it, between two inputs of the patient.
     *
     * @return in no particular order; a patient that is forgotten meanwhile is left out
     */
    public Stream<PatientStatus> statuses() {
        return patients.askAll(Patient::status);
    }

    /**
     * How one patient stands.
     *
     * @param patientId the patient
     * @return empty if nothing is known of the patient
     */
    public Optional<PatientStatus> status(String patientId) {
        return patients.ask(requireNonNull(patientId, "patientId"), Patient::status);
    }

    /**
     * The alarms that are active, and those that are over and that nobody has seen, to announce them again. {@link
     * Alert#latched} tells which.
     *
     * @return an unmodifiable list in no particular order
     */
    public List<PatientStatus.ActiveAlarm> activeAlarms() {
        return patients.openAlarms();
    }

    /**
     * All patients' states, and the known time. Each patient's is taken between two of its inputs; for a common cut pause
     * the input.
     *
     * @return what {@link Builder#restore} goes on from
     */
    public MonitorSnapshot snapshot() {
        return new MonitorSnapshot(
                policy, patients.snapshots(), knownTime.lastTick(), knownTime.heldTick(), knownTime.newestReading());
    }

    /**
     * The state of one patient, between two of its inputs.
     *
     * @param patientId the patient
     * @return what {@link #restore} goes on from; empty if nothing is known of the patient
     */
    public Optional<DetectorSnapshot> snapshot(String patientId) {
        return patients.ask(requireNonNull(patientId, "patientId"), Patient::snapshot);
    }

    /**
     * Takes in one patient, as from another monitor. If the snapshot's policy is this monitor's, the patient follows this
     * monitor; else the policy is the patient's own. It causes no alert.
     *
     * @param patient the state to go on from
     * @throws IllegalStateException if the patient is known already, and nothing has changed: {@link #forget} it before
     */
    public void restore(DetectorSnapshot patient) {
        if (!patients.add(requireNonNull(patient, "patient"))) {
            throw new IllegalStateException("the patient must not be known: forget it before you restore it");
        }
    }

    /**
     * Hands over one patient: gives all that is known and forgets it. No alert is caused: an alarm that is active is never
     * CLEARED here, since it goes on where the state is restored. To end a patient, feed {@link Input.Discharge}.
     *
     * @param patientId the patient
     * @return the last state; empty if nothing is known of the patient
     */
    public Optional<DetectorSnapshot> forget(String patientId) {
        return intake.handOver(requireNonNull(patientId, "patientId"));
    }

    /** Collects the options of a monitor. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable AlarmPolicy policy;
        private final List<AlertListener> listeners = new ArrayList<>();
        private final List<InputObserver> observers = new ArrayList<>();
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
         * Adds an observer of every input; they are told in the order they were added. With one, each reading goes the long
         * way, which allocates.
         *
         * @param value told of every input and what came of it; default none
         * @return this builder
         */
        public Builder observer(InputObserver value) {
            observers.add(requireNonNull(value, "observer"));
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
            idleLimit = Elapsed.requirePositive(value, "idleLimit");
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
            leapLimit = Elapsed.requirePositive(value, "leapLimit");
            return this;
        }

        /**
         * Sizes the room for this many patients, so that look-ups rarely collide. Costs 48 to 96 bytes per expected patient.
         * More patients are fine, only slower.
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
