package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens channels, and closes channels and connections. A close that fails is only logged: the channel is gone all the
 * same, and the broker delivers again what it held.
 */
public final class Channels {

    /** The longest that closing a connection may take. */
    public static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private Channels() {}

    /**
     * Opens a channel.
     *
     * @throws RefusedException if the connection has as many channels as the broker allows
     */
    public static Channel open(Connection connection) throws IOException {
        return connection
                .openChannel()
                .orElseThrow(() ->
                        new RefusedException(RefusedException.Kind.OTHER, "the connection has no free channel number"));
    }

    public static void close(Channel channel) {
        try {
            channel.close();
        } catch (AlreadyClosedException e) {
            LOG.debug("the channel was closed before", e);
        } catch (IOException | TimeoutException e) {
            LOG.warn("closing a channel failed: {}", e.toString());
        }
    }

    /**
     * Closes a connection in order, or else breaks it. A second thread waits for the first: the client would close the
     * socket for it at once, and log the first one's unfinished closing as a fault.
     */
    public static void close(Connection connection) {
        synchronized (connection) {
            if (connection.isOpen()) {
                connection.abort(Math.toIntExact(CLOSE_LIMIT.toMillis()));
            }
        }
    }
}
