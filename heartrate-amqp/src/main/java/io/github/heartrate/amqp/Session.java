package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.amqp.SessionEvent.ChannelClosed;
import io.github.heartrate.amqp.SessionEvent.StateUnusable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel on one partition, with one state in memory: waits until it is the active one, takes over, processes and
 * commits until something ends it. Run by one thread; what other threads bring goes through the mailbox.
 */
final class Session implements SessionEffects {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** The most patients of one partition; RabbitMQ's guideline for the state of one queue is far below. */
    private static final int MAX_PATIENTS = 100_000;

    private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration LOCAL_TICK_INTERVAL = Duration.ofSeconds(1);

    private final SessionContext context;
    private final int partition;
    private final Channel channel;
    private final SessionOutput output;
    private final Mailbox mailbox;
    private final SessionDriver driver;
    private final Trial trial = new Trial();
    private volatile SessionState state = new SessionState.Standby();
    private volatile Optional<InputFeed> feed = Optional.empty();
    private volatile Optional<Instant> lastCommit = Optional.empty();
    private PartitionState loaded;
    private long settlingSinceNanos;
    private long aliveAtNanos;
    private long lastInputNanos = System.nanoTime();

    Session(SessionContext context, int partition, Channel channel, SessionOutput output, Mailbox mailbox) {
        this.context = context;
        this.partition = partition;
        this.channel = channel;
        this.output = output;
        this.mailbox = mailbox;
        this.loaded = PartitionState.initial(partition, context.topology().partitions());
        this.driver = new SessionDriver(
                context.settings().protocol(), context.settings().effectsHook().apply(this));
    }

    /** Subscribes; from now on the broker may make this the active one. */
    void subscribe(String consumerTag) throws IOException {
        channel.basicQos(context.settings().prefetch());
        boolean exclusive = !context.topology().isPartitioned();
        String queue = context.topology().readingQueues().get(partition);
        channel.basicConsume(queue, false, consumerTag, false, exclusive, Map.of(), new Deliveries(channel));
    }

    /** Runs until the session has ended; an interrupt ends it without a commit. */
    Ending run() {
        long timer = System.nanoTime();
        while (!(state instanceof SessionState.Ended)) {
            long now = System.nanoTime();
            Optional<SessionEvent> event = mailbox.nextEvent();
            if (event.isPresent()) {
                on(event.get(), now);
            } else if (now - timer >= Mailbox.TIMER_NANOS) {
                timer = now;
                on(new SessionEvent.TimerElapsed(), now);
                passTime(now);
            } else {
                takeDelivery(now);
            }
        }
        return ((SessionState.Ended) state).ending();
    }

