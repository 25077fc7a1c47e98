package io.github.heartrate;

/**
 * Where a patient stands, beside the last reading.
 *
 * @param state between the alarm limits
 * @param signal whether readings come
 * @param care what else is known
 */
record Standing(DetectorState state, Signal signal, Care care) {

    Standing with(Care other) {
        return new Standing(state, signal, other);
    }
}
