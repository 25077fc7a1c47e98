package io.github.heartrate;

/** How urgent an alert is, in the words of IEC 60601-1-8. */
public enum Priority {
    /** Awareness is required. */
    LOW,
    /** A prompt response is required: an ordinary limit is violated. */
    MEDIUM,
    /** An immediate response is required. */
    HIGH
}
