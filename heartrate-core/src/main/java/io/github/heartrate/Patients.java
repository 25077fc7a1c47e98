package io.github.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The patients of a monitor, found by their ids. Safe for use by several threads; each patient comes with its lock. */
final class Patients {

    /** With so many places for each expected patient, few look-ups find another patient in their place. */
    private static final int CAPACITY_PER_EXPECTED_PATIENT = 8;

    /** Of more, most come from memory: there a patient had better lie beside its entry of the map than beside others. */
    static final int MOST_WITH_NEIGHBOURS = 10_000;

    private final Rules rules;
    private final ConcurrentMap<String, Patient> byId;
    private final Neighbours neighbours = new Neighbours();

    /**
     * Those of a snapshot.
     *
     * @param rules followed by every patient that has no policy of its own
     */
    Patients(Rules rules, MonitorSnapshot snapshot, int expectedPatients) {
        this.rules = rules;
        long capacity = (long) CAPACITY_PER_EXPECTED_PATIENT * expectedPatients;
        byId = new ConcurrentHashMap<>((int) Math.min(
                Integer.MAX_VALUE, Math.max(capacity, snapshot.patients().size())));
        for (DetectorSnapshot patient : snapshot.patients()) {
            byId.put(patient.patientId(), restored(patient, snapshot.policy()));
        }
    }

    /** Follows the rules if it followed the policy that was common to all. */
    private Patient restored(DetectorSnapshot snapshot, AlarmPolicy common) {
        return made(snapshot, snapshot.policy().equals(common) ? rules : Rules.of(snapshot.policy()));
    }

    private Patient made(DetectorSnapshot snapshot, Rules itsRules) {
        Patient patient = new Patient(snapshot, itsRules);
        if (byId.size() < MOST_WITH_NEIGHBOURS) {
            neighbours.add(patient);
        }
        return patient;
    }

    @Nullable
    Patient find(String patientId) {
        return byId.get(patientId);
    }

    Patient findOrMake(String patientId) {
        return byId.computeIfAbsent(patientId, id -> made(DetectorSnapshot.unheard(id, rules.policy()), rules));
    }

    /** Takes in one more. Whether it was not known; else nothing has changed. */
    boolean add(DetectorSnapshot snapshot) {
        Patient patient = restored(snapshot, rules.policy());
        boolean isNew = byId.putIfAbsent(snapshot.patientId(), patient) == null;
        if (!isNew) {
            Neighbours.remove(patient);
        }
        return isNew;
    }

    /** To be called under the patient's lock, when all its alerts are enqueued: the next one's come after them. */
    void remove(Patient patient) {
        byId.remove(patient.patientId(), patient);
        patient.retire();
        Neighbours.remove(patient);
    }

    int count() {
        return byId.size();
    }

    /** A live view. */
    Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /** Those of now, without their locks. */
    Iterable<Patient> all() {
        return byId.values();
    }

    /** What a patient says of itself under its lock; nothing if it is not known. */
    <T> Optional<T> ask(String patientId, Function<Patient, T> question) {
        Patient patient = byId.get(patientId);
        return patient == null ? Optional.empty() : ask(patient, question);
    }

    /** What they say of themselves, each under its lock; the lock is free while the answer is used. */
    <T> Stream<T> askAll(Function<Patient, T> question) {
        return byId.values().stream().flatMap(patient -> ask(patient, question).stream());
    }

    private static <T> Optional<T> ask(Patient patient, Function<Patient, T> question) {
        if (!patient.lock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(patient));
        } finally {
            patient.unlock();
        }
    }

    private void each(Consumer<Patient> work) {
        for (Patient patient : byId.values()) {
            if (patient.lock()) {
                try {
                    work.accept(patient);
                } finally {
                    patient.unlock();
                }
            }
        }
    }

    /** One each: a patient that is forgotten and heard from again meanwhile may be met twice. */
    List<DetectorSnapshot> snapshots() {
        Map<String, DetectorSnapshot> snapshots = new HashMap<>(2 * byId.size());
        each(patient -> snapshots.put(patient.patientId(), patient.snapshot()));
        return List.copyOf(snapshots.values());
    }

    /** The alarms that are active or latched. */
    List<PatientStatus.ActiveAlarm> openAlarms() {
        List<PatientStatus.ActiveAlarm> alarms = new ArrayList<>();
        each(patient -> {
            if (patient.hasOpenAlarm()) {
                PatientStatus status = patient.status();
                alarms.addAll(status.activeAlarms());
                alarms.addAll(status.latchedAlarms());
            }
        });
        return List.copyOf(alarms);
    }

    long acceptedReadings() {
        long[] sum = {0};
        each(patient -> sum[0] += patient.acceptedReadings());
        return sum[0];
    }

    /** The time of the newest accepted reading of those who are not gone. */
    Optional<Instant> newestReading() {
        Newest newest = new Newest();
        each(newest);
        return newest.time;
    }

    private static final class Newest implements Consumer<Patient> {
        private Optional<Instant> time = Optional.empty();

        @Override
        public void accept(Patient patient) {
            time = patient.newerThan(time);
        }
    }
}
