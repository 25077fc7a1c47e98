package io.github.heartrate.amqp.topology;

import io.github.heartrate.amqp.internal.link.Quoted;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues that a broker has and that wait longer than those declared today for a consumer whose node has died. AMQP does
 * not tell whether a policy shortens it.
 */
final class SlowQueues {

    private static final Logger LOG = LoggerFactory.getLogger(SlowQueues.class);

    private static final String QUORUM = "quorum";

    private final Topology topology;
    private final BrokerDialect dialect;
    private final Map<String, Duration> waits = new LinkedHashMap<>();

    SlowQueues(Topology topology, BrokerDialect dialect) {
        this.topology = topology;
        this.dialect = dialect;
    }

    /** A queue is there with these arguments. */
    void add(Layout.Queue queue, Map<String, Object> arguments) {
        if (QUORUM.equals(arguments.get("x-queue-type")) && !arguments.equals(queue.arguments())) {
            waits.put(queue.name(), BrokerDialect.waitForLostNode(arguments));
        }
    }

    /** One for all queues; empty if there is none. */
    Optional<Mismatch> warning() {
        return waits.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .flatMap(slowest -> QueuePolicy.of(topology, dialect)
                        .map(policy -> new Mismatch(
                                slowest.getKey(),
                                "waits " + slowest.getValue().toSeconds()
                                        + " s for a consumer whose node has died, and delivers nothing meanwhile, unless a"
                                        + " policy says less" + others(),
                                "set the policy, which works at once: " + policy.command("VIRTUAL_HOST"))));
    }

    private String others() {
        return waits.size() == 1
                ? ""
                : " (so do " + (waits.size() - 1) + " more of " + Quoted.name(topology.name()) + ")";
    }

    void log() {
        warning().ifPresent(warning -> LOG.warn("{}", warning));
    }
}
