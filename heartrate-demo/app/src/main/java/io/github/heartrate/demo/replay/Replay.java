package io.github.heartrate.demo.replay;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.demo.broker.RunBroker;
import io.github.heartrate.demo.broker.TemporaryInstance;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes readings to a broker, judges them with a {@link HeartRateAmqp} whose state begins empty and ends with the
 * run, and hands on the alerts that come back from the alerts exchange.
 */
public final class Replay {

    private static final Logger PRODUCER = LoggerFactory.getLogger("producer");
    private static final Logger CONSUMER = LoggerFactory.getLogger("consumer");

    private final RunBroker broker;
    private final OptionalDouble speed;
    private final Policies policies;
    private final RunOutput output;
    private final Tally tally;
    private final Underway underway = new Underway();
    private boolean hasFailed; // told by the order, one alert at a time
    private final AlertOrder order = new AlertOrder(this::show);

    public Replay(RunBroker broker, OptionalDouble speed, Policies policies, RunOutput output, Tally tally) {
        this.broker = broker;
        this.speed = speed;
        this.policies = policies;
        this.output = output;
        this.tally = tally;
    }

    /**
     * Replays it all; at the end, with everything still up, runs what is given for it.
     *
     * @throws UserErrorException if the broker can't be used, or an output; if the thread is interrupted, which it stays,
     *     so that closing does not wait for what is under way
     */
    public void run(Recording recording, Runnable atEnd) {
        ReplayClock clock = new ReplayClock(speed);
        try (TemporaryInstance instance = TemporaryInstance.open(
                broker,
                this::received,
                settings -> settings.policy(policies.common())
                        .leapLimit(AlarmPolicy.UNLIMITED)
                        .clock(clock)
                        .timeSource(clock.timeSource())
                        .observer(this::judged))) {
            output.follow(instance.heartRate());
            instance.heartRate().start();
            send(recording, new ReplaySender(instance.heartRate().publisher(), speed, policies, clock, underway));
            CONSUMER.info("{} readings judged", tally.readings());
            atEnd.run();
        }
    }

    private void send(Recording recording, ReplaySender sender) {
        try {
            PRODUCER.info("publishing {} readings", recording.readings());
            recording.read(sender::send);
            PRODUCER.info("{} readings confirmed", sender.finish());
            underway.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted", e);
        } finally {
            order.end();
        }
    }

    /** What is judged again, since it came again, is not shown or counted again. */
    private void judged(Input input, Outcome outcome) {
        for (Alert alert : outcome.alerts()) {
            CONSUMER.info("published alert {} {} {}", alert.id(), alert.condition(), alert.phase());
            underway.cause(alert);
        }
        if (!(input instanceof Reading reading)) {
            tell(input, outcome);
            order.caused(outcome.alerts());
            return;
        }
        underway.next(reading).ifPresent(number -> {
            tell(input, outcome);
            order.judged(number, outcome.alerts());
            underway.arrived(reading);
        });
    }

    private void tell(Input input, Outcome outcome) {
        tally.judged(input, outcome);
        try {
            output.judged(input, outcome);
        } catch (UserErrorException e) {
            underway.fail(e);
        }
    }

    /** An alert comes here once, as its consumer promises. Shown before it is no longer waited for. */
    private void received(Alert alert) {
        order.arrived(alert);
        underway.receive(alert);
    }

    /** After a failure nothing more, so that no alert is left out in the middle. */
    private void show(List<Alert> alerts) {
        if (hasFailed) {
            return;
        }
        try {
            output.received(alerts);
            alerts.forEach(tally::received);
        } catch (UserErrorException e) {
            hasFailed = true;
            underway.fail(e);
        }
    }
}
