package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.InputObserver;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.internal.checkpoint.TickMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds one partition's messages to its monitor. What can't be fed is parked, alone. Used by the session's thread. */
final class InputFeed {

    private static final Logger LOG = LoggerFactory.getLogger(InputFeed.class);

    private final SessionContext context;
    private final int partition;
    private final String queue;
    private final HeartRateMonitor monitor;
    private final Inbound.Reader reader;
    private final TickMarks ticks;
    private final TickGuard guard;
    private final SessionOutput output;
    private final Consumer<SessionEvent> events;
    private long droppedAhead;
    private volatile Optional<Instant> lastTick = Optional.empty();

    InputFeed(SessionContext context, PartitionState state, SessionOutput output, Consumer<SessionEvent> events) {
        this.context = context;
        this.partition = state.partition();
        this.queue = context.topology().readingQueues().get(partition);
        this.monitor = HeartRateMonitor.builder()
                .policy(context.settings().policy())
                .idleLimit(context.settings().idleLimit())
                .leapLimit(context.settings().leapLimit())
                .restore(state.monitor())
                .build();
        this.reader = new Inbound.Reader(context.settings().codecs(), context.topology(), partition);
        this.ticks = new TickMarks(state.ticks());
        this.guard = new TickGuard(
                context.settings().clockTolerance(), state.monitor().lastTick());
        this.output = output;
        this.events = events;
    }

    HeartRateMonitor monitor() {
        return monitor;
    }

    Map<String, Long> tickMarks() {
        return ticks.marks();
    }

    /** The time that the last tick told. */
    Optional<Instant> lastTick() {
        return lastTick;
    }

    /** Judges what a message holds, and parks what can't be judged. */
    void feed(Delivery delivery) {
        Inbound inbound = reader.read(delivery);
        inbound.parked().forEach(parked -> output.park(queue, parked));
        if (!inbound.parked().isEmpty()) {
            warn(delivery, inbound.parked().get(0).reason());
        }
        for (NoValue none : inbound.noValue()) {
            context.metrics().noValue();
            LOG.debug(
                    "{}: message {} has no value: {}: {}",
                    queue,
                    delivery.properties().getMessageId(),
                    none.index(),
                    none.why());
        }
        inbound.madeAt().ifPresent(guard::message);
        for (Input input : inbound.inputs()) {
            if (input instanceof Input.Tick tick) {
                inbound.sender().filter(sender -> isNew(sender, delivery)).ifPresent(sender -> tick(tick, sender));
            } else {
                tell(input, monitor.apply(input), TraceParent.of(delivery.properties()));
            }
        }
    }

    private boolean isNew(ControlMessage.Sender sender, Delivery delivery) {
        Map<String, Object> headers = delivery.properties().getHeaders();
        return headers == null
                || !(headers.get(Ticker.NUMBER_HEADER) instanceof Long number)
                || ticks.add(sender.instance(), number);
    }

    private void tick(Input.Tick tick, ControlMessage.Sender sender) {
        TickGuard.Verdict verdict = guard.judge(sender.instance(), tick.timestamp());
        verdict.refused().ifPresent(difference -> context.metrics().tickRefused(sender.instance(), difference.ahead()));
        context.clocks().update(partition, guard.wrong());
        Instant now = context.now();
        context.instances().heard(sender.instance(), age(sender.instance(), tick.timestamp(), now), now);
        context.instances().knows(partition, sender.epoch());
        events.accept(new SessionEvent.Fenced(sender.epoch()));
        verdict.told().ifPresent(time -> {
            lastTick = Optional.of(time);
            tell(new Input.Tick(time));
        });
    }

    /** Of a tick, as if the clocks of both instances were right. */
    private Duration age(String instance, Instant sent, Instant now) {
        return Duration.between(sent, now)
                .plus(context.clocks().ahead(instance))
                .minus(context.clocks().ownAhead());
    }

    /** For a layout without ticks in its queues: nothing waits there, so this clock's time has come. */
    void tickLocally() {
        tell(new Input.Tick(context.now()));
    }

    private void tell(Input.Tick tick) {
        if (context.settings().ticksTellTime()) {
            tell(tick, monitor.apply(tick), Map.of());
        }
    }

    void park(Delivery delivery, String reason) {
        output.park(queue, new Inbound.Parked(delivery.properties(), delivery.body(), reason));
        warn(delivery, reason);
    }

    private void warn(Delivery delivery, String reason) {
        LOG.warn(
                "{}: parked message {} or readings of it: {}",
                queue,
                delivery.properties().getMessageId(),
                reason);
    }

    private void tell(Input input, Outcome outcome, Map<String, Object> headers) {
        for (Alert alert : outcome.alerts()) {
            output.publish(alert, headers);
        }
        if (input instanceof Reading) {
            context.metrics().reading(outcome.verdict());
        }
        for (long dropped = monitor.readingCount(Verdict.AHEAD); droppedAhead < dropped; droppedAhead++) {
            context.metrics().reading(Verdict.AHEAD);
        }
        for (Alert alert : outcome.alerts()) {
            for (AlertListener listener : context.settings().listeners()) {
                guard("a listener", () -> listener.onAlert(alert));
            }
        }
        context.questions().judged(input, outcome);
        for (InputObserver observer : context.settings().observers()) {
            guard("an observer", () -> observer.onInput(input, outcome));
        }
    }

    /** An application's failure is the application's: the alert is on its way. */
    private void guard(String who, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("{}: {} failed", queue, who, e);
        }
    }
}
