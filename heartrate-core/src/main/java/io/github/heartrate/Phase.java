package io.github.heartrate;

/** Which event of an episode an alert reports. */
public enum Phase {
    /** The episode begins: its run of readings is complete. */
    RAISED,
    /** The episode is over. */
    CLEARED
}
