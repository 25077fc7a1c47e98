package io.github.heartrate.demo.terminal;

/** Nobody reads standard output any more, as behind {@code | head}: no error, but there is nothing left to do. */
public final class ClosedOutputException extends UserErrorException {

    private static final long serialVersionUID = 1L;

    ClosedOutputException(Throwable cause) {
        super("nobody reads standard output", cause);
    }
}
