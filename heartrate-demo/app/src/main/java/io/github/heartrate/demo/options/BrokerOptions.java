package io.github.heartrate.demo.options;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.broker.RunBroker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the queues are, as options: the broker, and the name of the installation on it. */
public final class BrokerOptions {

    private static final String DEFAULT_NAME = "heartrate";

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "A running RabbitMQ, amqp://user:password@host:port/vhost. Default: an embedded broker; for "
                    + "produce, monitor, mllp and mqtt, one on this machine.")
    private @Nullable String uri;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = NameConverter.class,
            defaultValue = DEFAULT_NAME,
            description = "Of the installation: what its exchanges and queues begin with. Installations of different "
                    + "names on one virtual host do not hear each other. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String name;

    /** What the exchanges and queues of the installation begin with. */
    public String name() {
        return name;
    }

    /** How to type {@code reset} for this installation. */
    public String reset() {
        return name.equals(DEFAULT_NAME) ? "reset" : "reset --name " + name;
    }

    /** Empty if none is given. */
    public Optional<Broker> broker() {
        return Optional.ofNullable(uri).map(BrokerUri::broker);
    }

    /** The one given, or else one on this machine with RabbitMQ's defaults. */
    public Broker brokerOrLocal() {
        return broker().orElseGet(() -> BrokerUri.broker("amqp://guest:guest@localhost:5672"));
    }

    /** For a run of its own, on the given broker or an embedded one. */
    public RunBroker forOneRun() {
        return RunBroker.of(broker(), name);
    }

    /** Takes what the library takes. */
    static final class NameConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                return Topology.partitioned(1).named(value).name();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "must be some letters, digits or . _ : - and not begin with amq.: " + value);
            }
        }
    }
}
