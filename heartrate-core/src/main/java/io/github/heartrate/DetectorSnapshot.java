package io.github.heartrate;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link ConsecutiveThresholdDetector} knows about its patient at one moment. An immutable value, opaque but for
 * the patient.
 */
public final class DetectorSnapshot {

    private final String patientId;
    private final DetectorState state;
    private final @Nullable Reading last;

    DetectorSnapshot(String patientId, DetectorState state, @Nullable Reading last) {
        this.patientId = patientId;
        this.state = state;
        this.last = last;
    }

    /**
     * Whose state it is.
     *
     * @return the patient's id
     */
    public String patientId() {
        return patientId;
    }

    DetectorState state() {
        return state;
    }

    @Nullable
    Reading last() {
        return last;
    }
}
