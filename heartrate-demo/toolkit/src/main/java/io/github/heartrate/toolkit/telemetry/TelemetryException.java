package io.github.heartrate.toolkit.telemetry;

/** Telemetry that can't be read. The message is one line that names the file, and where there are any line and value. */
public class TelemetryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message one line for the user
     */
    public TelemetryException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message one line for the user
     * @param cause what went wrong underneath
     */
    public TelemetryException(String message, Throwable cause) {
        super(message, cause);
    }
}
