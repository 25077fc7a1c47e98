package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a queue of alerts ends: all are handed over, or counted and told. */
@Timeout(60)
class QueueEndTest {

    /** Eight alerts of one patient. */
    private static final List<Alert> ALERTS = Scenario.of("120 40 120 72 40 72")
            .run(AlarmPolicy.builder().onsetCount(1).build());

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<Alert> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Alert> dropped = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private QueueingAlertListener.Builder queue(AlertListener target) {
        return QueueingAlertListener.builder(target, tasks::add).failureHandler((listener, alert, failure) -> {
            assertThat(failure).isInstanceOf(RejectedExecutionException.class).hasMessage("the queue is closed");
            dropped.add(alert);
        });
    }

    @Test
    void whatWaitsAtTheEndIsCountedAndTold() {
        QueueingAlertListener queue = queue(heard::add).build();
        ALERTS.forEach(queue::onAlert);
        queue.close();
        queue.close();
        tasks.remove().run();
        assertThat(heard).isEmpty();
        assertThat(dropped).isEqualTo(ALERTS);
        assertThat(queue.droppedCount()).isEqualTo(ALERTS.size());
        assertThat(queue.queuedCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(QueueingAlertListener.Overflow.class)
    void whatComesAfterTheEndIsCountedAndTold(QueueingAlertListener.Overflow overflow) {
        QueueingAlertListener queue =
                queue(heard::add).capacity(1).overflow(overflow).build();
        queue.close();
        ALERTS.forEach(queue::onAlert);
        assertThat(tasks).isEmpty();
        assertThat(dropped).isEqualTo(ALERTS);
        assertThat(queue.droppedCount()).isEqualTo(ALERTS.size());
    }

    @Test
    void feederThatWaitsForRoomGoesOnAtTheEnd() throws Exception {
        QueueingAlertListener queue = queue(heard::add).capacity(1).build();
        queue.onAlert(ALERTS.get(0));
        Thread feeder = new Thread(() -> queue.onAlert(ALERTS.get(1)));
        feeder.start();
        awaitWaiting(feeder);
        queue.close();
        feeder.join();
        assertThat(dropped).containsExactlyInAnyOrder(ALERTS.get(0), ALERTS.get(1));
        assertThat(queue.droppedCount()).isEqualTo(2);
    }

    @Test
    void drainingWaitsUntilTheLastAlertIsHandedOver() throws Exception {
        Semaphore permits = new Semaphore(0);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (QueueingAlertListener queue = QueueingAlertListener.builder(
                        alert -> {
                            permits.acquireUninterruptibly();
                            heard.add(alert);
                        },
                        executor)
                .build()) {
            ALERTS.forEach(queue::onAlert);
            permits.release(ALERTS.size() - 1);
            assertThat(queue.drain(Duration.ZERO)).isFalse();
            Thread main = Thread.currentThread();
            Thread releaser = new Thread(() -> {
                awaitWaiting(main);
                permits.release();
            });
            releaser.start();
            assertThat(queue.drain(LONG)).isTrue();
            assertThat(heard).isEqualTo(ALERTS);
            assertThat(queue.drain(Duration.ZERO)).isTrue();
            releaser.join();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void drainingThatTakesTooLongDropsNothing() throws Exception {
        QueueingAlertListener queue = queue(heard::add).build();
        ALERTS.forEach(queue::onAlert);
        assertThat(queue.drain(Duration.ofMillis(1))).isFalse();
        assertThat(queue.queuedCount()).isEqualTo(ALERTS.size());
        tasks.remove().run();
        assertThat(heard).isEqualTo(ALERTS);
        assertThat(queue.drain(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void closingWakesThoseWhoDrain() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Semaphore inHand = new Semaphore(0);
        Semaphore permits = new Semaphore(0);
        QueueingAlertListener queue = QueueingAlertListener.builder(
                        alert -> {
                            inHand.release();
                            permits.acquireUninterruptibly();
                        },
                        executor)
                .failureHandler((listener, alert, failure) -> dropped.add(alert))
                .build();
        ALERTS.forEach(queue::onAlert);
        inHand.acquire();
        Thread drains = new Thread(() -> heard.addAll(drained(queue) ? ALERTS : List.of()));
        drains.start();
        awaitWaiting(drains);
        queue.close();
        permits.release();
        drains.join();
        executor.shutdown();
        assertThat(heard).isEqualTo(ALERTS);
        assertThat(dropped).isEqualTo(ALERTS.subList(1, ALERTS.size()));
    }

    @Test
    void listenerDoesNotWaitForItsOwnAlert() {
        List<RuntimeException> failures = new ArrayList<>();
        QueueingAlertListener[] queue = new QueueingAlertListener[1];
        queue[0] = QueueingAlertListener.builder(alert -> drained(queue[0]), Runnable::run)
                .failureHandler((listener, alert, failure) -> failures.add(failure))
                .build();
        queue[0].onAlert(ALERTS.get(0));
        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        IllegalStateException.class,
                        failure -> assertThat(failure).hasMessage("the listener must not wait for its own alert"));
    }

    private static boolean drained(QueueingAlertListener queue) {
        try {
            return queue.drain(LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
