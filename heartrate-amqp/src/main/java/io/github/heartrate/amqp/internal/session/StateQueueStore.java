package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.NotPublishedException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.checkpoint.StateFormat;
import io.github.heartrate.amqp.internal.link.Bypass;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.ConfirmingChannel;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.Outbound;
import io.github.heartrate.amqp.internal.link.Quoted;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.state.Stamp;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a partition's snapshots in its state queue. A session reads the queue empty and holds what it read until its own
 * first snapshot is confirmed. After that the queue keeps the last few by itself. On a broker that cannot do that, this
 * class trims the queue. It does so too where an operator's policy makes the queue refuse what it has no room for, instead
 * of dropping the oldest.
 */
public final class StateQueueStore implements PartitionStateStore {

    private static final Logger LOG = LoggerFactory.getLogger(StateQueueStore.class);

    static final String CONTENT_TYPE = "application/vnd.heartrate.state";

    private final Topology topology;
    private final Link consuming;
    private final Link publishing;
    private final Map<Integer, Access> open = new ConcurrentHashMap<>();
    private final Map<Integer, Bypass> bypasses = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public StateQueueStore(Topology topology, Link consuming, Link publishing) {
        this.topology = topology;
        this.consuming = consuming;
        this.publishing = publishing;
    }

    @Override
    public Optional<byte[]> load(int partition, byte[] initial) {
        release(partition);
        Access access = new Access(partition);
        open.put(partition, access);
        return access.load();
    }

    @Override
    public CompletableFuture<Void> save(int partition, Stamp stamp, byte[] snapshot) {
        Access access = open.get(partition);
        return access == null
                ? CompletableFuture.failedFuture(
                        new NotPublishedException("the snapshot was not written: the session has ended"))
                : access.save(stamp, snapshot);
    }

    @Override
    public void discardOlder(int partition) {
        Optional.ofNullable(open.get(partition)).ifPresent(Access::discardOlder);
    }

    @Override
    public void release(int partition) {
        Optional.ofNullable(open.remove(partition)).ifPresent(Access::close);
    }

    /** What one session does with one state queue. */
    private final class Access implements ConfirmingChannel.Fate<CompletableFuture<Void>> {

        private final int partition;
        private final String queue;
        private final Bypass bypass;
        private final Channel reading;
        private final ConfirmingChannel<CompletableFuture<Void>> writing;
        private final boolean trims;
        private final List<Long> held = new ArrayList<>();
        private volatile Optional<Stamp> saved = Optional.empty();

        Access(int partition) {
            this.partition = partition;
            queue = topology.stateQueue(partition);
            bypass = bypasses.computeIfAbsent(partition, p -> new Bypass(consuming, "state " + p));
            try {
                reading = bypass.openChannel();
                trims = BrokerProduct.of(reading.getConnection()) != BrokerProduct.RABBITMQ;
                writing = new ConfirmingChannel<>(publishing.await(), this);
            } catch (IOException | TimeoutException e) {
                bypass.close();
                throw new BrokerUnreachableException("opening a channel for " + Quoted.name(queue) + " failed", e);
            } catch (InterruptedException e) {
                bypass.close();
                Thread.currentThread().interrupt();
                throw new BrokerUnreachableException("interrupted before " + Quoted.name(queue) + " was read", e);
            }
        }

        Optional<byte[]> load() {
            Optional<GetResponse> newest = Optional.empty();
            for (GetResponse message = get(); message != null; message = get()) {
                held.add(message.getEnvelope().getDeliveryTag());
                Stamp stamp = stamp(message);
                if (newest.filter(best -> !stamp.isNewerThan(stamp(best))).isEmpty()) {
                    newest = Optional.of(message);
                }
            }
            bypass.succeeded();
            return newest.map(GetResponse::getBody);
        }

        private Stamp stamp(GetResponse message) {
            try {
                return StateFormat.stamp(message.getBody());
            } catch (UnusableStateException e) {
                throw new UnusableStateException(Quoted.name(queue) + ": " + e.getMessage(), e);
            }
        }

        private GetResponse get() {
            try {
                return reading.basicGet(queue, false);
            } catch (IOException | RuntimeException e) {
                bypass.failed(e);
                if (Failures.isNotFound(e)) {
                    throw gone(e);
                }
                throw new BrokerUnreachableException(
                        "reading " + Quoted.name(queue) + " failed: " + Failures.describe(e), e);
            }
        }

        private UnusableStateException gone(Exception cause) {
            return new UnusableStateException(
                    Quoted.name(queue)
                            + " is gone, and the partition's state with it: see the operator's page on a lost state",
                    cause);
        }

