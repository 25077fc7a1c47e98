package io.github.heartrate.amqp;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where an instance is to be killed: before or after the nth effect of a kind, or of any kind if that is empty.
 *
 * @param effect the method's name, or empty
 * @param after whether the effect is carried out first
 * @param count 1 for the first
 */
record FaultPoint(String effect, boolean after, int count) {

    /** Kills at the point, once; afterwards no effect is carried out any more. */
    static final class Trigger {
        private final FaultPoint point;
        private final Lifeline lifeline;
        private final AtomicInteger passed = new AtomicInteger();

        Trigger(FaultPoint point, Lifeline lifeline) {
            this.point = point;
            this.lifeline = lifeline;
        }

        void pass(String effect, boolean after) {
            if (!lifeline.isCut()
                    && after == point.after
                    && (point.effect.isEmpty() || point.effect.equals(effect))
                    && passed.incrementAndGet() == point.count) {
                lifeline.cut();
            }
            if (lifeline.isCut()) {
                throw new KilledError();
            }
        }
    }

    /** Not an exception: nothing catches it but what ends the session. */
    static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;

        KilledError() {
            super("killed");
        }
    }
}
