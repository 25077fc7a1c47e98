package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is opened again whenever somebody needs it and it is gone, with growing pauses. All of the library
 * that connects does so through a link. The same failure is logged once, however often it comes.
 *
 * <p>Two locks: the link's own, held by the thread that connects while others wait for its connection; and {@code
 * wakeUp}, on which it pauses between attempts. {@link #close} takes only the second, so it never waits for an attempt;
 * an attempt that succeeds after it closes its connection by itself. Safe for use by several threads.
 */
public final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private volatile Broker broker;
    private final String name;
    private final AmqpMetrics metrics;
    private final Backoff backoff = new Backoff();
    private final Object wakeUp = new Object();
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean isBlocked;
    private volatile boolean isLast;
    private long retryAtNanos = System.nanoTime();

    public Link(Broker broker, String name, AmqpMetrics metrics) {
        this.broker = broker;
        this.name = name;
        this.metrics = metrics;
    }

    /** The open connection, if there is one. */
    public Optional<Connection> current() {
        return connection.filter(Connection::isOpen);
    }

    /** Why there is no connection. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Whether the broker takes nothing from this connection for now. */
    public boolean isBlocked() {
        return isBlocked && current().isPresent();
    }

    /**
     * The open connection; waits for one as long as it takes.
     *
     * @throws BrokerUnreachableException if the instance is closing
     */
    public synchronized Connection await() throws InterruptedException {
        while (current().isEmpty()) {
            requireOpen();
            long pause = retryAtNanos - System.nanoTime();
            if (pause > 0) {
                pause(pause);
            } else {
                tryOnce();
            }
        }
        return current().orElseThrow(Link::closing);
    }

    private void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        synchronized (wakeUp) {
            for (long left = nanos; left > 0 && !isLast; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(wakeUp, left);
            }
        }
    }

    /**
     * Tries once.
     *
     * @return whether there is a connection now
     * @throws RefusedException if the broker refuses the login or the virtual host; retrying helps only once that has changed
     */
    public synchronized boolean connectOrRefuse() {
        tryOnce().filter(Link::isRefusal).ifPresent(failure -> {
            throw new RefusedException(RefusedException.Kind.ACCESS, trouble.orElse(name), failure);
        });
        return current().isPresent();
    }

    private Optional<Exception> tryOnce() {
        try {
            Connection opened = broker.connect(name);
            isBlocked = false;
            opened.addBlockedListener(reason -> isBlocked = true, () -> isBlocked = false);
            if (connection.isPresent()) {
                metrics.reconnected(name);
            }
            if (connection.isPresent() || trouble.isPresent()) {
                LOG.info("{}: connected to {}", name, broker);
            }
            connection = Optional.of(opened);
            trouble = Optional.empty();
            backoff.reset();
            if (isLast) {
                Channels.close(opened); // close() may have seen none
            }
            return Optional.empty();
        } catch (IOException | TimeoutException | RuntimeException e) {
            complain(String.valueOf(e.getMessage()));
            retryAtNanos = System.nanoTime() + backoff.next().toNanos();
            return Optional.of(e);
        }
    }

    private void complain(String now) {
        if (!trouble.equals(Optional.of(now))) {
            LOG.warn("{}: {}; trying again until there is a connection", name, now);
            trouble = Optional.of(now);
        }
    }

    private static boolean isRefusal(Exception failure) {
        boolean login = failure.getCause() instanceof AuthenticationFailureException
                || failure.getCause() instanceof PossibleAuthenticationFailureException;
        return login
                || Failures.signal(failure).filter(Link::isRefusedByTheBroker).isPresent();
    }

    /** Connection.Open is answered with 530 if the virtual host is unknown, and with 403 if it is not the user's. */
    private static boolean isRefusedByTheBroker(ShutdownSignalException signal) {
        int code = Failures.replyCode(signal);
        return code == com.rabbitmq.client.AMQP.NOT_ALLOWED || code == com.rabbitmq.client.AMQP.ACCESS_REFUSED;
    }

    public Channel openChannel() throws InterruptedException, IOException {
        return Channels.open(await());
    }

    /**
     * Opens a connection beside this one, for what may make the broker close it. The caller closes it.
     *
     * @throws BrokerUnreachableException if the instance is closing
     */
    public Connection openBeside(String purpose) throws IOException, TimeoutException {
        requireOpen();
        Connection opened = broker.connect(name + " " + purpose);
        if (isLast) {
            Channels.close(opened);
            throw closing();
        }
        return opened;
    }

    /** What a user of a connection does with it. */
    @FunctionalInterface
    public interface Use {

        /**
         * Uses a connection until it ends, or what was opened on it does.
         *
         * @return whether the broker did anything for it: if not, the next pause is longer
         */
        boolean on(Connection connection) throws IOException, InterruptedException;
    }

    /**
     * Uses one connection after another until the link opens no more, and closes each after its use. For a link with one
     * user only.
     */
    public void use(Use use) throws InterruptedException {
        Backoff pauses = new Backoff();
        Optional<String> complaint = Optional.empty();
        while (!isLast) {
            try {
                if (use.on(await())) {
                    pauses.reset();
                    complaint = Optional.empty();
                }
            } catch (IOException | RuntimeException e) {
                Optional<String> now = Optional.of(Failures.describe(e));
                if (!isLast && !now.equals(complaint)) {
                    LOG.warn("{}: {}; trying again until it works", name, now.get());
                }
                complaint = now;
            } finally {
                disconnect();
            }
            pause(pauses.next().toNanos());
        }
    }

    /** The next connections are opened to another node, if there is one that takes them. */
    void avoidThisNode() {
        broker = broker.firstNodeLast();
    }

    private void requireOpen() {
        if (isLast) {
            throw closing();
        }
    }

    private static AmqpException closing() {
        return new BrokerUnreachableException("the instance is closing");
    }

    /** Uses the connection that there is, and opens no other. */
    public void openNoMore() {
        isLast = true;
        synchronized (wakeUp) {
            wakeUp.notifyAll();
        }
    }

    /** Closes the connection in order, or else breaks it, if there is one. The next use opens another. */
    public void disconnect() {
        current().ifPresent(Channels::close);
    }

    /** Closes the connection as {@link #disconnect} does, and opens no other. Doing it twice is no error. */
    @Override
    public void close() {
        openNoMore();
        disconnect();
    }
}
