package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.internal.checkpoint.TickMarks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A session of the model: the real protocol and session, with effects on the {@link ModelWorld}. Before each step that
 * leaves a trace in the world it asks whether it still lives.
 */
final class ModelSession implements SessionEffects {

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final ModelWorld world;
    private final AlarmPolicy policy;
    private final IntConsumer beforeStep;
    private final Session session = new Session(SessionProtocol.DEFAULT, this, new Mailbox());
    private final Deque<SessionEvent> events = new ArrayDeque<>();
    private HeartRateMonitor monitor;
    private TickMarks ticks;
    private PartitionState loaded;
    private int steps;
    private boolean isDead;
    private long now;

    /** The consumer is told each step's number and may call {@link #kill}. */
    ModelSession(ModelWorld world, AlarmPolicy policy, IntConsumer beforeStep) {
        this.world = world;
        this.policy = policy;
        this.beforeStep = beforeStep;
    }

    void kill() {
        isDead = true;
    }

    int steps() {
        return steps;
    }

    /** Is delivered everything from the first message that is not acknowledged, and commits after every few. */
    Optional<Ending> run(int deliveriesPerCommit) {
        world.activate(this);
        int first = world.acknowledged;
        try {
            for (int place = first; place < world.queue.size(); place++) {
                on(new SessionEvent.Delivered(world.delivery(place)));
                if ((place - first) % deliveriesPerCommit == deliveriesPerCommit - 1) {
                    elapse();
                }
            }
            on(new SessionEvent.CloseRequested());
        } catch (Killed e) {
            return Optional.empty();
        }
        return session.state() instanceof SessionState.Ended ended ? Optional.of(ended.ending()) : Optional.empty();
    }

    private void elapse() {
        now += TimeUnit.SECONDS.toNanos(3);
        on(new SessionEvent.TimerElapsed());
    }

    private void on(SessionEvent event) {
        events.add(event);
        while (!events.isEmpty()) {
            session.on(events.remove(), now);
            if (isDead) {
                throw new Killed();
            }
        }
    }

    private void step() {
        if (!isDead) {
            beforeStep.accept(steps++);
        }
        if (isDead) {
            throw new Killed();
        }
    }

    @Override
    public void loadState() {
        step();
        loaded = world.newest();
        monitor = HeartRateMonitor.builder()
                .policy(policy)
                .restore(loaded.monitor())
                .build();
        ticks = new TickMarks(loaded.ticks());
        events.add(new SessionEvent.StateLoaded(
                loaded.stamp().epoch(), loaded.sessionsWithoutCommit(), loaded.processing()));
    }

    @Override
    public void saveLoaded(SessionEffect.Header header) {
        save(header.of(loaded));
    }

    @Override
    public void saveCurrent(SessionEffect.Header header) {
        save(new PartitionState(
                0,
                1,
                header.stamp(),
                header.sessionsWithoutCommit(),
                header.processing(),
                ticks.marks(),
                monitor.snapshot()));
    }

    private void save(PartitionState state) {
        step();
        world.states.add(state.toBytes());
        step();
        events.add(new SessionEvent.SnapshotConfirmed());
    }

    /** As a queue with a length limit does: the last few stay. */
    @Override
    public void discardOlder() {
        step();
        while (world.states.size() > 16) {
            world.states.remove(0);
        }
    }

    @Override
    public void process(Delivery delivery) {
        step();
        ModelWorld.Message message = world.message(delivery);
        if (message.input() instanceof Input.Tick && !ticks.add("instance", message.tickNumber())) {
            return;
        }
        for (Alert alert : monitor.apply(message.input()).alerts()) {
            step();
            world.alerts.add(alert.id());
        }
        poison(message);
    }

    /** A reading of 666 bpm is what ends the process that feeds it. */
    private void poison(ModelWorld.Message message) {
        if (message.input() instanceof io.github.heartrate.Reading reading && reading.bpm() == 666) {
            kill();
            throw new Killed();
        }
    }

    @Override
    public void park(Delivery delivery, String reason) {
        step();
        world.parked.add(world.message(delivery).input());
    }

    @Override
    public void settleConfirms() {
        step();
        events.add(new SessionEvent.ConfirmsSettled());
    }

    @Override
    public void acknowledge(long tag) {
        step();
        world.acknowledge(this, tag);
        step();
    }

    @Override
    public void passTime(long elapsed) {}

    @Override
    public void standBy(long elapsed) {}

    @Override
    public void end(Ending ending) {
        isDead |= ending.kind() != Ending.Kind.CLOSED;
    }
}
