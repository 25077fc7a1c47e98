package io.github.heartrate;

/** What is wrong with the patient. */
public enum Condition {
    /** The heart rate is below the low limit. */
    BRADYCARDIA,
    /** The heart rate is above the high limit. */
    TACHYCARDIA
}
