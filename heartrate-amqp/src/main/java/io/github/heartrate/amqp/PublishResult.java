package io.github.heartrate.amqp;

/** What became of a published message. */
public enum PublishResult {
    /** The broker has it, in a queue. */
    CONFIRMED,
    /** No queue takes it: the exchange has no binding for its routing key. */
    RETURNED,
    /** The broker refused it, for example because its queue is full. */
    NACKED
}
