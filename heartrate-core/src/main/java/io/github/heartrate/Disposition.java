package io.github.heartrate;

/** What became of a reading. Only an {@link #ACCEPTED} one changes a patient's state. */
public enum Disposition {
    /** Later than the patient's last accepted reading: judged by the rules. */
    ACCEPTED,
    /** The same timestamp and the same rate as the last accepted reading: a redelivery. */
    DUPLICATE,
    /** The same timestamp as the last accepted reading, but another rate: the first one stands. */
    CONFLICT,
    /** Earlier than the last accepted reading: history is never revised. */
    LATE
}
