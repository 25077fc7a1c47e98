package io.github.heartrate.demo.replay;

import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Underway.Numbered;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a replay's readings, each patient's in their order: at a speed one by one when their time has come, else
 * packed, many of a partition in a message. Used by one thread.
 */
final class ReplaySender {

    private static final int BATCH_READINGS = 250;
    /** Long ids end a batch sooner: at 3 bytes a character they stay far below the 1 MiB that a message may have. */
    private static final int BATCH_ID_CHARS = 50_000;
    /** The alerts of all patients wait for the readings before them, so that a partition with few does not wait long. */
    private static final int MAX_WAITING = 5_000;

    private final ReadingPublisher publisher;
    private final Topology topology;
    private final OptionalDouble speed;
    private final Policies policies;
    private final ReplayClock clock;
    private final Underway underway;
    private final Pacer pacer;
    private final Map<Integer, Batch> batches = new HashMap<>();
    private final Set<String> patients = new HashSet<>();
    private final Phaser unsettled = new Phaser(1);
    private long sent;
    private final LongAdder confirmed = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    ReplaySender(
            ReadingPublisher publisher,
            Topology topology,
            OptionalDouble speed,
            Policies policies,
            ReplayClock clock,
            Underway underway) {
        this.publisher = publisher;
        this.topology = topology;
        this.speed = speed;
        this.policies = policies;
        this.clock = clock;
        this.underway = underway;
        this.pacer = new Pacer(speed);
    }

    /** Of one partition, to go in one message. */
    private static final class Batch {
        private List<Numbered> readings = new ArrayList<>();
        private int idChars;

        boolean add(Numbered next) {
            readings.add(next);
            idChars += next.reading().patientId().length();
            return readings.size() == BATCH_READINGS || idChars > BATCH_ID_CHARS;
        }

        /** Whether its oldest reading has waited while so many others came. */
        boolean isOverdue(long number) {
            return !readings.isEmpty() && number - readings.get(0).number() > MAX_WAITING;
        }

        List<Numbered> take() {
            List<Numbered> taken = readings;
            readings = new ArrayList<>();
            idChars = 0;
            return taken;
        }
    }

    /** Publishes a reading, or keeps it for a batch; a patient's first one after the policy of the patient's own. */
    void send(Reading reading) {
        try {
            pacer.await(reading);
            clock.observe(reading);
            if (patients.add(reading.patientId())) {
                policies.change(reading).ifPresent(this::publish);
            }
            Numbered next = new Numbered(sent++, reading);
            if (speed.isPresent()) {
                underway.send(List.of(next));
                watch(1, publisher.publish(reading));
                return;
            }
            Batch batch = batches.computeIfAbsent(topology.partitionOf(reading.patientId()), partition -> new Batch());
            if (batch.add(next)) {
                publish(batch);
                publishOverdue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted", e);
        }
    }

    private void publish(Input.ChangePolicy change) {
        watch(0, publisher.publish(change));
    }

    private void publish(Batch batch) throws InterruptedException {
        List<Numbered> readings = batch.take();
        underway.send(readings);
        watch(
                readings.size(),
                publisher.publishBatch(readings.stream().map(Numbered::reading).toList()));
    }

    private void publishOverdue() throws InterruptedException {
        for (Batch batch : batches.values()) {
            if (batch.isOverdue(sent)) {
                publish(batch);
            }
        }
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

    /** Publishes what is left and waits until all is confirmed; the number of readings. */
    long finish() throws InterruptedException {
        for (Batch batch : batches.values()) {
            if (!batch.readings.isEmpty()) {
                publish(batch);
            }
        }
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
