package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a SIGNAL_LOSS says about the time before and since: whether an alarm was on its way, and whether readings still
 * come that are dated before the last accepted one. No data and data with a wrong clock call for different hands.
 *
 * @param runTowards what the run under way when the signal was lost would have raised or escalated; empty if there was none
 * @param runLength how many readings that run had; 0 if there was none
 * @param lateReadings how many readings came LATE since the last accepted one; at least 0
 * @param newestLate the one of them with the latest timestamp; present if there were any
 */
public record LostSignal(
        Optional<Condition> runTowards, int runLength, long lateReadings, Optional<Reading> newestLate) {

    /**
     * Checks that its parts fit each other.
     *
     * @throws IllegalArgumentException if {@code runLength} is not positive with a run or not 0 without one, or {@code
     *     lateReadings} not positive with a newest one or not 0 without one
     */
    public LostSignal {
        requireNonNull(runTowards, "runTowards");
        requireNonNull(newestLate, "newestLate");
        if (runTowards.isPresent() ? runLength < 1 : runLength != 0) {
            throw new IllegalArgumentException("runLength does not fit the run: " + runLength + ", " + runTowards);
        }
        if (newestLate.isPresent() ? lateReadings < 1 : lateReadings != 0) {
            throw new IllegalArgumentException(
                    "lateReadings does not fit the newest one: " + lateReadings + ", " + newestLate);
        }
    }
}
