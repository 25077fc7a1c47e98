package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a {@link HeartRateMonitor} knows about all its patients. An immutable value.
 *
 * @param policy the policy of every patient that has none of its own
 * @param patients unmodifiable, one each, in no particular order
 * @param lastTick the latest tick; empty before the first
 * @param heldTick a tick that was too far ahead to be believed, if the last one was
 * @param newestReading the time of the newest accepted reading of any patient, also of one that is gone; empty before the
 *     first
 */
public record MonitorSnapshot(
        AlarmPolicy policy,
        List<DetectorSnapshot> patients,
        Optional<Instant> lastTick,
        Optional<Instant> heldTick,
        Optional<Instant> newestReading) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is a patient twice
     */
    public MonitorSnapshot {
        requireNonNull(policy, "policy");
        patients = List.copyOf(patients);
        requireNonNull(lastTick, "lastTick");
        requireNonNull(heldTick, "heldTick");
        requireNonNull(newestReading, "newestReading");
        Set<String> ids = new HashSet<>();
        for (DetectorSnapshot patient : patients) {
            if (!ids.add(patient.patientId())) {
                throw new IllegalArgumentException("patients must be one each: " + patients.size());
            }
        }
    }

    /**
     * The state of a monitor that has had no tick: the newest of the patients' readings is the time that it knows.
     *
     * @param policy the policy of every patient that has none of its own
     * @param patients one each
     * @throws IllegalArgumentException if there is a patient twice
     */
    public MonitorSnapshot(AlarmPolicy policy, List<DetectorSnapshot> patients) {
        this(
                policy,
                patients,
                Optional.empty(),
                Optional.empty(),
                patients.stream()
                        .flatMap(patient -> patient.lastReadingTime().stream())
                        .max(Comparator.naturalOrder()));
    }

    /**
     * A monitor's state before its first input.
     *
     * @param policy the policy of every patient
     * @return a snapshot without any patient
     */
    public static MonitorSnapshot empty(AlarmPolicy policy) {
        return new MonitorSnapshot(policy, List.of());
    }

    /**
     * The state of one patient.
     *
     * @param patientId the patient
     * @return empty if there is no such patient
     */
    public Optional<DetectorSnapshot> patient(String patientId) {
        requireNonNull(patientId, "patientId");
        return patients.stream()
                .filter(patient -> patient.patientId().equals(patientId))
                .findFirst();
    }

    /**
     * The same with some of the patients only, as for a monitor that takes over a part of them.
     *
     * @param isKept which patients
     * @return their states, and the same policy and times
     */
    public MonitorSnapshot filter(Predicate<DetectorSnapshot> isKept) {
        requireNonNull(isKept, "isKept");
        List<DetectorSnapshot> kept = patients.stream().filter(isKept).toList();
        return new MonitorSnapshot(policy, kept, lastTick, heldTick, newestReading);
    }

    /**
     * The patients of both, as for a monitor that takes over those of two. The latest tick and the newest reading are the
     * later of both; a tick that is held is dropped.
     *
     * @param other a snapshot of other patients under the same policy
     * @return all their states
     * @throws IllegalArgumentException if the policies differ, or a patient is in both
     */
    public MonitorSnapshot merge(MonitorSnapshot other) {
        if (!policy.equals(other.policy)) {
            throw new IllegalArgumentException("policies must be equal: " + policy + ", " + other.policy);
        }
        List<DetectorSnapshot> all = new ArrayList<>(patients);
        all.addAll(other.patients);
        return new MonitorSnapshot(
                policy,
                all,
                later(lastTick, other.lastTick),
                Optional.empty(),
                later(newestReading, other.newestReading));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /**
     * The state in bytes, for good: every later version of this library reads them. A patient without an alarm, a run, a
     * policy of its own or a control input takes at most 12 bytes beside its id (with the id's length), if its last reading's
     * time is whole microseconds and its rate whole thousandths below 2,097 bpm; else a few bytes more.
     *
     * @return what {@link #fromBytes} reads
     */
    public byte[] toBytes() {
        return SnapshotFormat.encode(this);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param bytes all of it and nothing more
     * @return the state
     * @throws SnapshotFormatException if the bytes are cut short, damaged, something else, or of a later version
     */
    public static MonitorSnapshot fromBytes(byte[] bytes) {
        return SnapshotFormat.decodeMonitor(requireNonNull(bytes, "bytes"));
    }

    /** Neither patients nor readings: fit for a log. */
    @Override
    public String toString() {
        return "MonitorSnapshot[" + patients.size() + " patients]";
    }
}
