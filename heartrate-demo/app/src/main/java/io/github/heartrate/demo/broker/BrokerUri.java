package io.github.heartrate.demo.broker;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import java.net.URI;
import java.net.URISyntaxException;

/** The broker that somebody names, and why it can't be used. */
public final class BrokerUri {

    private static final String SHAPE = "--broker must look like amqp://user:password@host:port/vhost";

    private BrokerUri() {}

    /** The URI may hold a password and is never shown. */
    public static Broker broker(String uri) {
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
    public static UserErrorException failure(Broker broker, Exception e) {
        if (e.getMessage() != null) {
            return new UserErrorException(e.getMessage(), e);
        }
        Throwable cause = e.getCause() != null ? e.getCause() : e;
        String why = cause.getMessage() != null ? cause.getMessage() : cause.toString();
        return new UserErrorException("broker " + broker + ": " + why, e);
    }
}
