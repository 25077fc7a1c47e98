package io.github.heartrate.demo;

/** Something the user can mend; the message is one line and is all that is shown. */
final class UserErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserErrorException(String message) {
        super(message);
    }

    UserErrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
