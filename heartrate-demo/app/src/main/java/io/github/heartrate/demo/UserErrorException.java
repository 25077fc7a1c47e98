package io.github.heartrate.demo;

/** Something the user can mend; the message is one line and is all that is shown. */
sealed class UserErrorException extends RuntimeException permits ClosedOutputException, WrongUsageException {

    private static final long serialVersionUID = 1L;

    UserErrorException(String message) {
        super(message);
    }

    UserErrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
