package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the inputs of a monitor: finds the patient, judges under its lock, and tells the listeners when the lock is free.
 * Forgets patients that are idle. Safe for use by several threads.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Rules rules;
    private final Duration idleLimit;
    private final Patients patients;
    private final KnownTime knownTime;
    private final VerdictCounts counts;
    private final AlertDispatcher dispatcher;
    private final List<InputObserver> observers;
    private final HeldInputs heldInputs;

    Intake(
            Rules rules,
            Duration idleLimit,
            Patients patients,
            KnownTime knownTime,
            VerdictCounts counts,
            AlertDispatcher dispatcher,
            List<InputObserver> observers) {
        this.rules = rules;
        this.idleLimit = idleLimit;
        this.patients = patients;
        this.knownTime = knownTime;
        this.counts = counts;
        this.dispatcher = dispatcher;
        this.observers = List.copyOf(observers);
        heldInputs = new HeldInputs(rules, knownTime, counts);
    }

    /** Whether there are observers: then every reading must be fed to {@link #accept}. */
    boolean isObserved() {
        return !observers.isEmpty();
    }

    /** Judges any reading. */
    Outcome accept(Reading reading) {
        return observed(reading, counted(reading, judge(reading)));
    }

    /** Takes any other input of a patient. */
    Outcome apply(Input.OfPatient input) {
        return observed(input, judge(input));
    }

    Outcome tick(Input.Tick tick) {
        return observed(tick, pass(tick.timestamp()));
    }

    private Outcome observed(Input input, Outcome outcome) {
        for (InputObserver observer : observers) {
            try {
                observer.onInput(input, outcome);
            } catch (RuntimeException failure) {
                LOG.error("{} failed on an input", observer.getClass().getName(), failure);
            }
        }
        return outcome;
    }

    /** Judges a reading that is not far ahead, under its patient's lock; null if an input is held, which it may settle. */
    @Nullable
    Outcome judge(Patient patient, Reading reading) {
        return patient.held() == null ? enqueued(patient, patient.reading(reading)) : null;
    }

    /** What {@link #judge} gave, when the lock is free. */
    Outcome told(Patient patient, Reading reading, Outcome outcome) {
        return counted(reading, told(patient, outcome));
    }

    private Outcome counted(Reading reading, Outcome outcome) {
        counts.add(outcome.verdict());
        if (outcome.verdict() == Verdict.ACCEPTED) {
            knownTime.heard(reading.timestamp());
        }
        return outcome;
    }

    private Outcome pass(Instant now) {
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
        List<Patient> idle = new ArrayList<>();
        for (Patient patient : patients.all()) {
            Outcome outcome = underLock(patient, () -> {
                Outcome ticked = heldInputs.tick(patient, now);
                if (mayForget(patient, now)) {
                    idle.add(patient);
                }
                return enqueued(patient, ticked);
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
            for (Patient patient : idle) {
                Outcome outcome = underLock(
                        patient, () -> mayForget(patient, reckoned) ? forget(patient, now) : Outcome.ACCEPTED);
                if (outcome != null) {
                    alerts.addAll(outcome.alerts());
                }
            }
        }
    }

    private Outcome judge(Input.OfPatient input) {
        Instant time = input.timestamp();
        boolean isAhead = !knownTime.covers(time.getEpochSecond()) && knownTime.isAhead(time);
        while (true) {
            Patient found = patients.find(input.patientId());
            if (found == null && HeldInputs.isOfKnownPatients(input)) {
                return Outcome.without(Verdict.UNKNOWN);
            }
            Patient patient = found != null ? found : patients.findOrMake(input.patientId());
            Optional<Instant> known = isAhead || patient.held() != null ? knownTime.now() : Optional.empty();
            Outcome outcome =
                    underLock(patient, () -> enqueued(patient, heldInputs.judge(patient, input, isAhead, known)));
            if (outcome != null) {
                return outcome; // else a tick has let the patient expire meanwhile
            }
        }
    }

    /** What comes of work on a patient that enqueues its alerts, told without the lock; none if the patient is gone. */
    private @Nullable Outcome underLock(Patient patient, Supplier<Outcome> work) {
        if (!patient.lock()) {
            return null;
        }
        Outcome outcome;
        try {
            outcome = work.get();
        } finally {
            patient.unlock();
        }
        return told(patient, outcome);
    }

    /** Lets the listeners be told, once the patient's lock is free. */
    private Outcome enqueued(Patient patient, Outcome outcome) {
        dispatcher.enqueue(patient.patientId(), outcome.alerts());
        return outcome;
    }

    private Outcome told(Patient patient, Outcome outcome) {
        if (!outcome.alerts().isEmpty()) {
            dispatcher.drain(patient.patientId());
        }
        return outcome;
    }

    private boolean mayForget(Patient patient, Instant now) {
        return patient.isIdle(now, idleLimit) && patient.policy().equals(rules.policy());
    }

    private Outcome forget(Patient patient, Instant now) {
        patient.lastReading().map(Reading::timestamp).ifPresent(knownTime::note);
        if (patient.held() != null) {
            heldInputs.drop(patient);
        }
        Outcome outcome = enqueued(patient, patient.expire(now));
        remove(patient);
        return outcome;
    }

    /** To be called under the patient's lock, when all its alerts are enqueued, or those of the next one could overtake them. */
    private void remove(Patient patient) {
        counts.keepThoseOf(patient);
        patients.remove(patient);
    }

    /** The last state of a patient that is not known any more; nothing if it was not known before. */
    Optional<DetectorSnapshot> handOver(String patientId) {
        return patients.ask(patientId, patient -> {
            patient.lastReading().map(Reading::timestamp).ifPresent(knownTime::note);
            remove(patient);
            return patient.snapshot();
        });
    }
}
