package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.session.SessionEvent.ChannelClosed;
import io.github.heartrate.amqp.internal.session.SessionEvent.StateUnusable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session does on a broker: one channel on one partition, with one state in memory. What it is told later, such as
 * confirms, it posts to the session's mailbox. Used by the session's thread, but for what {@link #monitor}, {@link
 * #lastTick} and {@link #lastCommit} give.
 */
final class BrokerEffects implements SessionEffects {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerEffects.class);

    /** The most patients of one partition; RabbitMQ's guideline for the state of one queue is far below. */
    private static final int MAX_PATIENTS = 100_000;

    /** For health and log. */
    static final String NEGLECTED = "messages have only become more in its queue for " + StandbyWatch.LIMIT.toSeconds()
            + " s: nobody takes them, or only far too slowly; see the operator's page on a node that dies";

    private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration LOCAL_TICK_INTERVAL = Duration.ofSeconds(1);

    private final SessionContext context;
    private final int partition;
    private final Channel channel;
    private final SessionOutput output;
    private final Mailbox mailbox;
    private final Trial trial = new Trial(Trial.TURN_OF_THE_JVM);
    private final StandbyWatch standby = new StandbyWatch();
    private final Interruption interruption;
    private volatile Optional<InputFeed> feed = Optional.empty();
    private volatile Optional<Instant> lastCommit = Optional.empty();
    private PartitionState loaded;
    private int uncommitted;
    private long settlingSinceNanos;
    private long aliveAtNanos;
    private long lastInputNanos = System.nanoTime();
    private long lookedNanos = lastInputNanos;

    BrokerEffects(SessionContext context, int partition, Channel channel, SessionOutput output, Mailbox mailbox) {
        this.context = context;
        this.partition = partition;
        this.channel = channel;
        this.output = output;
        this.mailbox = mailbox;
        this.interruption = new Interruption(context.settings().prefetch());
        this.loaded = PartitionState.initial(partition, context.topology().partitions());
    }

    /** Subscribes; from now on the broker may make this the active one. */
    void subscribe(String consumerTag) throws IOException {
        channel.basicQos(context.settings().prefetch());
        boolean exclusive = !context.topology().isPartitioned();
        channel.basicConsume(queue(), false, consumerTag, false, exclusive, Map.of(), new Deliveries(channel));
        if (exclusive) {
            Subscription.requireExclusive(channel.getConnection(), queue());
        }
    }

    private String queue() {
        return context.topology().readingQueues().get(partition);
    }

    /** Whether this is a standby's session, and nobody takes what is in the queue. */
    boolean isNeglected() {
        return standby.isNeglected();
    }

    /** The patients, once the state is loaded. */
    Optional<HeartRateMonitor> monitor() {
        return feed.map(InputFeed::monitor);
    }

    Optional<Instant> lastTick() {
        return feed.flatMap(InputFeed::lastTick);
    }

    Optional<Instant> lastCommit() {
        return lastCommit;
    }

    @Override
    public void loadState() {
        Optional<byte[]> found = context.store().load(partition, loaded.toBytes());
        if (found.isEmpty()) {
            mailbox.post(new SessionEvent.StateEmpty());
            return;
        }
        int partitions = context.topology().partitions();
        loaded = PartitionState.fromBytes(found.get());
        if (loaded.partition() != partition || loaded.partitions() != partitions) {
            throw new UnusableStateException("the snapshot is of another layout, of partition " + loaded.partition()
                    + " of " + loaded.partitions() + ", not of partition " + partition + " of " + partitions + ": use "
                    + loaded.partitions() + " partitions, or begin anew as for a lost state");
        }
        LOG.info("partition {}: taking over from {}", partition, loaded);
        aliveAtNanos = System.nanoTime();
        feed = Optional.of(new InputFeed(context, loaded, output, mailbox::post));
        mailbox.post(new SessionEvent.StateLoaded(
                loaded.stamp().epoch(), loaded.sessionsWithoutCommit(), loaded.processing()));
    }

    @Override
    public void saveLoaded(SessionEffect.Header header) {
        if (header.processing()) {
            trial.begin();
        }
        context.instances().knows(partition, header.stamp().epoch());
        save(header.of(loaded));
    }

    @Override
    public void saveCurrent(SessionEffect.Header header) {
        InputFeed current = feed.orElseThrow();
        int patients = current.monitor().patientCount();
        if (patients > MAX_PATIENTS) {
            throw new UnusableStateException("a partition may have " + MAX_PATIENTS + " patients, not " + patients
                    + ": use more partitions, or a shorter idle limit");
        }
        save(new PartitionState(
                partition,
                context.topology().partitions(),
                header.stamp(),
                header.sessionsWithoutCommit(),
                header.processing(),
                current.tickMarks(),
                current.monitor().snapshot()));
    }

    private void save(PartitionState next) {
        CompletableFuture<Void> unused = context.store()
                .save(partition, next.stamp(), next.toBytes())
                .whenComplete((nothing, thrown) -> {
                    if (thrown == null) {
                        mailbox.post(new SessionEvent.SnapshotConfirmed());
                        return;
                    }
                    Throwable failure = Failures.unwrapped(thrown);
                    if (failure instanceof UnusableStateException unusable) {
                        mailbox.post(new StateUnusable(String.valueOf(unusable.getMessage())));
                    } else {
                        mailbox.post(ChannelClosed.by("saving the state failed: ", failure));
                    }
                });
    }

    @Override
    public void discardOlder() {
        context.store().discardOlder(partition);
    }

    @Override
    public void process(Delivery delivery) {
        received();
        feed.orElseThrow().feed(delivery);
    }

    @Override
    public void park(Delivery delivery, String reason) {
        received();
        feed.orElseThrow().park(delivery, reason);
    }

    private void received() {
        uncommitted++;
        lastInputNanos = System.nanoTime();
    }

    @Override
    public void settleConfirms() {
        trial.end();
        settlingSinceNanos = System.nanoTime();
        output.settle();
    }

    @Override
    public void acknowledge(long tag) throws IOException {
        channel.basicAck(tag, true);
        interruption.acknowledged(tag, System.nanoTime());
        lastCommit = Optional.of(context.now());
        Duration latency = Duration.ofNanos(System.nanoTime() - settlingSinceNanos);
        context.metrics().committed(partition, uncommitted, latency);
        uncommitted = 0;
        context.metrics().inFlight(partition, mailbox.waiting());
        lastTick().ifPresent(tick -> context.metrics().lag(partition, context.since(tick)));
    }

    /** The sign of life, and a tick where the queue has none. */
    @Override
    public void passTime(long now) {
        if (now - aliveAtNanos >= 0) {
            aliveAtNanos = now + ALIVE_INTERVAL.toNanos();
            output.alive(partition, context.now());
        }
        if (!context.topology().isPartitioned() && now - lastInputNanos >= LOCAL_TICK_INTERVAL.toNanos()) {
            lastInputNanos = now;
            feed.ifPresent(InputFeed::tickLocally);
        }
    }

    /** Looks into the queue every few seconds, where this instance puts ticks into it. */
    @Override
    public void standBy(long now) throws IOException {
        if (!context.topology().isPartitioned() || now - lookedNanos < StandbyWatch.INTERVAL.toNanos()) {
            return;
        }
        lookedNanos = now;
        boolean before = standby.isNeglected();
        long ticks = context.instances().ownTicks(partition);
        standby.looked(channel.queueDeclarePassive(queue()).getMessageCount(), ticks, now);
        if (standby.isNeglected() && !before) {
            LOG.warn("partition {}: {}", partition, NEGLECTED);
        }
    }

    @Override
    public void end(Ending ending) {
        trial.end();
        feed = Optional.empty();
        context.clocks().forget(partition);
        Channels.close(channel);
        output.close();
        context.store().release(partition);
    }

    private final class Deliveries extends DefaultConsumer {

        Deliveries(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            long deliveryTag = envelope.getDeliveryTag();
            if (context.topology().isPartitioned() && interruption.isAfter(deliveryTag, System.nanoTime())) {
                mailbox.post(new ChannelClosed("nothing was delivered for " + Interruption.LIMIT
                        + ", so another instance may have been active meanwhile"));
            }
            mailbox.deliver(new Delivery(deliveryTag, envelope.getRoutingKey(), properties, body));
        }

        @Override
        public void handleCancel(String tag) {
            mailbox.post(new ChannelClosed("the broker cancelled the consumer: its queue is gone or has no leader"));
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            mailbox.post(ChannelClosed.by("", signal));
        }
    }
}
