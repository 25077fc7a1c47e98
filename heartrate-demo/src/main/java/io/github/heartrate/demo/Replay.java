package io.github.heartrate.demo;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.Broker;
import io.github.heartrate.amqp.HeartRateAmqp;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes readings to a broker, judges them with a {@link HeartRateAmqp} whose state begins empty and ends with the
 * run, and hands on the alerts that come back from the alerts exchange.
 */
final class Replay {

    private static final Logger PRODUCER = LoggerFactory.getLogger("producer");
    private static final Logger CONSUMER = LoggerFactory.getLogger("consumer");

    private final Broker broker;
    private final boolean isOwn;
    private final OptionalDouble speed;
    private final Policies policies;
    private final RunOutput output;
    private final Tally tally;
    private final Underway underway = new Underway();

    Replay(Broker broker, boolean isOwn, OptionalDouble speed, Policies policies, RunOutput output, Tally tally) {
        this.broker = broker;
        this.isOwn = isOwn;
        this.speed = speed;
        this.policies = policies;
        this.output = output;
        this.tally = tally;
    }

    /** Replays it all; at the end, with everything still up, runs what is given for it. */
    void run(Recording recording, Runnable atEnd) throws IOException, TimeoutException, InterruptedException {
        ReplayClock clock = new ReplayClock(speed);
        try (TemporaryInstance instance = TemporaryInstance.open(
                broker,
                isOwn,
                this::received,
                settings -> settings.policy(policies.common())
                        .clock(clock)
                        .tickUse(clock.tickUse())
                        .observer(this::judged))) {
            run(recording, instance, clock);
            atEnd.run();
        }
    }

    /** An interrupted thread stays interrupted, so that closing does not wait for what is under way. */
    private void run(Recording recording, TemporaryInstance instance, ReplayClock clock) throws InterruptedException {
        HeartRateAmqp heartRate = instance.heartRate();
        output.follow(heartRate);
        heartRate.start();
        ReplaySender sender =
                new ReplaySender(heartRate.publisher(), instance.topology(), speed, policies, clock, underway);
        try {
            PRODUCER.info("publishing {} readings", recording.readings());
            recording.read(sender::send);
            PRODUCER.info("{} readings confirmed", sender.finish());
            underway.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw e;
        }
        tally.rethrowFailure();
        CONSUMER.info("{} readings judged", tally.readings());
    }

    /** What is judged again, since it came again, is not shown or counted again. */
    private void judged(Input input, Outcome outcome) {
        for (Alert alert : outcome.alerts()) {
            CONSUMER.info("published alert {} {} {}", alert.id(), alert.condition(), alert.phase());
            underway.cause(alert);
        }
        if (!(input instanceof Reading reading)) {
            tell(input, outcome);
        } else if (underway.isNext(reading)) {
            tell(input, outcome);
            underway.arrived(reading);
        }
    }

    private void tell(Input input, Outcome outcome) {
        output.judged(input, outcome);
        tally.judged(input, outcome);
    }

    private void received(Alert alert) {
        try {
            output.received(alert);
        } catch (UserErrorException e) {
            tally.fail(e);
        } finally {
            tally.received(alert);
            underway.receive(alert);
        }
    }
}
