package io.github.heartrate.demo.replay;

import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Underway.Numbered;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a replay's readings, each patient's in their order: at a speed when their time has come, else as fast as they
 * go; the publisher packs what waits. Used by one thread.
 */
final class ReplaySender {

    private final ReadingPublisher publisher;
    private final Policies policies;
    private final ReplayClock clock;
    private final Underway underway;
    private final Pacer pacer;
    private final Set<String> patients = new HashSet<>();
    private final Phaser unsettled = new Phaser(1);
    private long sent;
    private final LongAdder confirmed = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    ReplaySender(
            ReadingPublisher publisher, OptionalDouble speed, Policies policies, ReplayClock clock, Underway underway) {
        this.publisher = publisher;
        this.policies = policies;
        this.clock = clock;
        this.underway = underway;
        this.pacer = new Pacer(speed);
    }

    /** Publishes a reading; a patient's first one after the policy of the patient's own. */
    void send(Reading reading) {
        try {
            pacer.await(reading);
            clock.observe(reading);
            if (patients.add(reading.patientId())) {
                policies.change(reading).ifPresent(this::publish);
            }
            underway.send(List.of(new Numbered(sent++, reading)));
            watch(1, publisher.publish(reading));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted", e);
        }
    }

    private void publish(Input.ChangePolicy change) {
        watch(0, publisher.publish(change));
    }

    private void watch(int readings, CompletableFuture<PublishResult> published) {
        requireNoFailure();
        unsettled.register();
        CompletableFuture<PublishResult> unused = published.whenComplete((result, failed) -> {
            if (result == PublishResult.CONFIRMED) {
                confirmed.add(readings);
            } else {
                failure.compareAndSet(null, result == null ? failed.getMessage() : "a message was " + result);
            }
            unsettled.arriveAndDeregister();
        });
    }

    /** Waits until all is confirmed; the number of readings. */
    long finish() throws InterruptedException {
        unsettled.awaitAdvanceInterruptibly(unsettled.arrive());
        requireNoFailure();
        return confirmed.sum();
    }

    private void requireNoFailure() {
        String why = failure.get();
        if (why != null) {
            throw new UserErrorException(why);
        }
    }
}
