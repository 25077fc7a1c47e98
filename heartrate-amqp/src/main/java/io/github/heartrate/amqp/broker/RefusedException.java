package io.github.heartrate.amqp.broker;

import static java.util.Objects.requireNonNull;

/** The broker said no. {@link #kind} says why, as far as AMQP does. */
public final class RefusedException extends AmqpException {

    private static final long serialVersionUID = 1L;

    /** Why a broker refuses. */
    public enum Kind {
        /** The user, the password or the virtual host is wrong, or the user lacks a right. */
        ACCESS,
        /** A queue or an exchange is not there. Trying again helps once it is. */
        NOT_FOUND,
        /** A queue or an exchange is there with other arguments. */
        PRECONDITION,
        /** No queue takes the message: the exchange has no binding for its routing key. */
        UNROUTABLE,
        /** The queue is full, or has no leader at the moment if it is a quorum queue. */
        NACKED,
        /** Anything else; the message has the broker's words. */
        OTHER
    }

    /** Why. */
    private final Kind kind;

    /**
     * With what failed.
     *
     * @param kind why
     * @param message one line, without credentials and patients
     */
    public RefusedException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /**
     * With what failed and how that was noticed.
     *
     * @param kind why
     * @param message one line, without credentials and patients
     * @param cause how it was noticed
     */
    public RefusedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /**
     * Why.
     *
     * @return the kind of refusal
     */
    public Kind kind() {
        return kind;
    }
}
