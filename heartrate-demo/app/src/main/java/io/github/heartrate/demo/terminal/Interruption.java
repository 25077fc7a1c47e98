package io.github.heartrate.demo.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends work cleanly on Ctrl-C: the JVM's shutdown interrupts the working thread and waits until that has written its
 * summary. The JVM's exit code is then 128 and the signal's number: 130 for Ctrl-C.
 */
public final class Interruption implements AutoCloseable {

    private static final int GRACE_SECONDS = 15;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private Interruption(Thread worker) {
        hook = new Thread(
                () -> {
                    requested = true;
                    worker.interrupt();
                    awaitDone();
                },
                "interruption");
    }

    public static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the work that is about to start must not.
            Thread.currentThread().interrupt();
        }
        return interruption;
    }

    private void awaitDone() {
        try {
            if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("error: not ended within " + GRACE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRequested() {
        return requested;
    }

    /** The summary is written; the JVM may go. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, which is what the hook is for.
            return;
        }
    }
}
