package io.github.heartrate.amqp.internal.link;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the library. A thread that ends by a throwable, of whatever kind, tells its owner. Otherwise nobody
 * would notice that a partition is no longer watched.
 */
public final class OwnThread {

    private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);

    private OwnThread() {}

    /** What a thread does. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    /**
     * How a thread ended that was not told to.
     *
     * @param thread its name
     * @param cause by what it ended
     */
    public record Death(String thread, Throwable cause) {

        public String reason() {
            return "the thread " + Quoted.name(thread) + " has died: " + cause;
        }
    }

    /**
     * Makes a thread that does not keep the JVM alive.
     *
     * @param name for operators
     * @param task ends when it is told to stop
     * @param stop is at 0 when the task is told to stop: from then on it may end in any way
     * @param owner is told on this thread if the task ends by a throwable before
     */
    public static Thread of(String name, Task task, CountDownLatch stop, Consumer<Death> owner) {
        Thread thread = new Thread(() -> run(name, task, stop, owner), name);
        thread.setDaemon(true);
        return thread;
    }

    private static void run(String name, Task task, CountDownLatch stop, Consumer<Death> owner) {
        try {
            task.run();
        } catch (Throwable cause) {
            if (stop.getCount() == 0) {
                LOG.debug("{}: ended", name, cause);
                return;
            }
            Death death = new Death(name, cause);
            try {
                owner.accept(death);
            } finally {
                LOG.error("{}", death.reason(), cause);
            }
        }
    }
}
