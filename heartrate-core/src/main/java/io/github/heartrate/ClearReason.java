package io.github.heartrate;

/** Why an episode ended. */
public enum ClearReason {
    /** Enough consecutive calm readings. */
    NORMALISED,
    /** The run on the other side became complete, which raises the other alarm at once. */
    SUPERSEDED
}
