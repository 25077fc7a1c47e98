package io.github.heartrate.amqp.testing;

/** The one port that a test needs is somebody else's. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port) {
        super("port " + port + " is taken");
    }
}
