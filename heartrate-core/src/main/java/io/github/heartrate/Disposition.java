package io.github.heartrate;

/** What became of a reading. Only an {@link #ACCEPTED} one changes a patient's state. */
public enum Disposition {
    /** Outside the policy's plausible range: an artefact, and no sign of life. */
    IMPLAUSIBLE,
    /** Later than the patient's last accepted reading: judged by the rules. */
    ACCEPTED,
    /** The same timestamp and the same rate as the last accepted reading: a redelivery. */
    DUPLICATE,
    /** The same timestamp as the last accepted reading, but another rate: the first one stands. */
    CONFLICT,
    /** Earlier than the last accepted reading: history is never revised. */
    LATE
}
