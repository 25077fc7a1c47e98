package io.github.heartrate.amqp;

/** What became of a published message. */
public enum PublishResult {
    /** The broker has it, in a queue. */
    CONFIRMED,
    /** No queue takes it: the exchange has no binding for its routing key. */
    RETURNED,
    /** The broker refused it: its queue is full, or has no leader at the moment if it is a quorum queue. */
    NACKED
}
