package io.github.heartrate;

/** Which alarms stay to be acknowledged after they were cleared before anybody had seen them. */
public enum Latch {
    /** None: CLEARED is the end. */
    NONE,
    /** Those that were HIGH at any time. */
    HIGH,
    /** All of them, SIGNAL_LOSS too. */
    ALL;

    boolean holds(Priority worst) {
        return this == ALL || (this == HIGH && worst == Priority.HIGH);
    }
}
