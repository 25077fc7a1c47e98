package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches many patients: one {@link ConsecutiveThresholdDetector} each, made at the first reading.
 *
 * <p>Safe for use by several threads. Readings of one patient are judged one after another, different patients are
 * independent. An alert is both returned and handed to the listeners; the state is committed before and no lock is held
 * while one runs. If another thread is just telling the listeners about the same patient, it tells them this one's
 * alerts too, so that they come in order; a caller who must not lose an alert takes it from the return value.
 */
public final class HeartRateMonitor {

    private final AlarmPolicy policy;
    private final AlertDispatcher dispatcher;
    private final ConcurrentMap<String, ConsecutiveThresholdDetector> detectors = new ConcurrentHashMap<>();
    private final Map<Disposition, LongAdder> counts = new EnumMap<>(Disposition.class);

    private HeartRateMonitor(Builder builder) {
        policy = builder.policy;
        dispatcher = new AlertDispatcher(builder.listeners, builder.failureHandler);
        for (Disposition disposition : Disposition.values()) {
            counts.put(disposition, new LongAdder());
        }
        for (DetectorSnapshot snapshot : builder.snapshots) {
            detectors.put(snapshot.patientId(), ConsecutiveThresholdDetector.restore(snapshot, policy));
        }
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
        String patientId = reading.patientId();
        ConsecutiveThresholdDetector detector = detectors.get(patientId);
        if (detector == null) {
            detector = detectors.computeIfAbsent(patientId, id -> new ConsecutiveThresholdDetector(id, policy));
        }
        Outcome outcome;
        synchronized (detector) {
            outcome = detector.accept(reading);
            if (!outcome.alerts().isEmpty()) {
                dispatcher.enqueue(patientId, outcome.alerts());
            }
        }
        counter(outcome.disposition()).increment();
        if (!outcome.alerts().isEmpty()) {
            dispatcher.drain(patientId);
        }
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
     * How many readings had a verdict so far.
     *
     * @param disposition the verdict
     * @return their number since this monitor was built
     */
    public long count(Disposition disposition) {
        return counter(disposition).sum();
    }

    private LongAdder counter(Disposition disposition) {
        return requireNonNull(counts.get(disposition), "disposition");
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
     * All patients' states. Each one is taken between two of its readings; for a common cut pause the input.
     *
     * @return an unmodifiable list in no particular order
     */
    public List<DetectorSnapshot> snapshot() {
        List<DetectorSnapshot> snapshots = new ArrayList<>(detectors.size());
        for (ConsecutiveThresholdDetector detector : detectors.values()) {
            synchronized (detector) {
                snapshots.add(detector.snapshot());
            }
        }
        return List.copyOf(snapshots);
    }

    /** Collects the options of a monitor. Not safe for use by several threads. */
    public static final class Builder {
        private AlarmPolicy policy = AlarmPolicy.DEFAULT;
        private final List<AlertListener> listeners = new ArrayList<>();
        private ListenerFailureHandler failureHandler = ListenerFailureHandler.LOGGING;
        private List<DetectorSnapshot> snapshots = List.of();

        private Builder() {}

        /**
         * Sets the policy of every patient.
         *
         * @param value default {@link AlarmPolicy#DEFAULT}
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
         * Goes on from what {@link HeartRateMonitor#snapshot} gave, under the same policy.
         *
         * @param value the patients' states; default none
         * @return this builder
         */
        public Builder restore(Collection<DetectorSnapshot> value) {
            snapshots = List.copyOf(value);
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
