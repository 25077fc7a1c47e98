package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.PublishResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes a ward's readings at a steady pace, and remembers them for the oracle. Whatever fails is repeated by the publisher. */
final class CampaignLoad implements AutoCloseable {

    private final Ward ward;
    private final ReadingPublisher publisher;
    private final long pauseMs;
    private final List<Reading> published = new ArrayList<>();
    private final List<CompletableFuture<PublishResult>> results = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "campaign load");
    private volatile Instant reached = Instant.MIN;
    private boolean isPaused;

    CampaignLoad(Ward ward, ReadingPublisher publisher, long pauseMs) {
        this.ward = ward;
        this.publisher = publisher;
        this.pauseMs = pauseMs;
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(pauseMs, TimeUnit.MILLISECONDS)) {
                publishRound();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the load", e);
        }
    }

    private synchronized void publishRound() {
        if (isPaused) {
            return;
        }
        List<Reading> round = ward.readings(1);
        published.addAll(round);
        round.forEach(reading -> results.add(publisher.publish(reading)));
        reached = round.get(0).timestamp();
    }

    /** Publishes nothing until {@link #resume}; everything before is confirmed when this returns. */
    synchronized void pause() {
        isPaused = true;
        results.forEach(result -> assertThat(result.join()).isEqualTo(PublishResult.CONFIRMED));
    }

    synchronized void resume() {
        isPaused = false;
    }

    /** The time of the last reading handed to the publisher. */
    Instant reached() {
        return reached;
    }

    /** Ends the load, and checks that the broker has confirmed all of it. */
    List<Reading> stop() {
        stop.countDown();
        Joining.uninterruptibly(thread);
        results.forEach(result -> assertThat(result.join()).isEqualTo(PublishResult.CONFIRMED));
        return published;
    }

    synchronized Set<String> expected(AlarmPolicy policy) {
        return Ward.expected(policy, published);
    }

    @Override
    public void close() {
        stop.countDown();
        publisher.close();
        Joining.uninterruptibly(thread);
    }
}
