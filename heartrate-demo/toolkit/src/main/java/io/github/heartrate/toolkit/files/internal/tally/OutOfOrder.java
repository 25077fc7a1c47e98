package io.github.heartrate.toolkit.files.internal.tally;

/** Ends a pass: the readings are not in order of time, so that they must be sorted. */
public final class OutOfOrder extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfOrder() {
        super("readings are not in order of time", null, false, false);
    }
}
