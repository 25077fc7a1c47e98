package io.github.heartrate.toolkit.upward;

import io.github.heartrate.demo.HeartrateDemo;

/** A type of the toolkit that knows the demo, for a law to catch. */
public final class Upward {

    private Upward() {}

    /** The offence. */
    public static Class<?> offence() {
        return HeartrateDemo.class;
    }
}
