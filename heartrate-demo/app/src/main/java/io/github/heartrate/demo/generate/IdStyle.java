package io.github.heartrate.demo.generate;

import java.util.Locale;

/** How generated patients are called in the telemetry. */
public enum IdStyle {
    /** {@code Patient_1}, {@code Patient_2}... */
    NUMBERED,
    /** {@code DEMO-1} and a made-up name. */
    NAMED;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
