package io.github.heartrate.demo.options;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.demo.broker.BrokerUri;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The broker, as an option. */
public final class BrokerOptions {

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "A running RabbitMQ, amqp://user:password@host:port/vhost. Default: an embedded broker; for "
                    + "produce and monitor, one on this machine.")
    private @Nullable String uri;

    /** Empty if none is given. */
    public Optional<Broker> broker() {
        return Optional.ofNullable(uri).map(BrokerUri::broker);
    }

    /** The one given, or else one on this machine with RabbitMQ's defaults. */
    public Broker brokerOrLocal() {
        return broker().orElseGet(() -> BrokerUri.broker("amqp://guest:guest@localhost:5672"));
    }
}
