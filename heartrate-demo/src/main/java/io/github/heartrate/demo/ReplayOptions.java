package io.github.heartrate.demo;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that every run has. */
final class ReplayOptions {

    private static final int TIMEOUT_MILLIS = 10_000;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "A running RabbitMQ, amqp://user:password@host:port/vhost; default: an embedded broker.")
    private @Nullable String broker;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Write every alert to FILE, as JSON Lines if it ends in .jsonl, else as CSV.")
    private @Nullable Path alerts;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            converter = Speed.class,
            defaultValue = "max",
            description = "1 is real time, 10 ten times as fast, max as fast as it goes. Default: max.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private OptionalDouble speed;

    Optional<Path> alerts() {
        return Optional.ofNullable(alerts);
    }

    OptionalDouble speed() {
        return speed;
    }

    Optional<ConnectionFactory> broker() {
        return Optional.ofNullable(broker).map(ReplayOptions::connectionFactory);
    }

    /** A factory without automatic recovery; the URI may hold a password and is never shown. */
    static ConnectionFactory connectionFactory(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null || parsed.getHost() == null) {
                throw new UserErrorException("--broker must look like amqp://user:password@host:port/vhost");
            }
            factory.setUri(parsed);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UserErrorException("--broker must look like amqp://user:password@host:port/vhost", e);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        return factory;
    }

    private static final class Speed implements ITypeConverter<OptionalDouble> {
        @Override
        public OptionalDouble convert(String value) {
            if ("max".equals(value)) {
                return OptionalDouble.empty();
            }
            double speed;
            try {
                speed = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be max or a number above 0: " + value);
            }
            if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
                throw new TypeConversionException("must be max or a number above 0: " + value);
            }
            return OptionalDouble.of(speed);
        }
    }
}
