package io.github.heartrate.demo.broker;

import io.github.heartrate.amqp.broker.Broker;
import java.util.Optional;

/** The broker of one run: a given one, which others use too, or an embedded one, which ends with the run. */
public final class RunBroker implements AutoCloseable {

    private final Broker broker;
    private final Optional<EmbeddedBroker> embedded;

    private RunBroker(Broker broker, Optional<EmbeddedBroker> embedded) {
        this.broker = broker;
        this.embedded = embedded;
    }

    /** Starts an embedded broker if none is given. */
    public static RunBroker of(Optional<Broker> given) {
        if (given.isPresent()) {
            return new RunBroker(given.get(), Optional.empty());
        }
        EmbeddedBroker started = EmbeddedBroker.start();
        return new RunBroker(started.broker(), Optional.of(started));
    }

    public Broker broker() {
        return broker;
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
