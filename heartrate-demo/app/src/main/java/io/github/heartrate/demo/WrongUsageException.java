package io.github.heartrate.demo;

/** What the user asked for makes no sense, whatever the files and brokers hold: exit code 2. */
final class WrongUsageException extends UserErrorException {

    private static final long serialVersionUID = 1L;

    WrongUsageException(String message) {
        super(message);
    }

    WrongUsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
