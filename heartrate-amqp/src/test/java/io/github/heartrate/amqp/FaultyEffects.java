package io.github.heartrate.amqp;

import io.github.heartrate.amqp.internal.session.Delivery;
import io.github.heartrate.amqp.internal.session.Ending;
import io.github.heartrate.amqp.internal.session.SessionEffect;
import io.github.heartrate.amqp.internal.session.SessionEffects;
import java.io.IOException;

/** Passes a fault point's trigger before and after each effect. */
record FaultyEffects(SessionEffects real, FaultPoint.Trigger trigger) implements SessionEffects {

    private interface Effect {
        void carryOut() throws IOException;
    }

    private void guarded(String name, Effect effect) throws IOException {
        trigger.pass(name, false);
        effect.carryOut();
        trigger.pass(name, true);
    }

    private void quick(String name, Runnable effect) {
        trigger.pass(name, false);
        effect.run();
        trigger.pass(name, true);
    }

    @Override
    public void loadState() throws IOException {
        guarded("loadState", real::loadState);
    }

    @Override
    public void saveLoaded(SessionEffect.Header header) {
        quick("saveLoaded", () -> real.saveLoaded(header));
    }

    @Override
    public void saveCurrent(SessionEffect.Header header) {
        quick("saveCurrent", () -> real.saveCurrent(header));
    }

    @Override
    public void discardOlder() throws IOException {
        guarded("discardOlder", real::discardOlder);
    }

    @Override
    public void process(Delivery delivery) {
        quick("process", () -> real.process(delivery));
    }

    @Override
    public void park(Delivery delivery, String reason) {
        quick("park", () -> real.park(delivery, reason));
    }

    @Override
    public void settleConfirms() {
        quick("settleConfirms", real::settleConfirms);
    }

    @Override
    public void acknowledge(long tag) throws IOException {
        guarded("acknowledge", () -> real.acknowledge(tag));
    }

    @Override
    public void passTime(long now) {
        real.passTime(now);
    }

    @Override
    public void standBy(long now) throws IOException {
        real.standBy(now);
    }

    /** A dead process releases nothing in order; here its threads and channels must go all the same. */
    @Override
    public void end(Ending ending) {
        real.end(ending);
    }
}
