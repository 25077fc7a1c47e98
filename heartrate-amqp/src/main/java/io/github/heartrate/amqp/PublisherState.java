package io.github.heartrate.amqp;

/** What a publisher is doing. */
public enum PublisherState {
    /** There is no connection; it is being opened, again and again. */
    CONNECTING,
    /** Messages go out. */
    CONNECTED,
    /** The broker is short of memory or disk and takes nothing for now. */
    BLOCKED,
    /** {@code close} was called. */
    CLOSED
}
