package io.github.heartrate.amqp;

import io.github.heartrate.amqp.internal.link.OwnThread;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.PartitionHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an instance's health several times a second, and tells of changes. Safe for use by several threads. */
final class HealthWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final long LOOK_MS = 200;

    private final Supplier<Health> health;
    private final List<Consumer<Health>> listeners;
    private Optional<Health> told = Optional.empty();

    HealthWatch(Supplier<Health> health, List<Consumer<Health>> listeners) {
        this.health = health;
        this.listeners = listeners;
    }

    void run(CountDownLatch stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS));
    }

    /** Tells the listeners, one after another, if something has changed since the last time. */
    synchronized void look() {
        Health now = health.get();
        if (told.filter(before -> states(before).equals(states(now))).isPresent()) {
            return;
        }
        told = Optional.of(now);
        for (Consumer<Health> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.error("a health listener failed", e);
            }
        }
    }

    /** The health of an instance, which has ended if one of its threads has died. */
    static Health sum(Stream<PartitionHealth> partitions, Optional<OwnThread.Death> death) {
        return Health.of(partitions
                .map(health -> death.map(it -> down(health, it.reason())).orElse(health))
                .toList());
    }

    /** The same partition of an instance that has ended. */
    private static PartitionHealth down(PartitionHealth health, String why) {
        return new PartitionHealth(
                health.partition(),
                PartitionHealth.Status.DOWN,
                Optional.of(PartitionHealth.Cause.THREAD_DIED),
                Optional.of(why),
                Optional.empty(),
                health.lastCommit(),
                Map.of());
    }

    /** What is told of: not what changes all the time, which are lags and commits. */
    private static List<?> states(Health health) {
        return health.partitions().stream()
                .map(partition -> List.of(
                        partition.status(),
                        partition.cause(),
                        partition.reason(),
                        partition.wrongClocks().keySet()))
                .toList();
    }

    /** Waits for a health; false if it does not come within the limit, or the instance ends before. */
    boolean await(Predicate<Health> wanted, Duration limit, CountDownLatch stop) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!wanted.test(health.get())) {
            long left = Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
            if (left <= 0 || stop.await(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
