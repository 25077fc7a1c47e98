package io.github.heartrate.amqp.broker;

/** What a publisher is doing. */
public enum PublisherState {
    /** {@code start} was not called yet. */
    NEW,
    /** There is no connection; it is being opened, again and again. */
    CONNECTING,
    /** Messages go out. */
    CONNECTED,
    /**
     * There is a connection, and a message has had no result for 10 s or more. Its node may be cut off from the others, its
     * queue without a leader, or the network too slow. The connection is opened again, to another node if there is one:
     * after 10 s, then after 20 s, 40 s and so on up to a minute. What has no result is repeated there, and so is what the
     * broker refuses in this state.
     */
    UNCONFIRMED,
    /** The broker is short of memory or disk and takes nothing for now. */
    BLOCKED,
    /** Its thread has died; every result is an {@link AmqpException} that says how. Close it and build another. */
    DOWN,
    /** {@code close} was called. */
    CLOSED
}
