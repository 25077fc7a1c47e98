package io.github.heartrate;

/** Which event of an episode an alert reports. */
public enum Phase {
    /** The episode begins. */
    RAISED,
    /** The extreme limit is violated too: the priority goes up, and what was acknowledged is not any more. */
    ESCALATED,
    /** The extreme limit is no longer violated, the ordinary one is: the priority goes down. */
    DEESCALATED,
    /** The alarm is still active and nobody has acknowledged it. */
    REMINDER,
    /** Somebody has seen the alarm; it stays active, without reminders. */
    ACKNOWLEDGED,
    /** The episode is over. */
    CLEARED
}
