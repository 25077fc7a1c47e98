package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.observe.AmqpMetrics;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose clocks are wrong, as far as an instance hears on the partitions that it is active on: logs it once and not at each
 * tick, and tells the metrics how wrong its own is. Safe for use by several threads.
 */
public final class ClockWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final String own;
    private final AmqpMetrics metrics;
    private final Map<Integer, Map<String, TickGuard.Difference>> refused = new HashMap<>();

    /** Begins with nobody's clock wrong; the first argument is this instance's id in ticks. */
    public ClockWatch(String own, AmqpMetrics metrics) {
        this.own = own;
        this.metrics = metrics;
    }

    /** Whose ticks a partition's session refuses now. */
    synchronized void update(int partition, Map<String, TickGuard.Difference> now) {
        if (now.isEmpty() && !refused.containsKey(partition)) {
            return;
        }
        Set<String> before = instances();
        if (now.isEmpty()) {
            refused.remove(partition);
        } else {
            refused.put(partition, now);
        }
        Set<String> after = instances();
        after.stream().filter(instance -> !before.contains(instance)).forEach(this::logWrong);
        before.stream().filter(instance -> !after.contains(instance)).forEach(this::logRight);
        if (before.contains(own) || after.contains(own)) {
            metrics.clockDifference(ahead(own));
        }
    }

    /** The session of a partition has ended. */
    void forget(int partition) {
        update(partition, Map.of());
    }

    private Set<String> instances() {
        Set<String> instances = new HashSet<>();
        refused.values().forEach(ofPartition -> instances.addAll(ofPartition.keySet()));
        return instances;
    }

    private void logWrong(String instance) {
        find(instance)
                .ifPresent(difference -> LOG.warn(
                        "the clock of {} is {} {}: {}. Its ticks are not heeded",
                        nameOf(instance),
                        difference.ahead().abs().truncatedTo(ChronoUnit.SECONDS),
                        difference.ahead().isNegative() ? "behind" : "ahead",
                        difference.ground()));
    }

    private void logRight(String instance) {
        LOG.info("the ticks of {} are heeded again, or it has gone", nameOf(instance));
    }

    private String nameOf(String instance) {
        return instance.equals(own) ? "this instance" : "the instance " + instance;
    }

    private Optional<TickGuard.Difference> find(String instance) {
        return refused.values().stream()
                .filter(ofPartition -> ofPartition.containsKey(instance))
                .findFirst()
                .map(ofPartition -> ofPartition.get(instance));
    }

    /** How far an instance's clock is ahead, or behind if negative; zero if its ticks are believed. */
    synchronized Duration ahead(String instance) {
        return find(instance).map(TickGuard.Difference::ahead).orElse(Duration.ZERO);
    }

    /** How far this instance's own clock is ahead. */
    Duration ownAhead() {
        return ahead(own);
    }

    /** Whose clocks are how far ahead, as a partition's session has it. */
    synchronized Map<String, Duration> ofPartition(int partition) {
        return refused.getOrDefault(partition, Map.of()).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().ahead()));
    }
}
