package io.github.heartrate;

/**
 * The verdict on an input. Only an accepted one has an effect; a LATE reading is counted besides, for {@link
 * LostSignal#lateReadings}.
 */
public enum Verdict {
    /** The input took effect. Any input. */
    ACCEPTED,
    /** It is outside the policy's plausible range: no effect, and no sign of life. Readings only. */
    IMPLAUSIBLE,
    /**
     * It was fed before: same time and content as the last one, or an alarm that is acknowledged already. Any input; of
     * ticks only one that is HELD.
     */
    DUPLICATE,
    /**
     * It has the time of the last one, but says something else: the first one stands. Readings, changes of policy and
     * pauses.
     */
    CONFLICT,
    /**
     * It is about a time before the last one: history is never revised. Readings, and all inputs about a patient but
     * acknowledgements.
     */
    LATE,
    /**
     * It lies so far ahead of the known time that its clock may be wrong: no effect yet. Another input of the patient, or for
     * a tick another tick, settles it. If that is dated near it or after it, it takes effect then, just before that one; if
     * not, it is AHEAD. Any input, of {@link HeartRateMonitor} only.
     */
    HELD,
    /**
     * It was HELD, and what came next was not as far ahead: no effect. No outcome has it, since its caller has left; {@link
     * HeartRateMonitor#readingCount} counts it.
     */
    AHEAD,
    /** Since the event the alarm was told anew, and nobody has seen that yet. Acknowledgements only. */
    OUTDATED,
    /** It is about a patient, an episode or an event that is not known. Acknowledgements, discharges and pauses. */
    UNKNOWN
}
