package io.github.heartrate;

/** The verdict on an input. Only an accepted one has any effect. */
public enum Verdict {
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
    /**
     * It lies so far ahead of the known time that its clock may be wrong: no effect yet. The next input of the patient, or
     * the next tick after a tick, shows which: either it takes effect then, just before that one, or it is AHEAD.
     */
    HELD,
    /** It was HELD, and what came next was not as far ahead: no effect. Counted only, since its caller has left. */
    AHEAD,
    /** An acknowledgement of an event since which the alarm was told anew: nobody has seen that yet. */
    OUTDATED,
    /** It names a patient, an active episode or an event that is not known. */
    UNKNOWN
}
