package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/**
 * A channel in confirm mode: persistent, mandatory messages, each with a future of what became of it, and a bound on how
 * many are in flight. Each future is completed exactly once, also when the channel dies. A return carries no tag, so it
 * is matched by a header; the result is RETURNED whichever of return and confirm comes first, since Qpid nacks, then
 * returns, and RabbitMQ returns, then acknowledges. Safe for use by several threads.
 */
final class ConfirmingChannel implements AutoCloseable {

    private static final String TAG_HEADER = "x-heartrate-tag";
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final int maxInFlight;
    private final Semaphore inFlight;
    private final ConcurrentNavigableMap<Long, CompletableFuture<PublishResult>> outstanding =
            new ConcurrentSkipListMap<>();

    ConfirmingChannel(Connection connection, int maxInFlight) throws IOException {
        this.channel = connection
                .openChannel()
                .orElseThrow(() -> new AmqpException("the connection has no free channel number"));
        this.maxInFlight = maxInFlight;
        this.inFlight = new Semaphore(maxInFlight);
        channel.confirmSelect();
        channel.addConfirmListener(
                (tag, multiple) -> settle(tag, multiple, PublishResult.CONFIRMED),
                (tag, multiple) -> settle(tag, multiple, PublishResult.NACKED));
        channel.addReturnListener(message -> returned(message.getProperties().getHeaders()));
        channel.addShutdownListener(this::fail);
    }

    /** Publishes once there is room, and says what becomes of it. */
    CompletableFuture<PublishResult> publish(
            String exchange, String routingKey, String messageId, String contentType, byte[] body) {
        inFlight.acquireUninterruptibly();
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        synchronized (this) {
            long tag = channel.getNextPublishSeqNo();
            outstanding.put(tag, result);
            BasicProperties properties = new BasicProperties.Builder()
                    .deliveryMode(PERSISTENT)
                    .contentType(contentType)
                    .messageId(messageId)
                    .headers(Map.of(TAG_HEADER, tag))
                    .build();
            try {
                channel.basicPublish(exchange, routingKey, true, properties, body);
            } catch (IOException | ShutdownSignalException e) {
                take(tag)
                        .ifPresent(future -> future.completeExceptionally(
                                new AmqpException("publishing to " + exchange + " failed", e)));
            }
        }
        return result;
    }

    /** Waits until nothing is in flight. */
    void awaitAll() {
        inFlight.acquireUninterruptibly(maxInFlight);
        inFlight.release(maxInFlight);
    }

    private Optional<CompletableFuture<PublishResult>> take(long tag) {
        Optional<CompletableFuture<PublishResult>> future = Optional.ofNullable(outstanding.remove(tag));
        future.ifPresent(taken -> inFlight.release());
        return future;
    }

    private void settle(long tag, boolean multiple, PublishResult result) {
        Collection<Long> tags =
                multiple ? List.copyOf(outstanding.headMap(tag, true).keySet()) : List.of(tag);
        for (long settled : tags) {
            take(settled).ifPresent(future -> future.complete(result));
        }
    }

    private void returned(Map<String, Object> headers) {
        if (headers.get(TAG_HEADER) instanceof Long tag) {
            take(tag).ifPresent(future -> future.complete(PublishResult.RETURNED));
        }
    }

    private void fail(ShutdownSignalException cause) {
        for (long tag : List.copyOf(outstanding.keySet())) {
            take(tag)
                    .ifPresent(future -> future.completeExceptionally(
                            new AmqpException("the channel closed before the confirm", cause)));
        }
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
