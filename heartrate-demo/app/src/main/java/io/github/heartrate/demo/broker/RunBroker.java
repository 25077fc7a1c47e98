package io.github.heartrate.demo.broker;

import io.github.heartrate.amqp.broker.Broker;
import java.util.Optional;

/**
 * The broker of one run: a given one, which others use too, or an embedded one, which ends with the run. And the name that
 * the exchanges and queues of the run begin with.
 */
public final class RunBroker implements AutoCloseable {

    private final Broker broker;
    private final String name;
    private final Optional<EmbeddedBroker> embedded;

    private RunBroker(Broker broker, String name, Optional<EmbeddedBroker> embedded) {
        this.broker = broker;
        this.name = name;
        this.embedded = embedded;
    }

    /**
     * Starts an embedded broker if none is given.
     *
     * @param name what exchanges and queues begin with
     */
    public static RunBroker of(Optional<Broker> given, String name) {
        if (given.isPresent()) {
            return new RunBroker(given.get(), name, Optional.empty());
        }
        EmbeddedBroker started = EmbeddedBroker.start();
        return new RunBroker(started.broker(), name, Optional.of(started));
    }

    public Broker broker() {
        return broker;
    }

    /** What exchanges and queues begin with. */
    String name() {
        return name;
    }

    /** Whether others may use it too. */
    public boolean isShared() {
        return embedded.isEmpty();
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedBroker::close);
    }
}
