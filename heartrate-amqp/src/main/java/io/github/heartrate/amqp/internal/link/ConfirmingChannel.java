package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.broker.PublishResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A channel in confirm mode that says of each message what became of it: settled, exactly once, or lost with the
 * channel, exactly once. A return carries no tag, so it is matched by a header. RabbitMQ returns, then acknowledges;
 * Qpid nacks, then returns, so there a nack waits a moment for the return. Safe for use by several threads.
 *
 * <p>Two locks. A publisher holds the first from taking a sequence number until the message is written, so that numbers
 * and messages stay in step; a broker that does not read can hold it up there. The second guards what is unconfirmed, is
 * held for moments only, and is all that the connection's thread needs to bring a confirm. The fate is told with neither.
 *
 * @param <T> what the user of the channel knows a message by
 */
public final class ConfirmingChannel<T> implements AutoCloseable {

    private static final long RETURN_LIMIT_MS = 200;

    /** Is told on the connection's thread or a publisher's, with no lock held. */
    public interface Fate<T> {

        /** The broker has decided, on these alike; they are in the order of publishing. */
        void settled(List<T> messages, PublishResult result);

        /** The channel is gone: nobody knows whether the broker has these, which are in the order of publishing. */
        void lost(List<T> messages, Throwable cause);
    }

    /** Completes a future for each message: with its result, or exceptionally with the channel's end. */
    public static final class Futures implements Fate<CompletableFuture<PublishResult>> {

        @Override
        public void settled(List<CompletableFuture<PublishResult>> messages, PublishResult result) {
            messages.forEach(message -> message.complete(result));
        }

        @Override
        public void lost(List<CompletableFuture<PublishResult>> messages, Throwable cause) {
            messages.forEach(message -> message.completeExceptionally(cause));
        }
    }

    private final Channel channel;
    private final Fate<T> fate;
    private final boolean nacksBeforeReturning;
    private final Executor later = CompletableFuture.delayedExecutor(RETURN_LIMIT_MS, TimeUnit.MILLISECONDS);

    /** Held from taking a sequence number until it is published. */
    private final Object publishLock = new Object();

    private final ConfirmWatch watch = new ConfirmWatch();

    /** Guards the fields below; never held while calling the channel or the fate. */
    private final Object lock = new Object();

    private final Map<Long, T> unconfirmed = new HashMap<>();
    private final Map<Long, T> nacked = new HashMap<>();
    private long lowestUnconfirmed = 1;
    private long highestPublished;

    public ConfirmingChannel(Connection connection, Fate<T> fate) throws IOException {
        this.channel = Channels.open(connection);
        this.fate = fate;
        this.nacksBeforeReturning = BrokerProduct.of(connection) != BrokerProduct.RABBITMQ;
        channel.confirmSelect();
        channel.addConfirmListener(
                (tag, multiple) -> settle(tag, multiple, PublishResult.CONFIRMED),
                (tag, multiple) -> settle(tag, multiple, PublishResult.NACKED));
        channel.addReturnListener(message -> returned(message.getProperties().getHeaders()));
        channel.addShutdownListener(this::fail);
    }

    /** Publishes; what becomes of the message is told to the fate, possibly before this returns or throws an error. */
    public void publish(T message, Outbound out) {
        Optional<Throwable> failure = Optional.empty();
        synchronized (publishLock) {
            long tag = channel.getNextPublishSeqNo();
            synchronized (lock) {
                unconfirmed.put(tag, message);
                highestPublished = tag;
            }
            try {
                channel.basicPublish(out.exchange(), out.routingKey(), true, out.properties(tag), out.body());
            } catch (IOException | RuntimeException | Error e) {
                failure = Optional.of(e);
            }
        }
        failure.ifPresent(this::fail);
        if (failure.orElse(null) instanceof Error error) {
            throw error; // the caller's thread decides whether it can go on
        }
    }

    private void settle(long tag, boolean multiple, PublishResult result) {
        List<T> settled = new ArrayList<>();
        synchronized (lock) {
            boolean waits = result == PublishResult.NACKED && nacksBeforeReturning;
            for (long each = multiple ? lowestUnconfirmed : tag; each <= tag; each++) {
                T message = unconfirmed.remove(each);
                if (message != null && waits) {
                    nacked.put(each, message);
                    long nackedTag = each;
                    later.execute(() -> settleNacked(nackedTag, PublishResult.NACKED));
                } else if (message != null) {
                    settled.add(message);
                }
            }
            while (lowestUnconfirmed <= highestPublished && !unconfirmed.containsKey(lowestUnconfirmed)) {
                lowestUnconfirmed++;
            }
        }
        if (!settled.isEmpty()) {
            fate.settled(settled, result);
        }
    }

    private void settleNacked(long tag, PublishResult result) {
        Optional<T> settled;
        synchronized (lock) {
            settled = Optional.ofNullable(nacked.remove(tag));
        }
        settled.ifPresent(message -> fate.settled(List.of(message), result));
    }

    private void returned(Map<String, Object> headers) {
        if (headers.get(Outbound.TAG_HEADER) instanceof Long tag) {
            settle(tag, false, PublishResult.RETURNED);
            settleNacked(tag, PublishResult.RETURNED);
        }
    }

    private void fail(ShutdownSignalException cause) {
        fail((Throwable) cause);
    }

    private void fail(Throwable cause) {
        List<T> lost = new ArrayList<>();
        List<T> refused;
        synchronized (lock) {
            for (long tag = lowestUnconfirmed; tag <= highestPublished; tag++) {
                Optional.ofNullable(unconfirmed.remove(tag)).ifPresent(lost::add);
            }
            refused = new ArrayList<>(nacked.values());
            nacked.clear();
        }
        if (!refused.isEmpty()) {
            fate.settled(refused, PublishResult.NACKED);
        }
        fate.lost(lost, cause);
    }

    /** For how long a message has had no result; to be asked every second or so, since it counts from question to question. */
    Duration unsettledFor() {
        synchronized (lock) {
            return watch.looked(lowestUnconfirmed, highestPublished, System.nanoTime());
        }
    }

    /** Counts from now on, see {@link #unsettledFor}. */
    void excuse() {
        watch.restart(System.nanoTime());
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes the channel; what is unconfirmed is lost. Doing it twice is no error. */
    @Override
    public void close() {
        Channels.close(channel);
    }
}
