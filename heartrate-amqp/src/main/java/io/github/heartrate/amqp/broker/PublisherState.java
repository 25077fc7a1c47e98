package io.github.heartrate.amqp.broker;

/** What a publisher is doing. */
public enum PublisherState {
    /** {@code start} was not called yet. */
    NEW,
    /** There is no connection; it is being opened, again and again. */
    CONNECTING,
    /** Messages go out. */
    CONNECTED,
    /** The broker is short of memory or disk and takes nothing for now. */
    BLOCKED,
    /** Its thread has died; every result is an {@link AmqpException} that says how. Close it and build another. */
    DOWN,
    /** {@code close} was called. */
    CLOSED
}