        CompletableFuture<Void> save(Stamp stamp, byte[] snapshot) {
            if (trims) {
                trim(stamp);
            }
            return write(stamp, snapshot)
                    .exceptionallyComposeAsync(failure -> makeRoom(failure)
                            ? write(stamp, snapshot)
                            : CompletableFuture.failedFuture(Failures.unwrapped(failure)))
                    .thenRun(() -> saved = Optional.of(stamp));
        }

        private CompletableFuture<Void> write(Stamp stamp, byte[] snapshot) {
            CompletableFuture<Void> confirmed = new CompletableFuture<>();
            writing.publish(
                    confirmed,
                    new Outbound(
                            topology.stateExchange(),
                            Integer.toString(partition),
                            CONTENT_TYPE,
                            stamp.epoch() + "-" + stamp.version(),
                            Instant.now(),
                            Optional.empty(),
                            Map.of(),
                            snapshot));
            return confirmed;
        }

        /** Drops what is older than this session's last snapshot from a queue that has refused the next; false if it can't. */
        private boolean makeRoom(Throwable failure) {
            Optional<Stamp> last = saved;
            if (trims || last.isEmpty() || !isRefused(failure)) {
                return false;
            }
            try (Channel channel = consuming.openChannel()) {
                boolean isDropped = false;
                for (long ready = channel.messageCount(queue); ready > 1; ready--) {
                    GetResponse oldest = channel.basicGet(queue, false);
                    if (oldest != null && last.get().isNewerThan(stamp(oldest))) {
                        channel.basicAck(oldest.getEnvelope().getDeliveryTag(), false);
                        isDropped = true;
                    }
                }
                if (isDropped && warned.add(queue)) {
                    LOG.warn(
                            "{} refuses snapshots when it is full, and is trimmed by hand: a policy overrides its x-overflow"
                                    + " drop-head; see the operator's page on policies",
                            Quoted.name(queue));
                }
                return isDropped;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (IOException | TimeoutException | RuntimeException e) {
                LOG.warn("{} refuses snapshots and can't be trimmed: {}", Quoted.name(queue), Failures.describe(e));
                return false;
            }
        }

        private static boolean isRefused(Throwable failure) {
            return Failures.unwrapped(failure) instanceof RefusedException refused
                    && refused.kind() == RefusedException.Kind.NACKED;
        }

        /** Drops this session's snapshot before the last one, which is the oldest in the queue. */
        private void trim(Stamp next) {
            if (next.version() < 2 || !held.isEmpty()) {
                return;
            }
            GetResponse oldest = get();
            if (oldest == null) {
                return;
            }
            Stamp stamp = stamp(oldest);
            try {
                if (stamp.epoch() < next.epoch() || stamp.version() < next.version() - 1) {
                    reading.basicAck(oldest.getEnvelope().getDeliveryTag(), false);
                } else {
                    reading.basicNack(oldest.getEnvelope().getDeliveryTag(), false, true);
                }
            } catch (IOException e) {
                throw new BrokerUnreachableException("trimming " + Quoted.name(queue) + " failed", e);
            }
        }

        void discardOlder() {
            try {
                for (long tag : held) {
                    reading.basicAck(tag, false);
                }
                held.clear();
                if (!trims) {
                    reading.close();
                    bypass.close();
                }
            } catch (IOException | TimeoutException e) {
                throw new BrokerUnreachableException(
                        "discarding old snapshots of " + Quoted.name(queue) + " failed", e);
            }
        }

        @Override
        public void settled(List<CompletableFuture<Void>> messages, PublishResult result) {
            messages.forEach(confirmed -> settle(confirmed, result));
        }

        private void settle(CompletableFuture<Void> confirmed, PublishResult result) {
            switch (result) {
                case CONFIRMED -> confirmed.complete(null);
                case RETURNED ->
                    confirmed.completeExceptionally(new RefusedException(
                            RefusedException.Kind.UNROUTABLE,
                            Quoted.name(queue) + " is gone, or not bound to the exchange "
                                    + Quoted.name(topology.stateExchange()) + " by the key " + partition));
                case NACKED ->
                    confirmed.completeExceptionally(new RefusedException(
                            RefusedException.Kind.NACKED, "the broker refused a snapshot for " + Quoted.name(queue)));
            }
        }

        @Override
        public void lost(List<CompletableFuture<Void>> messages, Throwable cause) {
            messages.forEach(confirmed -> confirmed.completeExceptionally(
                    new BrokerUnreachableException("the channel closed before a snapshot was confirmed", cause)));
        }

        void close() {
            Channels.close(reading);
            bypass.close();
            writing.close();
        }
    }
}
