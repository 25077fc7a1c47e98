package io.github.heartrate.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes channels. One that fails to close is gone all the same: the broker redelivers what it held. */
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
}
