package io.github.heartrate;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives what extends it to one thread at a time, until it is retired for good. Made for what is held for some
 * nanoseconds and hardly ever waited for: it takes four bytes, and one atomic instruction where {@code synchronized} takes
 * one to enter and one to leave. Not reentrant.
 *
 * <p>A thread that waits spins first; if the holder does not get its turn meanwhile, it parks for a short time, again and
 * again.
 */
abstract class SpinLock {

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int RETIRED = 2;

    /** A holder that takes longer has lost its turn; the module's measurements say how long this is. */
    private static final int SPINS = 1_000;

    /** No shorter than Linux lets a thread park anyway, by its default timer slack of 50 microseconds. */
    private static final int PARK_NANOS = 50_000;

    private static final AtomicIntegerFieldUpdater<SpinLock> LOCK =
            AtomicIntegerFieldUpdater.newUpdater(SpinLock.class, "lock");

    private volatile int lock = FREE;

    /**
     * Waits until no other thread holds it.
     *
     * @return whether the caller holds it now; false if it is retired
     */
    final boolean lock() {
        return LOCK.compareAndSet(this, FREE, HELD) || lockAfterWaiting();
    }

    private boolean lockAfterWaiting() {
        int spins = 0;
        while (lock != RETIRED) {
            if (lock == FREE && LOCK.compareAndSet(this, FREE, HELD)) {
                return true;
            }
            if (spins < SPINS) {
                spins++;
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PARK_NANOS);
            }
        }
        return false;
    }

    /** To be called by the holder. */
    final void unlock() {
        if (lock == HELD) {
            LOCK.lazySet(this, FREE);
        }
    }

    /** To be called by the holder, before it unlocks: nobody gets it any more. */
    final void retire() {
        lock = RETIRED;
    }
}
