package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.MissingRight;
import io.github.heartrate.amqp.internal.session.SessionEvent.ChannelClosed;
import io.github.heartrate.amqp.internal.session.SessionEvent.StateUnusable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of a partition: takes event after event from its mailbox, asks the protocol about each, and has the effects
 * carried out, until it has ended. Knows no broker. Run by one thread; what other threads bring goes through the mailbox.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionProtocol protocol;
    private final SessionEffects effects;
    private final Mailbox mailbox;
    private volatile SessionState state = new SessionState.Standby();

    Session(SessionProtocol protocol, SessionEffects effects, Mailbox mailbox) {
        this.protocol = protocol;
        this.effects = effects;
        this.mailbox = mailbox;
    }

    SessionState state() {
        return state;
    }

    /** Runs until the session has ended; an interrupt ends it without a commit. */
    Ending run() {
        long timer = System.nanoTime();
        while (true) {
            if (state instanceof SessionState.Ended ended) {
                return ended.ending();
            }
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
    }

    private void takeDelivery(long now) {
        boolean takes = state.takesDeliveries();
        Optional<Delivery> delivery = takes ? mailbox.nextDelivery() : Optional.empty();
        if (delivery.isPresent()) {
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

    private void passTime(long now) {
        try {
            if (state instanceof SessionState.Active) {
                effects.passTime(now);
            } else if (state instanceof SessionState.Standby) {
                effects.standBy(now);
            }
        } catch (IOException | RuntimeException e) {
            on(ChannelClosed.by("failed as time passed: ", e), now);
        }
    }

    /** Takes an event. If one of its effects fails, that is the next event. */
    void on(SessionEvent event, long now) {
        Optional<SessionEvent> next = Optional.of(event);
        while (next.isPresent()) {
            SessionProtocol.Step step = protocol.next(state, next.get(), now);
            state = step.next();
            next = carryOut(step.effects());
        }
    }

    /** Gives the failure, if there is one. */
    private Optional<SessionEvent> carryOut(List<SessionEffect> decided) {
        for (SessionEffect effect : decided) {
            try {
                effect.carryOut(effects);
            } catch (UnusableStateException e) {
                return Optional.of(new StateUnusable(String.valueOf(e.getMessage())));
            } catch (IOException | RuntimeException | Error e) {
                String name = effect.getClass().getSimpleName();
                LOG.debug("{} failed", name, e);
                String why = MissingRight.inWords(e).orElse(e.toString());
                return Optional.of(new ChannelClosed(new Ending(Ending.kind(e), name + " failed: " + why)));
            }
        }
        return Optional.empty();
    }
}
