package io.github.heartrate.amqp.broker;

/** What a publisher does when as many messages as allowed have no result yet. */
public enum Backpressure {
    /** The caller waits until one has its result. */
    BLOCK,
    /** The new message is refused at once: its result is an {@link AmqpException}. */
    FAIL
}
