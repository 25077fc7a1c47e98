package io.github.heartrate.amqp.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to connect to a broker: every connection of the library is set up here. The client's automatic recovery is off,
 * since it would repeat neither what was unconfirmed nor in order. Heartbeats every 10 s, 10 s for an answer, and no
 * message above 16 MiB is taken in. Immutable, and safe for use by several threads.
 */
public final class Broker {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private static final int HEARTBEAT_SECONDS = 10;
    private static final int ANSWER_LIMIT_MS = 10_000;
    private static final int MAX_INBOUND_BYTES = 16 * 1024 * 1024;

    private final List<ConnectionFactory> factories;

    private Broker(List<ConnectionFactory> factories) {
        this.factories = List.copyOf(factories);
    }

    private Broker(ConnectionFactory factory) {
        this(List.of(factory));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(ANSWER_LIMIT_MS);
        factory.setHandshakeTimeout(ANSWER_LIMIT_MS);
        factory.setShutdownTimeout(ANSWER_LIMIT_MS);
        factory.setChannelRpcTimeout(ANSWER_LIMIT_MS);
        factory.setChannelShouldCheckRpcResponseType(true);
        factory.setMaxInboundMessageBodySize(MAX_INBOUND_BYTES);
    }

    /**
     * The broker of a factory.
     *
     * @param factory host, credentials and anything else that is not set here; it is copied
     * @return the broker
     */
    public static Broker of(ConnectionFactory factory) {
        return new Broker(factory.clone());
    }

    /**
     * The broker of a URI. {@code amqps://} verifies the broker by the authorities that the JDK trusts.
     *
     * @param uri such as {@code amqp://user:password@host:5672/vhost}. Without a path, or with a slash alone, the virtual
     *     host is the default one, {@code /}. A slash within a name is written {@code %2F}
     * @return the broker
     * @throws IllegalArgumentException if it is no such URI; the message does not show it, since it may hold a password
     */
    public static Broker of(URI uri) {
        ConnectionFactory factory = factory(uri);
        if (factory.isSSL()) {
            Tls.trustingTheSystem().applyTo(factory);
        }
        return new Broker(factory);
    }

    /**
     * The broker of a URI, over TLS.
     *
     * @param uri such as {@code amqps://user:password@host:5671/vhost}, with a path as in {@link #of(URI)}
     * @param tls whom to trust
     * @return the broker
     * @throws IllegalArgumentException if it is no such URI; the message does not show it, since it may hold a password
     */
    public static Broker of(URI uri, Tls tls) {
        ConnectionFactory factory = factory(uri);
        if (!factory.isSSL()) {
            throw new IllegalArgumentException("a broker reached by TLS must begin with amqps://");
        }
        tls.applyTo(factory);
        return new Broker(factory);
    }

    private static ConnectionFactory factory(URI uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
            if ("/".equals(uri.getRawPath())) {
                // The client reads it as the virtual host without a name.
                factory.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
            }
            return factory;
        } catch (NoSuchAlgorithmException | KeyManagementException | RuntimeException e) {
            // The client's own message shows user and password: it does not become the cause.
            throw new IllegalArgumentException("a broker must look like amqp://user:password@host:port/vhost");
        }
    }

    /**
     * The nodes of one cluster.
     *
     * @param nodes at least one
     * @return a broker whose connections are opened to the first node that takes them
     */
    public static Broker firstOf(List<Broker> nodes) {
        return new Broker(
                nodes.stream().flatMap(node -> node.factories.stream()).toList());
    }

    /**
     * The same nodes in another order, for a client that gets no service from the first one.
     *
     * @return a broker that tries the first node last; the same if there is one node only
     */
    public Broker firstNodeLast() {
        List<ConnectionFactory> order = new ArrayList<>(factories);
        Collections.rotate(order, -1);
        return new Broker(List.copyOf(order));
    }

    /**
     * Opens a connection.
     *
     * @param name shown in RabbitMQ's management page
     * @return a new connection
     * @throws IOException if the broker can't be reached, refuses or can't be verified; its message says so in one line,
     *     without credentials
     * @throws TimeoutException if it does not answer in time
     */
    public Connection connect(String name) throws IOException, TimeoutException {
        for (ConnectionFactory factory : factories.subList(0, factories.size() - 1)) {
            try {
                return open(factory, name);
            } catch (IOException | TimeoutException e) {
                LOG.debug("{}: no connection to {}:{}", name, factory.getHost(), factory.getPort(), e);
            }
        }
        return open(factories.get(factories.size() - 1), name);
    }

    private static Connection open(ConnectionFactory factory, String name) throws IOException, TimeoutException {
        try {
            return factory.newConnection(name);
        } catch (IOException e) {
            throw new IOException(ConnectFailure.inWords(factory, e), e);
        } catch (TimeoutException e) {
            throw new TimeoutException(ConnectFailure.inWords(factory, e));
        }
    }

    /** For logs: without credentials. */
    @Override
    public String toString() {
        return factories.stream()
                .map(factory -> factory.getHost() + ":" + factory.getPort())
                .collect(Collectors.joining(", "));
    }
}
