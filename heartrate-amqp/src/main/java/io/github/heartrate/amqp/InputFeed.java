package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds one partition's messages to its monitor. What can't be fed is parked, alone. Used by the session's thread. */
final class InputFeed {

    private static final Logger LOG = LoggerFactory.getLogger(InputFeed.class);

    /** A reading may be so far ahead of its message's timestamp; beyond, its clock is wrong. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final SessionContext context;
    private final int partition;
    private final String queue;
    private final HeartRateMonitor monitor;
    private final MessageDecoder decoder;
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
        this.decoder = context.settings().decoder();
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

    void feed(Delivery delivery) {
        BasicProperties properties = delivery.properties();
        MessageDecoder.Decoded decoded;
        try {
            decoded = decoder.decode(properties.getContentType(), delivery.body(), queue);
        } catch (UndecodableMessageException e) {
            park(delivery, String.valueOf(e.getMessage()));
            return;
        }
        int parked = 0;
        for (BadReading bad : decoded.bad()) {
            output.park(queue, properties, bad.body(), "reading " + bad.index() + ": " + bad.reason());
            parked++;
        }
        madeAt(properties, decoded).ifPresent(guard::message);
        for (Input input : decoded.inputs()) {
            parked += feed(input, decoded, delivery) ? 0 : 1;
        }
        if (parked > 0) {
            LOG.warn("{}: parked {} inputs of message {}", queue, parked, properties.getMessageId());
        }
    }

    /** When a message was made; a message that does not say it is as old as what it is about. None for a tick. */
    private static Optional<Instant> madeAt(BasicProperties properties, MessageDecoder.Decoded decoded) {
        if (decoded.sender().isPresent() || decoded.inputs().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                properties.getTimestamp() != null
                        ? properties.getTimestamp().toInstant()
                        : decoded.inputs().get(decoded.inputs().size() - 1).timestamp());
    }

    /** False if the input was parked instead. */
    private boolean feed(Input input, MessageDecoder.Decoded decoded, Delivery delivery) {
        if (input instanceof Input.Tick tick) {
            decoded.sender().filter(sender -> isNew(sender, delivery)).ifPresent(sender -> tick(tick, sender));
            return true;
        }
        BasicProperties properties = delivery.properties();
        Optional<String> fault = faultOf((Input.OfPatient) input, properties);
        if (fault.isEmpty()) {
            tell(input, monitor.apply(input), TraceParent.of(properties));
            return true;
        }
        if (decoded.inputs().size() == 1 && decoded.bad().isEmpty()) {
            output.park(queue, properties, delivery.body(), fault.get());
        } else {
            JsonReadingCodec alone = new JsonReadingCodec();
            BasicProperties single =
                    properties.builder().contentType(alone.contentType()).build();
            output.park(queue, single, alone.encode((Reading) input), fault.get());
        }
        return false;
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
        if (context.settings().timeSource() == TimeSource.TICKS) {
            tell(tick, monitor.apply(tick), Map.of());
        }
    }

    private Optional<String> faultOf(Input.OfPatient input, BasicProperties properties) {
        if (context.topology().isPartitioned()) {
            int own = context.topology().partitionOf(input.patientId());
            if (own != partition) {
                return Optional.of("its patient is of partition " + own + ", not " + partition);
            }
        }
        if (input instanceof Reading
                && properties.getTimestamp() != null
                && input.timestamp()
                        .isAfter(properties.getTimestamp().toInstant().plus(MAX_AHEAD))) {
            return Optional.of("timestamp is more than " + MAX_AHEAD + " ahead of the message's: " + input.timestamp());
        }
        return Optional.empty();
    }

    void park(Delivery delivery, String reason) {
        LOG.warn("{}: parked message {}: {}", queue, delivery.properties().getMessageId(), reason);
        output.park(queue, delivery.properties(), delivery.body(), reason);
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
        for (BiConsumer<Input, Outcome> observer : context.settings().observers()) {
            guard("an observer", () -> observer.accept(input, outcome));
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
