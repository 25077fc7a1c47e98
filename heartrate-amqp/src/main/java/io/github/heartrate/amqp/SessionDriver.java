package io.github.heartrate.amqp;

import io.github.heartrate.amqp.SessionEvent.ChannelClosed;
import io.github.heartrate.amqp.SessionEvent.StateUnusable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the protocol about each event and has the effects carried out. Used by one thread. */
final class SessionDriver {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    private final SessionProtocol protocol;
    private final SessionEffects effects;
    private final Deque<SessionEvent> events = new ArrayDeque<>();
    private SessionState state = new SessionState.Standby();

    SessionDriver(SessionProtocol protocol, SessionEffects effects) {
        this.protocol = protocol;
        this.effects = effects;
    }

    SessionState state() {
        return state;
    }

    /** Takes an event, and those that its effects bring at once. */
    void on(SessionEvent event, long now) {
        events.add(event);
        while (!events.isEmpty()) {
            SessionProtocol.Step step = protocol.next(state, events.remove(), now);
            state = step.next();
            carryOut(step);
        }
    }

    private void carryOut(SessionProtocol.Step step) {
        for (SessionEffect effect : step.effects()) {
            try {
                carryOut(effect);
            } catch (UnusableStateException e) {
                events.addFirst(new StateUnusable(String.valueOf(e.getMessage())));
                return;
            } catch (IOException | RuntimeException | Error e) {
                LOG.debug("{} failed", effect.getClass().getSimpleName(), e);
                events.addFirst(new ChannelClosed(effect.getClass().getSimpleName() + " failed: " + e));
                return;
            }
        }
    }

    private void carryOut(SessionEffect effect) throws IOException {
        if (effect instanceof SessionEffect.ProcessDelivery process) {
            effects.process(process.delivery());
        } else if (effect instanceof SessionEffect.SettleConfirms) {
            effects.settleConfirms();
        } else if (effect instanceof SessionEffect.SaveCurrent save) {
            effects.saveCurrent(save.stamp());
        } else if (effect instanceof SessionEffect.Acknowledge acknowledge) {
            effects.acknowledge(acknowledge.tag());
        } else if (effect instanceof SessionEffect.LoadState) {
            events.add(effects.loadState());
        } else if (effect instanceof SessionEffect.SaveLoaded save) {
            effects.saveLoaded(save.stamp());
        } else if (effect instanceof SessionEffect.DiscardOlder) {
            effects.discardOlder();
        } else if (effect instanceof SessionEffect.Park park) {
            effects.park(park.delivery(), park.reason());
        } else if (effect instanceof SessionEffect.End end) {
            effects.end(end.ending());
        }
    }
}
