package io.github.heartrate.toolkit.telemetry;

/** In which order readings are handed on. */
public enum ReadOrder {
    /** As they stand in the file if no reading is late for its patient, else by time. */
    AUTO,
    /** As they stand in the file; late readings stay late. */
    FILE,
    /** By time; readings of the same time stay as they stand in the file. */
    TIME
}
