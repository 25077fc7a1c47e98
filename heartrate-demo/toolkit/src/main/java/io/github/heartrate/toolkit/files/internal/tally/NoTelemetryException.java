package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.toolkit.telemetry.TelemetryException;

/**
 * A file that holds no heart rates at all. One that the user named is refused with it; one that was found in a folder or an
 * archive is left out and told.
 */
public final class NoTelemetryException extends TelemetryException {

    private static final long serialVersionUID = 1L;

    public NoTelemetryException(String message) {
        super(message);
    }
}
