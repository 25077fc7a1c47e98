package io.github.heartrate;

/** Bytes that are no snapshot, or none that this version of the library can read. The message says why. */
public final class SnapshotFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotFormatException(String message) {
        super(message);
    }

    SnapshotFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
