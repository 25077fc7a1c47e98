package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One heart rate of one patient at one instant.
 *
 * @param patientId whose rate it is; not blank and without half a surrogate pair, compared as it is (case,
 *     white space and Unicode form count)
 * @param timestamp when it was measured
 * @param bpm the rate in beats a minute: finite and at least 0; 0 is a reading (it may be asystole), and nothing is
 *     rounded
 */
public record Reading(String patientId, Instant timestamp, double bpm) implements Input.OfPatient {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if {@code patientId} is blank or has half a surrogate pair, or {@code bpm} is
     *     negative, infinite or NaN; the message names the field and the value
     */
    public Reading {
        requirePatientId(patientId);
        requireNonNull(timestamp, "timestamp");
        bpm = requireBpm(bpm);
    }

    @Override
    public <R> R visit(Visitor<R> visitor) {
        return visitor.reading(this);
    }

    static double requireBpm(double bpm) {
        if (!(bpm >= 0 && bpm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bpm must be a finite number of at least 0: " + bpm);
        }
        return bpm + 0.0; // turns -0.0 into 0.0, so that equal rates are equal readings
    }

    static void requirePatientId(String patientId) {
        requireNonNull(patientId, "patientId");
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("patientId must not be blank: \"" + patientId + "\"");
        }
        if (hasHalfASurrogatePair(patientId)) {
            throw new IllegalArgumentException("patientId must not have half a surrogate pair: \"" + patientId + "\"");
        }
    }

    /** Such text has no form in UTF-8, so that different ids would become one, there and in the ids of alerts. */
    static boolean hasHalfASurrogatePair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
