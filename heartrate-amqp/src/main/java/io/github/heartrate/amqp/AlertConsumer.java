package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes alerts and hands each one to a listener once: it drops the ids it knows, up to 100,000 back. An alert is
 * acknowledged after the listener returned; if the listener throws, the alert is logged by its id and acknowledged.
 */
public final class AlertConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final int KNOWN_IDS = 100_000;
    private static final int PREFETCH = 500;

    private final AlertCodec codec = new AlertCodec();
    private final AlertListener listener;
    private final String queue;
    private final Channel channel;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Opens a channel; {@link #start} starts to consume.
     *
     * @param connection not used for publishing
     * @param queue a queue bound to the alerts exchange, such as {@link Topology#ALERTS_QUEUE}
     * @param listener told of each alert, one after another
     * @throws IOException if the channel can't be opened
     */
    public AlertConsumer(Connection connection, String queue, AlertListener listener) throws IOException {
        this.listener = listener;
        this.queue = queue;
        this.channel = connection
                .openChannel()
                .orElseThrow(() -> new AmqpException("the connection has no free channel number"));
    }

    /**
     * Starts to consume; from now on the listener is told.
     *
     * @throws IOException if the broker refuses
     */
    public void start() throws IOException {
        channel.basicQos(PREFETCH);
        channel.basicConsume(queue, false, "heartrate-alerts", new Deliveries(channel));
    }

    /** Closes the channel; what is unacknowledged goes back to its queue. Doing it twice is no error. */
    @Override
    public void close() {
        Closing.quietly(channel);
    }

    private boolean isNew(String id) {
        boolean isNew = known.add(id);
        if (known.size() > KNOWN_IDS) {
            known.remove(known.iterator().next());
        }
        return isNew;
    }

    private final class Deliveries extends DefaultConsumer {

        Deliveries(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            try {
                Alert alert = codec.decode(body);
                if (isNew(alert.id())) {
                    listener.onAlert(alert);
                }
            } catch (UndecodableMessageException e) {
                LOG.warn("skipped message {}: {}", properties.getMessageId(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the listener failed on alert {}", properties.getMessageId(), e);
            }
            getChannel().basicAck(envelope.getDeliveryTag(), false);
        }
    }
}