    private void takeDelivery(long now) {
        boolean takes = state.takesDeliveries();
        Optional<Delivery> delivery = takes ? mailbox.nextDelivery() : Optional.empty();
        if (delivery.isPresent()) {
            lastInputNanos = now;
            on(new SessionEvent.Delivered(delivery.get()), now);
            return;
        }
        try {
            mailbox.await(Mailbox.TIMER_NANOS, takes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            on(new ChannelClosed("interrupted"), now);
        }
    }

    private void on(SessionEvent event, long now) {
        driver.on(event, now);
        state = driver.state();
    }

    /** What the passing of time brings beside the protocol: the sign of life, and a tick where the queue has none. */
    private void passTime(long now) {
        if (!(state instanceof SessionState.Active)) {
            return;
        }
        try {
            tellOthers(now);
        } catch (RuntimeException e) {
            on(new ChannelClosed("failed as time passed: " + e), now);
        }
    }

    private void tellOthers(long now) {
        if (now - aliveAtNanos >= 0) {
            aliveAtNanos = now + ALIVE_INTERVAL.toNanos();
            output.alive(partition, context.now());
        }
        if (!context.topology().isPartitioned() && now - lastInputNanos >= LOCAL_TICK_INTERVAL.toNanos()) {
            lastInputNanos = now;
            feed.ifPresent(InputFeed::tickLocally);
        }
    }

    SessionState state() {
        return state;
    }

    Optional<HeartRateMonitor> monitor() {
        return state instanceof SessionState.Holding ? feed.map(InputFeed::monitor) : Optional.empty();
    }

    Optional<Instant> lastTick() {
        return feed.flatMap(InputFeed::lastTick);
    }

    Optional<Instant> lastCommit() {
        return lastCommit;
    }

    @Override
    public SessionEvent loadState() {
        Optional<PartitionState> found =
                context.store().load(partition, context.topology().partitions());
        if (found.isEmpty()) {
            return new SessionEvent.StateEmpty();
        }
        loaded = found.get();
        if (loaded.partition() != partition
                || loaded.partitions() != context.topology().partitions()) {
            throw new UnusableStateException("the snapshot is of another layout, of partition " + loaded.partition()
                    + " of " + loaded.partitions() + ", not of partition " + partition + " of "
                    + context.topology().partitions() + ": use " + loaded.partitions()
                    + " partitions, or begin anew as for a lost state");
        }
        LOG.info("partition {}: taking over from {}", partition, loaded);
        aliveAtNanos = System.nanoTime();
        feed = Optional.of(new InputFeed(context, loaded, output, mailbox::post));
        return new SessionEvent.StateLoaded(loaded.epoch(), loaded.sessionsWithoutCommit(), loaded.processing());
    }

    @Override
    public void saveLoaded(SessionEffect.Stamp stamp) {
        if (stamp.processing()) {
            trial.begin();
        }
        context.instances().knows(partition, stamp.epoch());
        save(loaded.stamped(stamp));
    }

    @Override
    public void saveCurrent(SessionEffect.Stamp stamp) {
        InputFeed current = feed.orElseThrow();
        int patients = current.monitor().patientCount();
        if (patients > MAX_PATIENTS) {
            throw new UnusableStateException("a partition may have " + MAX_PATIENTS + " patients, not " + patients
                    + ": use more partitions, or a shorter idle limit");
        }
        save(new PartitionState(
                partition,
                context.topology().partitions(),
                stamp.epoch(),
                stamp.version(),
                stamp.sessionsWithoutCommit(),
                stamp.processing(),
                current.tickMarks(),
                current.monitor().snapshot()));
    }

    private void save(PartitionState next) {
        CompletableFuture<Void> unused = context.store().save(next).whenComplete((nothing, failure) -> {
            if (failure == null) {
                mailbox.post(new SessionEvent.SnapshotConfirmed());
            } else if (failure instanceof UnusableStateException unusable) {
                mailbox.post(new StateUnusable(String.valueOf(unusable.getMessage())));
            } else {
                mailbox.post(new ChannelClosed("saving the state failed: " + Failures.describe(failure)));
            }
        });
    }

    @Override
    public void discardOlder() {
        context.store().discardOlder(partition);
    }

    @Override
    public void process(Delivery delivery) {
        feed.orElseThrow().feed(delivery);
    }

    @Override
    public void park(Delivery delivery, String reason) {
        feed.orElseThrow().park(delivery, reason);
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
        lastCommit = Optional.of(context.now());
        if (state instanceof SessionState.Saving saving) {
            Duration latency = Duration.ofNanos(System.nanoTime() - settlingSinceNanos);
            context.metrics().committed(partition, saving.progress().deliveries(), latency);
        }
        context.metrics().inFlight(partition, mailbox.waiting());
        lastTick().ifPresent(tick -> context.metrics().lag(partition, context.since(tick)));
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
            mailbox.deliver(new Delivery(envelope.getDeliveryTag(), envelope.isRedeliver(), properties, body));
        }

        @Override
        public void handleCancel(String tag) {
            mailbox.post(new ChannelClosed("the broker cancelled the consumer: its queue is gone or has no leader"));
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            mailbox.post(new ChannelClosed(Failures.describe(signal)));
        }
    }
}
