package io.github.heartrate.amqp.broker;

/**
 * What became of a published message. A refusal is a result like any other, so that a publisher of many messages can
 * count and repeat. If a refusal is a failure to you, say so by {@link #orThrow}:
 *
 * <pre>{@code
 * publisher.publish(reading).join().orThrow();                       // waits for each reading
 * publisher.publish(reading).thenAccept(PublishResult::orThrow);     // or fails a future that you keep
 * }</pre>
 */
public enum PublishResult {
    /** The broker has it, in a queue. */
    CONFIRMED,
    /** No queue takes it: the exchange has no binding for its routing key. */
    RETURNED,
    /** The broker refused it: its queue is full, or has no leader at the moment if it is a quorum queue. */
    NACKED;

    /**
     * Makes a refusal an exception.
     *
     * @throws RefusedException if this is not {@link #CONFIRMED}: {@link RefusedException.Kind#UNROUTABLE} or {@link
     *     RefusedException.Kind#NACKED}
     */
    public void orThrow() {
        switch (this) {
            case CONFIRMED -> {}
            case RETURNED ->
                throw new RefusedException(
                        RefusedException.Kind.UNROUTABLE, "no queue takes the message: it was " + this);
            case NACKED ->
                throw new RefusedException(
                        RefusedException.Kind.NACKED, "the broker refused the message: it was " + this);
        }
    }
}
