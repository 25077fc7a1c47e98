package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes readings, feeds them to a monitor in the order of each queue, and publishes the alerts that it returns. A
 * reading is acknowledged once it was processed and its alerts were confirmed. A message that can't be decoded is
 * logged, counted as processed and acknowledged. If an alert can't be published the channel is closed without
 * acknowledging, so that the broker delivers the reading again.
 */
public final class ReadingConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingConsumer.class);

    private final HeartRateMonitor monitor;
    private final ReadingCodec codec;
    private final AlertPublisher alerts;
    private final BiConsumer<Reading, Outcome> observer;
    private final List<Channel> channels = new ArrayList<>();

    /**
     * Makes a consumer; {@link #start} starts it.
     *
     * @param monitor judges the readings
     * @param codec how they are written
     * @param alerts where alerts go
     * @param observer is told of every reading once it is acknowledged, on the connection's threads
     */
    public ReadingConsumer(
            HeartRateMonitor monitor,
            ReadingCodec codec,
            AlertPublisher alerts,
            BiConsumer<Reading, Outcome> observer) {
        this.monitor = monitor;
        this.codec = codec;
        this.alerts = alerts;
        this.observer = observer;
    }

    /**
     * Consumes every reading queue of a layout, each on a channel of its own.
     *
     * @param connection not used for publishing: a broker short of memory stops reading from publishers
     * @param topology whose queues
     * @param prefetch how many readings of a queue may be unacknowledged; the same for every instance
     * @throws IOException if the broker refuses
     */
    public void start(Connection connection, Topology topology, int prefetch) throws IOException {
        for (String queue : topology.readingQueues()) {
            Channel channel = connection
                    .openChannel()
                    .orElseThrow(() -> new AmqpException("the connection has no free channel number"));
            synchronized (channels) {
                channels.add(channel);
            }
            channel.basicQos(prefetch);
            channel.basicConsume(queue, false, "heartrate-" + queue, new Deliveries(channel, queue));
        }
    }

    /** Closes the channels; what is unacknowledged goes back to its queue, in order. Doing it twice is no error. */
    @Override
    public void close() {
        synchronized (channels) {
            channels.forEach(Closing::quietly);
            channels.clear();
        }
    }

    private final class Deliveries extends DefaultConsumer {

        private final String queue;

        Deliveries(Channel channel, String queue) {
            super(channel);
            this.queue = queue;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            Reading reading;
            try {
                reading = codec.decode(body, queue);
            } catch (UndecodableMessageException e) {
                LOG.warn("skipped message {} of {}: {}", properties.getMessageId(), queue, e.getMessage());
                getChannel().basicAck(envelope.getDeliveryTag(), false);
                return;
            }
            Outcome outcome = monitor.accept(reading);
            try {
                outcome.alerts().forEach(this::publish);
            } catch (AmqpException | CompletionException e) {
                LOG.error("an alert could not be published; closing the channel on {}", queue, e);
                Closing.quietly(getChannel());
                return;
            }
            getChannel().basicAck(envelope.getDeliveryTag(), false);
            observer.accept(reading, outcome);
        }

        private void publish(Alert alert) {
            PublishResult result = alerts.publish(alert).join();
            if (result != PublishResult.CONFIRMED) {
                throw new AmqpException("alert " + alert.id() + " was " + result);
            }
        }
    }
}
