package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.QueueingAlertListener.Overflow;
import io.github.heartrate.testkit.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class QueueingAlertListenerTest {

    /** Eight alerts of one patient. */
    private static final List<Alert> ALERTS = Scenario.of("120 40 120 72 40 72")
            .run(AlarmPolicy.builder().onsetCount(1).build());

    private final List<Alert> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Alert> dropped = Collections.synchronizedList(new ArrayList<>());
    private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private QueueingAlertListener.Builder queue(AlertListener target) {
        return QueueingAlertListener.builder(target, tasks::add).failureHandler((listener, alert, failure) -> {
            assertThat(listener).isSameAs(target);
            dropped.add(alert);
            failures.add(failure);
        });
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void alertsAreHandedOverInOrderByOneTask() {
        QueueingAlertListener queue = queue(heard::add).build();
        ALERTS.forEach(queue::onAlert);
        assertThat(heard).isEmpty();
        assertThat(queue.queuedCount()).isEqualTo(ALERTS.size());
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(heard).isEqualTo(ALERTS);
        assertThat(queue.queuedCount()).isZero();
        assertThat(queue.droppedCount()).isZero();
        queue.onAlert(ALERTS.get(0));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void executorMayRunTheTaskAtOnce() {
        QueueingAlertListener queue = QueueingAlertListener.builder(heard::add, Runnable::run)
                .capacity(1)
                .build();
        ALERTS.forEach(queue::onAlert);
        assertThat(heard).isEqualTo(ALERTS);
    }

    @Test
    void newestIsDroppedAndTold() {
        QueueingAlertListener queue =
                queue(heard::add).capacity(5).overflow(Overflow.DROP_NEWEST).build();
        ALERTS.forEach(queue::onAlert);
        runTasks();
        assertThat(heard).isEqualTo(ALERTS.subList(0, 5));
        assertThat(dropped).isEqualTo(ALERTS.subList(5, ALERTS.size()));
        assertThat(queue.droppedCount()).isEqualTo(ALERTS.size() - 5);
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessage("the queue was full: 5"));
    }

    @Test
    void oldestIsDroppedAndTold() {
        QueueingAlertListener queue =
                queue(heard::add).capacity(5).overflow(Overflow.DROP_OLDEST).build();
        ALERTS.forEach(queue::onAlert);
        runTasks();
        assertThat(dropped).isEqualTo(ALERTS.subList(0, ALERTS.size() - 5));
        assertThat(heard).isEqualTo(ALERTS.subList(ALERTS.size() - 5, ALERTS.size()));
        assertThat(queue.droppedCount()).isEqualTo(ALERTS.size() - 5);
    }

    @Test
    void feederWaitsForRoomAndLosesNothing() throws Exception {
        Semaphore permits = new Semaphore(0);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            QueueingAlertListener queue = QueueingAlertListener.builder(
                            alert -> {
                                permits.acquireUninterruptibly();
                                heard.add(alert);
                            },
                            executor)
                    .capacity(1)
                    .build();
            Future<?> feeder = executor.submit(() -> ALERTS.forEach(queue::onAlert));
            // One is in hand, one waits in the queue, and the feeder waits with the third.
            for (int i = 0; i < ALERTS.size(); i++) {
                assertThat(queue.queuedCount()).isLessThanOrEqualTo(1);
                permits.release();
            }
            feeder.get(30, TimeUnit.SECONDS);
            executor.shutdown();
            assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard).isEqualTo(ALERTS);
            assertThat(queue.droppedCount()).isZero();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void interruptedFeederDropsTheAlertAndStaysInterrupted() {
        QueueingAlertListener queue = queue(heard::add).capacity(1).build();
        queue.onAlert(ALERTS.get(0));
        Thread.currentThread().interrupt();
        queue.onAlert(ALERTS.get(1));
        assertThat(Thread.interrupted()).isTrue();
        runTasks();
        assertThat(heard).containsExactly(ALERTS.get(0));
        assertThat(dropped).containsExactly(ALERTS.get(1));
        assertThat(failures.get(0)).hasMessage("interrupted while the queue was full: 1");
        assertThat(queue.droppedCount()).isEqualTo(1);
    }

    @Test
    void listenerThatCallsBackNeverWaitsForItself() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .build();
        AlertListener callsBack = alert -> {
            heard.add(alert);
            if (heard.size() == 1) {
                Scenario.of("72@1 120 72 120 72").run(monitor::apply);
            }
        };
        monitor.addListener(
                QueueingAlertListener.builder(callsBack, tasks::add).capacity(1).build());
        monitor.accept(Scenario.reading("120"));
        runTasks();
        assertThat(Feed.story(heard)).isEqualTo("T+0 T-1 T+2 T-3 T+4 T-5");
    }

    @Test
    void failureOfTheListenerGoesToTheHandlerAndTheRestGoOn() {
        IllegalStateException failure = new IllegalStateException("pager is off");
        QueueingAlertListener queue = queue(alert -> {
                    if (alert.equals(ALERTS.get(1))) {
                        throw failure;
                    }
                    heard.add(alert);
                })
                .build();
        ALERTS.subList(0, 3).forEach(queue::onAlert);
        runTasks();
        assertThat(heard).containsExactly(ALERTS.get(0), ALERTS.get(2));
        assertThat(dropped).containsExactly(ALERTS.get(1));
        assertThat(failures).containsExactly(failure);
        assertThat(queue.droppedCount()).isZero();
    }

    @Test
    void throwingFailureHandlerStopsNothing() {
        QueueingAlertListener queue = queue(heard::add)
                .capacity(1)
                .overflow(Overflow.DROP_OLDEST)
                .failureHandler((listener, alert, failure) -> {
                    throw failure;
                })
                .build();
        ALERTS.subList(0, 2).forEach(queue::onAlert);
        runTasks();
        assertThat(heard).containsExactly(ALERTS.get(1));
    }

    @Test
    void refusingExecutorDropsWhatWaitsAndIsAskedAgain() {
        RejectedExecutionException refusal = new RejectedExecutionException("shut down");
        AtomicInteger asked = new AtomicInteger();
        AlertListener target = heard::add;
        QueueingAlertListener queue = QueueingAlertListener.builder(target, task -> {
                    if (asked.incrementAndGet() <= 2) {
                        throw refusal;
                    }
                    tasks.add(task);
                })
                .failureHandler((listener, alert, failure) -> {
                    dropped.add(alert);
                    failures.add(failure);
                })
                .build();
        ALERTS.subList(0, 4).forEach(queue::onAlert);
        assertThat(dropped).isEqualTo(ALERTS.subList(0, 2));
        assertThat(failures).containsOnly(refusal);
        assertThat(queue.droppedCount()).isEqualTo(2);
        runTasks();
        assertThat(heard).isEqualTo(ALERTS.subList(2, 4));
    }

    @Test
    void feederThatWaitsGoesOnWhenTheExecutorRefuses() throws Exception {
        Thread[] second = new Thread[1];
        AtomicInteger asked = new AtomicInteger();
        QueueingAlertListener queue = QueueingAlertListener.builder(heard::add, task -> {
                    if (asked.incrementAndGet() > 1) {
                        task.run();
                        return;
                    }
                    while (second[0].getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    throw new RejectedExecutionException("not now");
                })
                .capacity(1)
                .failureHandler((listener, alert, failure) -> dropped.add(alert))
                .build();
        Thread first = new Thread(() -> queue.onAlert(ALERTS.get(0)));
        second[0] = new Thread(() -> {
            while (queue.queuedCount() == 0) {
                Thread.onSpinWait();
            }
            queue.onAlert(ALERTS.get(1));
        });
        second[0].start();
        first.start();
        first.join(30_000);
        second[0].join(30_000);
        assertThat(dropped).containsExactly(ALERTS.get(0));
        assertThat(heard).containsExactly(ALERTS.get(1));
    }

    @Test
    void executorWithoutAThreadLeftDropsWhatWaitsAndIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        QueueingAlertListener queue = QueueingAlertListener.builder(heard::add, task -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                })
                .failureHandler((listener, alert, failure) -> failures.add(failure))
                .build();
        assertThatThrownBy(() -> queue.onAlert(ALERTS.get(0))).isInstanceOf(OutOfMemoryError.class);
        queue.onAlert(ALERTS.get(1));
        assertThat(heard).containsExactly(ALERTS.get(1));
        assertThat(failures).singleElement().extracting(Throwable::getCause).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void errorOfTheListenerGoesToTheExecutorAndTheRestGoOn() {
        QueueingAlertListener queue = queue(alert -> {
                    heard.add(alert);
                    if (heard.size() == 1) {
                        throw new AssertionError("broken");
                    }
                })
                .build();
        ALERTS.forEach(queue::onAlert);
        assertThatThrownBy(this::runTasks).isInstanceOf(AssertionError.class).hasMessage("broken");
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(heard).isEqualTo(ALERTS);
    }

    @Test
    void errorOnAnExecutorThatRunsAtOnceReachesTheFeederAndDropsNothing() {
        QueueingAlertListener queue = QueueingAlertListener.builder(
                        alert -> {
                            heard.add(alert);
                            if (heard.size() == 1) {
                                throw new AssertionError("broken");
                            }
                        },
                        Runnable::run)
                .build();
        assertThatThrownBy(() -> queue.onAlert(ALERTS.get(0))).isInstanceOf(AssertionError.class);
        queue.onAlert(ALERTS.get(1));
        assertThat(heard).containsExactly(ALERTS.get(0), ALERTS.get(1));
        assertThat(queue.droppedCount()).isZero();
    }

    /** A slow consumer and eight threads: each patient's order is kept, and every alert is heard or told as dropped. */
    @ParameterizedTest
    @EnumSource(Overflow.class)
    void manyFeedersKeepEachPatientsOrderAndLoseNothingInSilence(Overflow overflow) throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        List<Alert> plain = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(3);
        QueueingAlertListener queue = QueueingAlertListener.builder(
                        alert -> {
                            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
                            plain.add(alert);
                            atOnce.decrementAndGet();
                        },
                        executor)
                .capacity(16)
                .overflow(overflow)
                .failureHandler((listener, alert, failure) -> told.incrementAndGet())
                .build();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .listener(queue)
                .build();
        int rounds = 2_000;
        try {
            ConcurrencyTest.inParallel(thread -> {
                for (int i = 0; i < rounds; i++) {
                    monitor.accept(new Reading("p" + thread, Feed.second(i), i % 2 == 0 ? 120 : 72));
                }
            });
            executor.shutdown();
            assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            executor.shutdownNow();
        }
        int all = rounds * ConcurrencyTest.THREADS;
        assertThat(plain.size() + queue.droppedCount()).isEqualTo(all);
        assertThat(told.get()).isEqualTo(queue.droppedCount());
        assertThat(plain).doesNotHaveDuplicates();
        if (overflow == Overflow.BLOCK) {
            assertThat(plain).hasSize(all);
        }
        for (int thread : IntStream.range(0, ConcurrencyTest.THREADS).toArray()) {
            assertThat(plain)
                    .filteredOn(alert -> alert.patientId().equals("p" + thread))
                    .extracting(Alert::time)
                    .isSorted();
        }
    }

    @Test
    void capacityIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(heard::add).capacity(0))
                .withMessage("capacity must be at least 1: 0");
    }
}
