package io.github.heartrate.demo.broker;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The broker of one run: a given one, which others use too, or an embedded one, which ends with the run. And the name that
 * the exchanges and queues of the run begin with.
 */
public final class RunBroker implements AutoCloseable {

    private final Supplier<Broker> broker;
    private final String name;
    private final Optional<EmbeddedBroker> embedded;

    private RunBroker(Supplier<Broker> broker, String name, Optional<EmbeddedBroker> embedded) {
        this.broker = broker;
        this.name = name;
        this.embedded = embedded;
    }

    /**
     * Begins to start an embedded broker if none is given, and does not wait for it.
     *
     * @param name what exchanges and queues begin with
     */
    public static RunBroker of(Optional<Broker> given, String name) {
        if (given.isPresent()) {
            return new RunBroker(given::get, name, Optional.empty());
        }
        EmbeddedBroker starting = EmbeddedBroker.start();
        return new RunBroker(starting::broker, name, Optional.of(starting));
    }

    /**
     * Where it is; waits until an embedded one is there.
     *
     * @throws UserErrorException if that did not start; if the thread is interrupted, which it stays
     */
    public Broker broker() {
        return broker.get();
    }

    /** The same, for nothing but the wait. */
    public void awaitStart() {
        Broker unused = broker();
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
