package io.github.heartrate.demo.terminal;

/** What the user asked for makes no sense, whatever the files and brokers hold: exit code 2. */
public final class WrongUsageException extends UserErrorException {

    private static final long serialVersionUID = 1L;

    public WrongUsageException(String message) {
        super(message);
    }

    public WrongUsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
