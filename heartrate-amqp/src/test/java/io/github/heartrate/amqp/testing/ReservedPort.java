package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A port of the loopback address that one test run of this machine has at a time. Others wait: the lock is a file's in the
 * temporary folder.
 */
public final class ReservedPort implements AutoCloseable {

    /** How long a node that was killed may keep its port. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(10);

    private final int number;
    private final FileChannel lock;

    private ReservedPort(int number, FileChannel lock) {
        this.number = number;
        this.lock = lock;
    }

    /**
     * Waits until no other JVM has reserved it.
     *
     * @throws PortTakenException if somebody listens there who has not
     */
    public static ReservedPort await(int number) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "heartrate-port-" + number + ".lock");
        try {
            FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ReservedPort port = new ReservedPort(number, lock);
            try {
                lock.lock();
                port.awaitFree();
                return port;
            } catch (IOException | RuntimeException e) {
                port.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitFree() {
        try {
            Awaitility.await().atMost(RELEASE_LIMIT).until(() -> Ports.isFree(number));
        } catch (ConditionTimeoutException e) {
            throw new PortTakenException(number);
        }
    }

    int number() {
        return number;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
