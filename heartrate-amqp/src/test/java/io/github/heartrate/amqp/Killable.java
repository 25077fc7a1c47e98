package io.github.heartrate.amqp;

import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.amqp.internal.session.SessionProtocol;
import java.time.Duration;

/** An instance that can be killed: its sockets are cut, and it does nothing more. */
final class Killable implements AutoCloseable {

    /** Commits sooner than in earnest, so that more of them are met. */
    private static final SessionProtocol QUICK =
            new SessionProtocol(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(5));

    private static final FaultPoint NEVER = new FaultPoint("", false, Integer.MAX_VALUE);

    private final Lifeline lifeline = new Lifeline();
    private final HeartRateAmqp instance;

    private Killable(ConnectionFactory factory, FaultPoint point, HeartRateAmqp.Builder builder) {
        FaultPoint.Trigger trigger = new FaultPoint.Trigger(point, lifeline);
        instance = builder.broker(lifeline.broker(factory))
                .protocol(QUICK)
                .effectsHook(real -> new FaultyEffects(real, trigger))
                .build();
        instance.start();
    }

    static Killable start(ConnectionFactory factory, HeartRateAmqp.Builder builder) {
        return new Killable(factory, NEVER, builder);
    }

    /** One that is killed as soon as it comes to that point. */
    static Killable start(ConnectionFactory factory, FaultPoint point, HeartRateAmqp.Builder builder) {
        return new Killable(factory, point, builder);
    }

    HeartRateAmqp instance() {
        return instance;
    }

    void kill() {
        lifeline.cut();
    }

    boolean isKilled() {
        return lifeline.isCut();
    }

    @Override
    public void close() {
        instance.close();
    }
}
