package io.github.heartrate.demo.generate;

/** How generated patients are called in the telemetry. */
public enum IdStyle {
    /** {@code Patient_1}, {@code Patient_2}... */
    NUMBERED,
    /** {@code DEMO-1} and a made-up name. */
    NAMED
}
