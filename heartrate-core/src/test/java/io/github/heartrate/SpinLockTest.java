package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpinLockTest {

    private static final int ROUNDS = 200_000;

    private final Counter counter = new Counter();

    private static final class Counter extends SpinLock {
        private long count;

        boolean increment() {
            if (!lock()) {
                return false;
            }
            try {
                count++;
                return true;
            } finally {
                unlock();
            }
        }
    }

    @Test
    void oneThreadAtATimeHoldsIt() throws Exception {
        ConcurrencyTest.inParallel(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                counter.increment();
            }
        });
        assertThat(counter.lock()).isTrue();
        assertThat(counter.count).isEqualTo((long) ConcurrencyTest.THREADS * ROUNDS);
    }

    @Test
    void whoWaitsLongParksAndGetsItAfterwards() throws Exception {
        counter.lock();
        Future<Boolean> waiting = parkedIncrement();
        counter.unlock();
        assertThat(waiting.get()).isTrue();
        assertThat(counter.increment()).isTrue();
        assertThat(counter.count).isEqualTo(2);
    }

    @Test
    void whoIsInterruptedGetsItToo() throws Exception {
        counter.lock();
        CountDownLatch interrupted = new CountDownLatch(1);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            interrupted.countDown();
            return counter.increment() && Thread.interrupted();
        });
        start(waiting);
        interrupted.await();
        counter.unlock();
        assertThat(waiting.get()).isTrue();
    }

    @Test
    void nobodyGetsWhatIsRetired() throws Exception {
        counter.lock();
        Future<Boolean> waiting = parkedIncrement();
        counter.retire();
        assertThat(waiting.get()).isFalse();
        counter.unlock();
        assertThat(counter.increment()).isFalse();
        assertThat(counter.count).isZero();
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Of another thread, which has spun enough and has parked. */
    private Future<Boolean> parkedIncrement() {
        FutureTask<Boolean> increment = new FutureTask<>(counter::increment);
        Thread thread = start(increment);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return increment;
    }
}
