package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ConsecutiveThresholdDetector} knows about its patient at one moment: where it stands between the limits,
 * whether readings come, the last accepted one, and the policy in force. An immutable value, opaque but for the patient
 * and the policy; two are equal if nothing that follows could tell them apart.
 */
public final class DetectorSnapshot {

    /** Before any instant: the second of the last accepted reading where there is none. */
    static final long NEVER = Instant.MIN.getEpochSecond() - 1;

    final String patientId;
    final AlarmPolicy policy;
    final DetectorState state;
    final Signal signal;
    final Care care;
    final long lastSecond;
    final int lastNano;
    final double lastBpm;

    DetectorSnapshot(
            String patientId,
            AlarmPolicy policy,
            DetectorState state,
            Signal signal,
            Care care,
            long lastSecond,
            int lastNano,
            double lastBpm) {
        this.patientId = patientId;
        this.policy = policy;
        this.state = state;
        this.signal = signal;
        this.care = care;
        this.lastSecond = lastSecond;
        this.lastNano = lastNano;
        this.lastBpm = lastBpm;
    }

    static DetectorSnapshot unheard(String patientId, AlarmPolicy policy) {
        Reading.requirePatientId(patientId);
        return new DetectorSnapshot(
                patientId,
                requireNonNull(policy, "policy"),
                DetectorState.Normal.INSTANCE,
                new Signal.Unwatched(Instant.MIN),
                Care.NONE,
                NEVER,
                0,
                0);
    }

    /**
     * Whose state it is.
     *
     * @return the patient's id
     */
    public String patientId() {
        return patientId;
    }

    /**
     * The policy in force.
     *
     * @return when alarms of the patient are raised and cleared
     */
    public AlarmPolicy policy() {
        return policy;
    }

    /** Whether there is a last timestamp: of a reading, or of a discharge. */
    boolean isHeard() {
        return lastSecond != NEVER;
    }

    /** The time of the last accepted reading of the stay. */
    Optional<Instant> lastReadingTime() {
        return isHeard() && !Double.isNaN(lastBpm)
                ? Optional.of(Instant.ofEpochSecond(lastSecond, lastNano))
                : Optional.empty();
    }

    /**
     * The state in bytes, for good: every later version of this library reads them.
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
    public static DetectorSnapshot fromBytes(byte[] bytes) {
        return SnapshotFormat.decodeDetector(requireNonNull(bytes, "bytes"));
    }

    /**
     * The same without the policy, if that is the common one: for a system that keeps the states of many patients one by
     * one, and their policy once. A patient without an alarm, a run, a policy of its own or a control input takes some 24
     * bytes beside its id. A policy of its own is written.
     *
     * @param common the policy that most patients have
     * @return what {@link #fromBytes(byte[], AlarmPolicy)} reads with an equal policy, and nothing else does
     */
    public byte[] toBytes(AlarmPolicy common) {
        return SnapshotFormat.encode(this, requireNonNull(common, "common"));
    }

    /**
     * Reads what {@link #toBytes(AlarmPolicy)} wrote.
     *
     * @param bytes all of it and nothing more
     * @param common the policy that it was written with
     * @return the state
     * @throws SnapshotFormatException if the bytes are cut short, damaged, something else, of a later version, or written
     *     with another policy
     */
    public static DetectorSnapshot fromBytes(byte[] bytes, AlarmPolicy common) {
        return SnapshotFormat.decodeDetector(requireNonNull(bytes, "bytes"), requireNonNull(common, "common"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DetectorSnapshot that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /** Neither the patient nor any reading: fit for a log. */
    @Override
    public String toString() {
        return "DetectorSnapshot[" + state.getClass().getSimpleName() + "]";
    }
}
