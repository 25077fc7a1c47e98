package io.github.heartrate.demo.terminal;

/** Something the user can mend; the message is one line and is all that is shown. */
public sealed class UserErrorException extends RuntimeException permits ClosedOutputException, WrongUsageException {

    private static final long serialVersionUID = 1L;

    public UserErrorException(String message) {
        super(message);
    }

    public UserErrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
