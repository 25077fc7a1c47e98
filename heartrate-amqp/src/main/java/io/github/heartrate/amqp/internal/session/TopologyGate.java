package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.topology.Mismatch;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Lets sessions begin once the topology was declared or found to be right. Safe for use by several threads. */
public final class TopologyGate {

    private final Topology topology;
    private final OnStart choice;
    private final AtomicLong shuts = new AtomicLong();
    private long passedAfter = -1;

    public TopologyGate(Topology topology, OnStart choice) {
        this.topology = topology;
        this.choice = choice;
    }

    /**
     * Declares or verifies, unless that was done.
     *
     * @throws UnusableStateException if it can't be used as it is
     * @throws RefusedException if something is not there, or the user lacks a right
     * @throws AmqpException if the broker could not be asked; trying again may help
     */
    public synchronized void pass(Connection connection) {
        long shutsBefore = shuts.get();
        if (passedAfter == shutsBefore) {
            return;
        }
        try {
            switch (choice) {
                case DECLARE -> topology.declare(connection);
                case VERIFY -> verify(connection);
            }
        } catch (RefusedException e) {
            switch (e.kind()) {
                case NOT_FOUND, ACCESS -> throw e;
                case PRECONDITION, UNROUTABLE, NACKED, OTHER ->
                    throw new UnusableStateException(String.valueOf(e.getMessage()), e);
            }
        }
        passedAfter = shutsBefore;
    }

    private void verify(Connection connection) {
        List<Mismatch> mismatches = topology.verify(connection);
        if (!mismatches.isEmpty()) {
            throw new UnusableStateException(
                    mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("; ")));
        }
    }

    /**
     * A queue was found missing: the next one to come declares or verifies again. Never waits: it is called by the threads
     * that bring the broker's answers, also the one that a declaration is waiting for.
     */
    void shut() {
        shuts.incrementAndGet();
    }
}
