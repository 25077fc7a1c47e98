package io.github.heartrate;

/** What an alarm is about, as IEC 60601-1-8 tells alarms apart. */
public enum AlarmKind {
    /** The patient. */
    PHYSIOLOGICAL,
    /** The equipment: the patient may be well or not, nobody knows. */
    TECHNICAL
}
