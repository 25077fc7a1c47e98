package io.github.heartrate.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what fails quietly: it is gone all the same, and the broker redelivers what it held. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void quietly(Channel channel) {
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
    static void quietly(Connection connection) {
        synchronized (connection) {
            if (connection.isOpen()) {
                connection.abort(Math.toIntExact(Broker.closeLimit().toMillis()));
            }
        }
    }
}
