package io.github.heartrate.amqp.internal.link;

import io.github.heartrate.amqp.broker.PublishResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a caller published, and what becomes of it: a whole message, or a reading that may share one. The queue's lock
 * guards it.
 */
final class Published {

    private final Optional<Outbound> whole;
    private final Optional<SingleReading> reading;
    private final CompletableFuture<PublishResult> result = new CompletableFuture<>();
    private final long number;
    private boolean isTaken;

    private Published(long number, Optional<Outbound> whole, Optional<SingleReading> reading) {
        this.number = number;
        this.whole = whole;
        this.reading = reading;
    }

    static Published whole(long number, Outbound content) {
        return new Published(number, Optional.of(content), Optional.empty());
    }

    static Published reading(long number, SingleReading reading) {
        return new Published(number, Optional.empty(), Optional.of(reading));
    }

    /** Rises in the order of publishing. */
    long number() {
        return number;
    }

    /** Empty for a reading that may share a message. */
    Optional<Outbound> whole() {
        return whole;
    }

    Optional<SingleReading> reading() {
        return reading;
    }

    CompletableFuture<PublishResult> result() {
        return result;
    }

    /** It is in a message now, and stays there until that has its result. */
    void take() {
        isTaken = true;
    }

    boolean isTaken() {
        return isTaken;
    }
}
