package io.github.heartrate;

/** Why an episode ended. */
public enum ClearReason {
    /** Enough consecutive calm readings, or, for SIGNAL_LOSS, a reading. */
    NORMALISED,
    /** The run on the other side became complete, which raises the other alarm at once. */
    SUPERSEDED,
    /** The patient was discharged. */
    DISCHARGED,
    /** SIGNAL_LOSS only: the patient was silent for the idle limit and is forgotten. */
    EXPIRED
}
