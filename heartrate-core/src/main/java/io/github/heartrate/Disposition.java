package io.github.heartrate;

/** The verdict on an input. Only an accepted one has any effect. */
public enum Disposition {
    /** The input took effect. */
    ACCEPTED,
    /** A reading outside the policy's plausible range: no effect, and no sign of life. */
    IMPLAUSIBLE,
    /** It was fed before: same time and content as the last one, or an alarm that is acknowledged already. */
    DUPLICATE,
    /** It has the time of the last one, but says something else: the first one stands. */
    CONFLICT,
    /** It is about a time before the last one: history is never revised. */
    LATE,
    /** An acknowledgement of an event since which the alarm has escalated: nobody has seen that yet. */
    OUTDATED,
    /** It names a patient, an active episode or an event that is not known. */
    UNKNOWN
}
