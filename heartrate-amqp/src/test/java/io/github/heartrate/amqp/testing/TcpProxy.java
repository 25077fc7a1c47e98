package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network between a client and a broker on the loopback address, as bad as a test wants it: a {@link Network} that may
 * change at any time, connections that end or are reset, a port that refuses. Safe for use by several threads.
 *
 * <p>It is a class of our own because what is maintained either is a program to install (Toxiproxy) or needs a container.
 */
public final class TcpProxy implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BACKLOG = 50;

    private final int target;
    private final int port;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Queue<ProxiedConnection> everAccepted = new ConcurrentLinkedQueue<>();
    private volatile Network network = Network.CLEAR;
    private ServerSocket server;
    private Thread acceptor;

    private TcpProxy(int target, int port) {
        this.target = target;
        this.port = port;
    }

    /** A proxy on a port of its own that accepts at once. */
    public static TcpProxy to(int targetPort) {
        TcpProxy proxy = new TcpProxy(targetPort, Ports.free());
        proxy.accept();
        return proxy;
    }

    /** Where it listens, on the loopback address. */
    public int port() {
        return port;
    }

    /** The same URI, through the proxy. */
    public String through(String uri) {
        URI direct = URI.create(uri);
        return uri.replace(direct.getHost() + ":" + direct.getPort(), direct.getHost() + ":" + port);
    }

    /** How many connections are open. */
    public int open() {
        return connections.size();
    }

    /** Changes what the network is like, for open connections too. */
    public void become(Network next) {
        network = next;
        connections.forEach(ProxiedConnection::networkChanged);
    }

    /** Ends every connection as a process that exits does: both ends read an end of file. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /** Resets every connection: both ends get {@code RST}, and what was under way is lost. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets every connection and refuses new ones until {@link #accept}. */
    public synchronized void refuse() {
        if (server != null) {
            try {
                server.close();
                acceptor.join(); // until then the kernel goes on listening, and the acceptor may take one more
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            server = null;
        }
        reset();
    }

    /** Takes new connections. */
    public synchronized void accept() {
        if (server == null) {
            try {
                ServerSocket listening = new ServerSocket();
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(LOOPBACK, port), BACKLOG);
                server = listening;
                acceptor = new Thread(() -> acceptOn(listening), "proxy-accept-" + port);
                acceptor.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void acceptOn(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                try {
                    Socket broker = new Socket(LOOPBACK, target);
                    ProxiedConnection connection =
                            new ProxiedConnection(client, broker, () -> network, connections::remove);
                    connections.add(connection);
                    everAccepted.add(connection);
                    connection.start();
                } catch (IOException e) {
                    client.setSoLinger(true, 0);
                    client.close(); // the broker is down: so is the proxy before it
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Resets every connection, and waits until no thread of the proxy is left. */
    @Override
    public void close() {
        refuse();
        try {
            for (ProxiedConnection connection : everAccepted) {
                connection.join(); // one that has ended may still have a thread about to leave
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while the proxy closed", e);
    }
}
