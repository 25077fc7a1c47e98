package io.github.heartrate.demo;

import io.github.heartrate.amqp.Broker;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The broker, as an option. */
final class BrokerOptions {

    private static final String SHAPE = "--broker must look like amqp://user:password@host:port/vhost";

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "A running RabbitMQ, amqp://user:password@host:port/vhost. Default: an embedded broker; for "
                    + "produce and monitor, one on this machine.")
    private @Nullable String uri;

    /** Empty if none is given. */
    Optional<Broker> broker() {
        return Optional.ofNullable(uri).map(BrokerOptions::broker);
    }

    /** The one given, or else one on this machine with RabbitMQ's defaults. */
    Broker brokerOrLocal() {
        return broker().orElseGet(() -> broker("amqp://guest:guest@localhost:5672"));
    }

    /** The URI may hold a password and is never shown. */
    static Broker broker(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null || parsed.getHost() == null) {
                throw new WrongUsageException(SHAPE);
            }
            return Broker.of(parsed);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new WrongUsageException(SHAPE, e);
        }
    }

    /**
     * One line on why a broker can't be used: in the library's words, which name it, if a connection failed. Those of the
     * client depend on whether its answer or the end of the connection comes first.
     */
    static UserErrorException failure(Broker broker, Exception e) {
        if (e.getMessage() != null) {
            return new UserErrorException(e.getMessage(), e);
        }
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        String why = cause.getMessage() != null ? cause.getMessage() : cause.toString();
        return new UserErrorException("broker " + broker + ": " + why, e);
    }
}
