package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.Backoff;
import io.github.heartrate.amqp.internal.link.Bypass;
import io.github.heartrate.amqp.internal.link.ConfirmingChannel;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.OwnThread;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one partition: runs one session after another, with a pause that depends on how the last one ended. */
public final class PartitionWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);
    private static final Duration PAUSE_AFTER_HANDOVER = Duration.ofSeconds(1);
    private static final Duration PAUSE_OF_UNUSABLE = Duration.ofSeconds(30);
    private static final Duration DOWN_WITHOUT_STATE = Duration.ofSeconds(60);
    private static final long PROBE_SECONDS = 10;

    /** A session that waits for so long says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A session that waits for so long while ticks, sent later, are confirmed again waits in vain. */
    private static final Duration IN_VAIN = Duration.ofSeconds(5);

    private static final String NOT_CONFIRMED =
            "the broker has confirmed neither alerts nor a snapshot for " + PATIENCE.toSeconds() + " s";

    private final SessionContext context;
    private final int partition;
    private final Link consuming;
    private final Link publishing;
    private final Bypass subscribing;
    private final String consumerTag;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<Mailbox> mailbox = Optional.empty();
    private volatile Optional<Instant> lastCommit = Optional.empty();
    private volatile Optional<Ending> lastEnding = Optional.empty();
    private volatile long withoutStateSinceNanos;

    /** A session, and what it does. */
    private record Running(Session session, BrokerEffects effects) {

        boolean isHolding() {
            return session.state() instanceof SessionState.Holding;
        }

        /** For the confirm of something that was published. */
        boolean hasWaited(Duration limit) {
            return session.state() instanceof SessionState.Waiting waiting
                    && System.nanoTime() - waiting.sinceNanos() >= limit.toNanos();
        }
    }

    public PartitionWorker(
            SessionContext context, int partition, Link consuming, Link publishing, Consumer<OwnThread.Death> owner) {
        this.context = context;
        this.partition = partition;
        this.consuming = consuming;
        this.publishing = publishing;
        this.subscribing = new Bypass(consuming, "partition " + partition);
        this.consumerTag = "heartrate-" + context.settings().instanceName() + "-" + partition;
        this.thread = OwnThread.of(consumerTag, this::work, stop, owner);
    }

    public void start() {
        thread.start();
    }

    private void work() throws InterruptedException {
        while (stop.getCount() > 0) {
            Ending ending = runSession();
            boolean goesOn = stop.getCount() > 0;
            if (goesOn && ending.kind() != Ending.Kind.CLOSED) {
                context.metrics().sessionFailed(partition);
                LOG.warn("partition {}: session ended: {}", partition, ending.why());
                if (ending.kind() == Ending.Kind.NOT_FOUND) {
                    context.gate().shut(); // somebody deleted a queue or an exchange
                }
            }
            lastEnding = Optional.of(ending);
            if (goesOn) {
                pauseAfter(ending);
            }
        }
    }

    private Ending runSession() throws InterruptedException {
        Mailbox inbox = new Mailbox();
        mailbox = Optional.of(inbox);
        try {
            Connection publishes = publishing.await();
            context.gate().pass(publishes);
            Channel channel = subscribing.openChannel();
            SessionOutput output = new SessionOutput(publishes, context.topology(), inbox::post, context.metrics());
            BrokerEffects effects = new BrokerEffects(context, partition, channel, output, inbox);
            Session next = new Session(
                    context.settings().protocol(),
                    context.settings().effectsHook().apply(effects),
                    inbox);
            try {
                effects.subscribe(consumerTag);
                subscribing.succeeded();
            } catch (IOException | RuntimeException e) {
                subscribing.failed(e);
                effects.end(new Ending(Ending.Kind.FAILED, "not subscribed"));
                throw e;
            }
            if (stop.getCount() == 0) {
                inbox.post(new SessionEvent.CloseRequested());
            }
            running = Optional.of(new Running(next, effects));
            Ending ending = next.run();
            LOG.debug("partition {}: {}", partition, ending);
            effects.lastCommit().ifPresent(commit -> {
                lastCommit = Optional.of(commit);
                backoff.reset();
            });
            return ending;
        } catch (UnusableStateException e) {
            return new Ending(Ending.Kind.UNUSABLE, String.valueOf(e.getMessage()));
        } catch (IOException | TimeoutException | RuntimeException e) {
            return Ending.of("", e);
        } finally {
            subscribing.close();
            running = Optional.empty();
            mailbox = Optional.empty();
        }
    }

    private void pauseAfter(Ending ending) throws InterruptedException {
        if (ending.kind() != Ending.Kind.NO_STATE) {
            withoutStateSinceNanos = 0;
        }
        switch (ending.kind()) {
            case CLOSED -> pause(PAUSE_AFTER_HANDOVER);
            case FAILED, NOT_FOUND -> pause(backoff.next());
            case NO_STATE -> {
                if (withoutStateSinceNanos == 0) {
                    withoutStateSinceNanos = System.nanoTime();
                }
                pause(backoff.next());
            }
            case UNUSABLE -> pause(PAUSE_OF_UNUSABLE);
            case NO_RIGHT -> awaitProbe();
            case DETACHED -> {
                long started = System.nanoTime();
                if (awaitProbe()) {
                    context.metrics().detached(partition, Duration.ofNanos(System.nanoTime() - started));
                }
            }
        }
    }

    private boolean pause(Duration duration) throws InterruptedException {
        return stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stays away until the broker confirms and routes a message to the alerts exchange, or the worker is stopped. */
    private boolean awaitProbe() throws InterruptedException {
        while (!pause(backoff.next())) {
            Connection connection = publishing.await();
            CompletableFuture<PublishResult> answer = new CompletableFuture<>();
            try (ConfirmingChannel<CompletableFuture<PublishResult>> probe =
                    new ConfirmingChannel<>(connection, new ConfirmingChannel.Futures())) {
                probe.publish(answer, AlertMessages.alive(context.topology(), partition, context.now()));
                PublishResult result = answer.get(PROBE_SECONDS, TimeUnit.SECONDS);
                if (result == PublishResult.CONFIRMED) {
                    LOG.info("partition {}: alerts can be published", partition);
                    return true;
                }
            } catch (IOException | ExecutionException | TimeoutException | AmqpException e) {
                LOG.debug("partition {}: the probe failed", partition, e);
            }
        }
        return false;
    }

    /** Lets the session end in order; another one begins, last in the line of consumers. */
    public void handOver() {
        mailbox.ifPresent(inbox -> inbox.post(new SessionEvent.CloseRequested()));
    }

    /** A message to the queue came back: it is gone, and some brokers do not tell its consumers. */
    public void queueIsGone() {
        context.gate().shut();
        mailbox.ifPresent(inbox -> inbox.post(new SessionEvent.ChannelClosed("the partition's queue is gone")));
    }

    /** The broker confirms ticks of the partition again. */
    public void ticksAreConfirmedAgain() {
        if (running.filter(open -> open.hasWaited(IN_VAIN)).isPresent()) {
            mailbox.ifPresent(inbox -> inbox.post(new SessionEvent.ChannelClosed(
                    "ticks are confirmed again, and what this session has published before is not")));
        }
    }

    public boolean isActive() {
        return running.filter(Running::isHolding).isPresent();
    }

    public Optional<HeartRateMonitor> monitor() {
        return running.filter(Running::isHolding).flatMap(open -> open.effects().monitor());
    }

    public PartitionHealth health() {
        Optional<Running> open = running;
        Optional<Instant> commit =
                open.flatMap(now -> now.effects().lastCommit()).or(() -> lastCommit);
        if (open.isPresent()) {
            Status status = status(open.get().session().state());
            if (status == Status.STANDBY && open.get().effects().isNeglected()) {
                return notTaken(commit);
            }
            Optional<Duration> lag =
                    status == Status.STANDBY ? Optional.empty() : lag(open.get().effects());
            PartitionHealth health = new PartitionHealth(
                    partition,
                    status,
                    Optional.empty(),
                    Optional.empty(),
                    lag,
                    commit,
                    context.clocks().ofPartition(partition));
            return status != Status.BLOCKED && open.get().hasWaited(PATIENCE)
                    ? health.orBecause(PartitionHealth.Cause.NOT_CONFIRMED, NOT_CONFIRMED)
                    : health;
        }
        Optional<String> trouble = publishing.trouble().or(consuming::trouble);
        PartitionHealth.Cause cause = trouble.isPresent()
                ? PartitionHealth.Cause.NO_CONNECTION
                : lastEnding.map(Ending::cause).orElse(PartitionHealth.Cause.STARTING);
        Optional<String> why = trouble.or(() -> lastEnding.map(Ending::why));
        boolean detached = lastEnding
                .filter(ending -> ending.kind() == Ending.Kind.DETACHED)
                .isPresent();
        Status status = trouble.isPresent() ? Status.DOWN : detached ? Status.DETACHED : statusWithoutSession();
        return new PartitionHealth(
                partition,
                status,
                Optional.of(cause),
                why.or(() -> Optional.of("starting")),
                Optional.empty(),
                commit,
                Map.of());
    }

    private PartitionHealth notTaken(Optional<Instant> commit) {
        return new PartitionHealth(
                partition,
                Status.DOWN,
                Optional.of(PartitionHealth.Cause.NOT_TAKEN),
                Optional.of(BrokerEffects.NEGLECTED),
                Optional.empty(),
                commit,
                Map.of());
    }

    /** A state that is not found may be a predecessor's that is just dying, for a while. */
    private Status statusWithoutSession() {
        long since = withoutStateSinceNanos;
        boolean isPatient = since != 0 && System.nanoTime() - since < DOWN_WITHOUT_STATE.toNanos();
        return isPatient ? Status.LOADING : Status.DOWN;
    }

    private Status status(SessionState state) {
        if (state instanceof SessionState.Standby) {
            return Status.STANDBY;
        }
        if (state instanceof SessionState.Active
                || state instanceof SessionState.Settling
                || state instanceof SessionState.Saving) {
            return publishing.isBlocked() ? Status.BLOCKED : Status.ACTIVE;
        }
        return Status.LOADING;
    }

    private Optional<Duration> lag(BrokerEffects active) {
        return active.lastTick().map(context::since);
    }

    /** Asks the session to end in order, and begins no other. */
    public void stop() {
        stop.countDown();
        handOver();
    }

    /** Waits for the thread; interrupts it if that takes too long. */
    public void awaitEnd(Duration limit) {
        if (thread == Thread.currentThread()) {
            return; // it has died, and says so
        }
        try {
            thread.join(limit.toMillis());
            if (thread.isAlive()) {
                LOG.warn("partition {}: not closed in order within {}", partition, limit);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }
}
